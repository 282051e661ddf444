"""A small site of our own on either engine, whose server is killed and started again."""

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import time
import uuid
from urllib.parse import urlencode

from programs import psql
from web import free_port

INSTITUTION = "northfield"
MODERATOR = "mo"
# Where threads begin, and where they are put and taken away from again; one of them visitors read.
BOARDS = ("ask", "hall")
SECOND_BOARD = "talk"


class Refused(Exception):
    """The server answered, and not as it must."""


class Served:
    """One data folder, one database, and the process that serves them."""

    def __init__(self, binary, folder, server, writers, data=None):
        self.binary, self.data, self.log = binary, data or folder / "data", folder / "serve.log"
        self.rows = Postgres(server) if server else Sqlite(self.data / "lyceum.db")
        self.port = free_port()
        self.host = f"{INSTITUTION}.localhost:{self.port}"
        self.origin = f"http://{self.host}"
        self.process, self.is_going = None, False
        self.settings = {
            **os.environ,
            "LYCEUM_DATABASE__URL": self.rows.url,
            "LYCEUM_LIMITS__WRITES_PER_MINUTE": "1000000",
            "LYCEUM_SERVER__LISTEN": f"127.0.0.1:{self.port}",
        }
        self.settle_in(writers)

    def settle_in(self, writers):
        """Adds the institution, its boards and its people."""
        self.command("institution", "add", INSTITUTION, "--name", "Northfield", "--host", f"{INSTITUTION}.localhost")
        for name in [*writers, MODERATOR]:
            self.member("add", "--name", name.capitalize(), "--email", f"{name}@northfield.example")
        self.member("grant", "--member", MODERATOR, "--role", "moderator")
        for slug, audience in [("ask", "institution"), (SECOND_BOARD, "institution"), ("hall", "public")]:
            naming = ("--slug", slug, "--name", slug.capitalize(), "--audience", audience)
            self.command("board", "add", "--institution", INSTITUTION, *naming)

    def member(self, verb, *words):
        """One command about a member."""
        self.command("member", verb, "--institution", INSTITUTION, *words)

    def session(self, username):
        """A fresh session cookie, as `name=value`."""
        return self.command("session", "new", "--institution", INSTITUTION, "--member", username)

    def command(self, *words):
        """Runs one command beside the server, or without one; gives what it printed."""
        line = [self.binary, *words, "--data", self.data]
        done = subprocess.run(line, env=self.settings, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"lyceum {' '.join(words)} failed:\n{done.stderr[-3000:]}{done.stdout[-3000:]}")
        return done.stdout.strip()

    def start(self):
        """Starts the server; gives the seconds until it was ready."""
        begun, self.is_going = time.monotonic(), False
        with self.log.open("a") as output:
            line = [self.binary, "serve", "--data", self.data]
            # Signals as Python has them: a write beyond a limit fails then, and does not end the process.
            self.process = subprocess.Popen(
                line, env=self.settings, stdout=output, stderr=output, restore_signals=False
            )
        while time.monotonic() - begun < 60:
            if self.process.poll() is not None:
                break
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                line.request("GET", "/readyz")
                if line.getresponse().status == 200:
                    return time.monotonic() - begun
            except OSError:
                pass
            time.sleep(0.005)
        sys.exit(f"The server did not come back.\n{self.last_words()}")

    def last_words(self):
        """The end of the server's log."""
        return f"The server's last words:\n{self.log.read_text(errors='replace')[-3000:]}"

    def kill(self):
        """Ends the server as a power cut would, as far as the process can tell."""
        self.is_going = True
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends the server as an operator would."""
        self.process.terminate()
        self.process.wait(timeout=30)

    def clear(self):
        """Leaves nothing behind, however the run ended."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.rows.drop()

    def verify(self):
        """Compares every stored page with a fresh render; gives how many there are, and how many wait."""
        told = json.loads(self.command("verify", "--json"))
        return sum(house["pages"] for house in told), sum(house["waiting"] for house in told)

    def asking(self, cookie):
        """The headers of a member's browser."""
        return {"Host": self.host, "Origin": self.origin, "Cookie": cookie, "Accept": "text/html"}

    def line(self):
        """A connection that is kept for one request after another."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, line, path, cookie):
        """One page as text; ends the run when it is refused."""
        line.request("GET", path, headers=self.asking(cookie))
        answer = line.getresponse()
        body = answer.read().decode()
        if answer.status != 200:
            sys.exit(f"{path} answers {answer.status}:\n{body[:2000]}")
        return body

    def post(self, line, path, cookie, fields):
        """Sends one form; gives status and where it leads."""
        headers = {**self.asking(cookie), "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", path, body=urlencode(fields), headers=headers)
        answer = line.getresponse()
        body = answer.read()
        if answer.status >= 500:
            raise Refused(f"POST {path} answers {answer.status}:\n{body.decode()}")
        return answer.status, answer.headers.get("location", "")


class Sqlite:
    """Rows straight from the file."""

    def __init__(self, file):
        self.file, self.url = file, f"sqlite://{file}"

    def ask(self, statement):
        """The rows of one statement, as tuples of texts."""
        reading = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            return [tuple(str(value) for value in row) for row in reading.execute(statement)]
        finally:
            reading.close()

    def drop(self):
        """The folder goes with the run."""


class Postgres:
    """Rows through psql, of a database of our own on somebody's server."""

    def __init__(self, server):
        self.server, self.name = server, f"kill_{uuid.uuid4().hex[:12]}"
        psql(server, f"CREATE DATABASE {self.name}")
        self.url = f"{server.rpartition('/')[0]}/{self.name}"

    def ask(self, statement):
        """The rows of one statement, as tuples of texts."""
        return [tuple(row.split("\t")) for row in psql(self.url, statement).splitlines()]

    def drop(self):
        """Takes the database away."""
        psql(self.server, f"DROP DATABASE {self.name} WITH (FORCE)")
