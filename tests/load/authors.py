"""People who write: each with a session, a form token and a thread of their own; and wrk sending their replies."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from web import ask, fields_to

HERE = Path(__file__).resolve().parent
BOARD = "/b/ask-a-mentor/"


@dataclass
class Author:
    """Who replies, and where."""

    path: str
    cookie: str
    token: str


@dataclass
class Written:
    """What came of a run: seconds, answers by kind, and latencies of all of them in milliseconds."""

    seconds: float
    saved: int
    refused: int
    unasked: int
    strange: int
    faults: int
    p50: float
    p99: float

    @property
    def rate(self):
        """Durable replies a second."""
        return self.saved / self.seconds


@dataclass
class Visited:
    """What readers met: requests, failures, and latencies in milliseconds."""

    seconds: float
    requests: int
    faults: int
    p50: float
    p99: float


def gather(site, count):
    """So many members, each signed in and with a thread of their own to reply in."""
    people = site.cohort_members()[:count]
    return [begin(site, site.member(people[number % len(people)]), number) for number in range(count)]


def begin(site, cookie, number):
    """Starts a thread as a person would, by its form."""
    fields = fields_to(site.text(f"{BOARD}new", cookie), f"{BOARD}new")
    fields.update(title=f"Question number {number}", body="Where would you begin?")
    answer = ask(site.port, f"{BOARD}new", form_headers(site, cookie), "POST", urlencode(fields))
    if answer.status != 303:
        raise SystemExit(f"a thread cannot be started: {answer.status}")
    thread = urlsplit(answer.headers["location"]).path.split("/")[2]
    return Author(f"/t/{thread}/reply", cookie, fields["csrf"])


def form_headers(site, cookie):
    """What a browser sends with a form."""
    kind = {"Origin": f"http://{site.host}", "Content-Type": "application/x-www-form-urlencoded"}
    return {**site.asking(cookie), **kind}


def note(authors, file):
    """Writes the authors down where reply.lua reads them."""
    file.write_text("".join(f"{one.path}\t{one.cookie}\t{one.token}\n" for one in authors), encoding="utf-8")
    return file


def writing(site, noted, connections, seconds, run, pause=0):
    """Starts the sending of replies over so many connections; `written` waits for the end of it."""
    threads = min(connections, 4)
    words = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-H", f"Host: {site.host}"]
    words += ["-s", HERE / "reply.lua", site.url("/"), "--", noted, str(pause), run]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def written(process):
    """Waits for the end and reads the figures."""
    return Written(**last_line(process))


def visiting(site, path, cookie, connections, seconds, pause):
    """Starts the reading of one page by so many people, each with a pause between two pages."""
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    for name, value in site.asking(cookie).items():
        words += ["-H", f"{name}: {value}"]
    words += ["-s", HERE / "visit.lua", site.url(path), "--", str(pause)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def visited(process):
    """Waits for the end and reads the figures."""
    return Visited(**last_line(process))


def last_line(process):
    """The line of JSON that wrk's script ends with."""
    printed, faults = process.communicate()
    lines = [line for line in printed.splitlines() if line.startswith("{")]
    if process.returncode != 0 or not lines:
        raise SystemExit(f"wrk failed: {faults}{printed}")
    return json.loads(lines[-1])
