"""A Lyceum of our own on the loopback, with the demo in it."""

import gzip
import html
import json
import os
import re
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from drive import SERVER_CORE, pinned
from web import ask, free_port, wait_until_ready

INSTITUTION = "northfield"
MEMBER = "amara-nwosu"


class Site:
    """Serves the demo with one web worker until the block ends; `settings` are variables of its environment."""

    def __init__(self, binary, folder, size, data=None, settings=None):
        self.binary, self.folder, self.size = binary, folder, size
        self.loaded = Path(data).resolve() if data else None
        self.data = self.loaded or folder / "data"
        # One reply after another is faster than people write, and has to get through.
        own = {"LYCEUM_SERVER__WORKERS": "1", "LYCEUM_LIMITS__WRITES_PER_MINUTE": "100000000", **(settings or {})}
        self.is_alone = settings is None
        self.environment = {**os.environ, **own}
        self.port = free_port()
        self.host = f"{INSTITUTION}.localhost:{self.port}"

    def __enter__(self):
        self.folder.mkdir(exist_ok=True)
        data = self.data
        if self.size != "s" and not self.loaded:
            self.command("demo", "load", "--size", self.size)
        log = self.folder / "serve.log"
        words = [self.binary, "serve", "--demo", "--listen", f"127.0.0.1:{self.port}", "--data", data]
        if self.is_alone:
            words = pinned(SERVER_CORE, words)
        with log.open("w") as output:
            self.process = subprocess.Popen(words, env=self.environment, stdout=output, stderr=output)
        wait_until_ready(self.port, "/readyz", self.process, log)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def processes(self):
        """Ids of every process that serves."""
        return [self.process.pid]

    def command(self, *words):
        """Runs one command on the site's folder and gives what it printed."""
        words = [self.binary, *words, "--data", self.data]
        done = subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def member(self, username=MEMBER):
        """A fresh session cookie of a member, as `name=value`."""
        return self.command("session", "new", "--institution", INSTITUTION, "--member", username)

    def cohort_members(self, cohort_role="eng-2026:mentee"):
        """Usernames of the people who hold a role in a cohort."""
        people = json.loads(self.command("member", "list", "--institution", INSTITUTION, "--json"))
        return [one["username"] for one in people if cohort_role in one["roles"]]

    def url(self, path):
        """Where wrk finds a path; the institution goes into the Host header."""
        return f"http://127.0.0.1:{self.port}{path}"

    def asking(self, cookie=None):
        """The headers of a browser that takes gzip."""
        headers = {"Host": self.host, "Accept": "text/html", "Accept-Encoding": "gzip"}
        return {**headers, "Cookie": cookie} if cookie else headers

    def get(self, path, cookie=None):
        """One page as it comes over the wire."""
        return ask(self.port, path, self.asking(cookie))

    def text(self, path, cookie=None):
        """The HTML of one page; ends the run when it is refused."""
        answer = self.get(path, cookie)
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}")
        packed = answer.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(answer.body) if packed else answer.body).decode()

    def thread(self, board, title, cookie):
        """The address of the first thread on a board whose title begins so."""
        links = re.findall(r'<a\b[^>]*\bhref="(/t/[0-9a-z]{13}/(?!from/)[^"#]+)"[^>]*>(.*?)</a>', self.text(board, cookie), re.S)
        for path, words in links:
            if html.unescape(re.sub(r"<[^>]*>", "", words)).strip().startswith(title):
                return path
        raise SystemExit(f"{board} lists no thread “{title}…”")

    def last_page(self, thread, cookie):
        """Where the reply form stands: only the last page of a thread grows."""
        latest = self.get("/".join(thread.split("/")[:3]) + "/last", cookie)
        return urlsplit(latest.headers["location"]).path if "location" in latest.headers else thread

    def settled(self, path, cookie):
        """A page once reading it has moved what it moves: read marks, and with them the slot."""
        for _ in range(2):
            self.get(path, cookie)
            time.sleep(0.2)
        page = self.get(path, cookie)
        if page.status != 200 or page.headers.get("content-encoding") != "gzip":
            raise SystemExit(f"{path} answers {page.status} in {page.headers.get('content-encoding', 'plain')}, not 200 in gzip")
        return page
