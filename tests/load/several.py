"""Nodes of one site, and people who read and write through whatever stands before them."""

import http.client
import os
import threading
import time
from urllib.parse import urlencode

from proxies import HOST
from served import INSTITUTION, Refused, Served
from web import free_port
from writers import LOST

# What a proxy says for a node that is not there; nothing was acknowledged then.
GATEWAY = (502, 503, 504)


class Node(Served):
    """One process with a folder of its own, as on a machine of its own; the database and the secret are everybody's."""

    def __init__(self, binary, folder, rows, letters, first=None):
        folder.mkdir()
        self.binary, self.data, self.log = binary, folder / "data", folder / "serve.log"
        self.rows, self.port, self.process = rows, free_port(), None
        self.host, self.origin = HOST, f"https://{HOST}"
        self.settings = {
            **os.environ,
            "LYCEUM_DATABASE__URL": rows.url,
            "LYCEUM_LIMITS__WRITES_PER_MINUTE": "1000000",
            "LYCEUM_LIMITS__SIGN_IN_PER_MINUTE": "1000000",
            "LYCEUM_MAIL__SMTP": f"smtp://127.0.0.1:{letters.port}",
            "LYCEUM_SERVER__LISTEN": f"127.0.0.1:{self.port}",
        }
        if first:
            self.data.mkdir()
            secret = self.data / "secret.key"
            secret.write_bytes((first.data / "secret.key").read_bytes())
            secret.chmod(0o600)


class Front:
    """The way in that people take; a `Writer` can use it like a server."""

    def __init__(self, port, node):
        self.port, self.node, self.rows = port, node, node.rows
        self.host, self.origin = node.host, node.origin

    asking = Served.asking
    line = Served.line
    get = Served.get

    def session(self, username):
        """A fresh session cookie."""
        return self.node.session(username)

    def post(self, line, path, cookie, fields):
        """Sends a form; a node that went away while it was under way is a lost connection."""
        headers = {**self.asking(cookie), "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", path, body=urlencode(fields), headers=headers)
        answer = line.getresponse()
        body = answer.read()
        if answer.status in GATEWAY:
            raise ConnectionError(f"{path} answers {answer.status}")
        if answer.status >= 500:
            raise Refused(f"POST {path} answers {answer.status}:\n{body.decode()}")
        return answer.status, answer.headers.get("location", "")


class Reader(threading.Thread):
    """Reads one page again and again, and notes every failure and every step back in time."""

    def __init__(self, front, path, cookie, counted):
        super().__init__(daemon=True)
        self.front, self.path, self.cookie, self.counted = front, path, cookie, counted
        self.seen, self.reads, self.failures, self.backwards = 0, 0, [], []
        self.is_done = threading.Event()

    def run(self):
        line = self.front.line()
        while not self.is_done.is_set():
            try:
                line.request("GET", self.path, headers=self.front.asking(self.cookie))
                answer = line.getresponse()
                body = answer.read().decode()
            except LOST as cause:
                self.failures.append(repr(cause))
                line = self.front.line()
                continue
            self.reads += 1
            if answer.status != 200:
                self.failures.append(f"{answer.status}")
                continue
            seen = self.counted(body)
            if seen < self.seen:
                self.backwards.append((self.seen, seen))
            self.seen = max(seen, self.seen)
            time.sleep(0.002)

    def stop(self):
        """Reads no more; gives what was noted."""
        self.is_done.set()
        self.join()
        return self.failures, self.backwards


def status(port, path, cookie=None):
    """How one node answers, asked directly."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Host": HOST, "Accept": "text/html", **({"Cookie": cookie} if cookie else {})}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read().decode()
    line.close()
    return answer.status, body


def until(is_so, seconds):
    """Waits until something is so; gives how long that took, or `None` if it never was."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if is_so():
            return time.monotonic() - begun
        time.sleep(0.01)
    return None


def settle_in(node, people, boards):
    """Adds the institution, its people and its boards."""
    node.command("institution", "add", INSTITUTION, "--name", "Northfield", "--host", HOST)
    for name in people:
        node.member("add", "--name", name.capitalize(), "--email", f"{name}@northfield.example")
    node.member("grant", "--member", people[-1], "--role", "moderator")
    for slug, audience in boards:
        naming = ("--slug", slug, "--name", slug.capitalize(), "--audience", audience)
        node.command("board", "add", "--institution", INSTITUTION, *naming)
