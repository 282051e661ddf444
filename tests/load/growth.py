"""What is measured at every size: start, memory, cold pages, replies, rebuilding, and who is in many cohorts."""

import json
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

import lyceum
import writing
from drive import Target, one
from web import ask

BOARD = "/b/everyday/"
FAR = 400
COLD = 400
READERS = 40


@dataclass(frozen=True)
class Cost:
    """One thing that is measured, and how many digits of it mean something."""

    name: str
    unit: str
    digits: int = 1

    def spell(self, figure):
        """The figure as the table shows it."""
        return f"{figure:,.{self.digits}f}"


COSTS = [
    Cost("start, until it is ready", "s", 2),
    Cost("memory at rest", "MB", 0),
    Cost("memory after reading all over the site", "MB", 0),
    Cost("stored thread page, first reading", "ms", 2),
    Cost("board page 2, made", "ms"),
    Cost("board page 400 or the last, made", "ms"),
    Cost("one reply, pages rendered", "ms"),
    Cost("rebuild, each page", "ms", 2),
    Cost("thread page, member of one pair", "µs a request"),
    Cost("thread page, member of every pair", "µs a request"),
    Cost("front page, member of one pair", "µs a request"),
    Cost("front page, member of every pair", "µs a request"),
]


def measure(binary, kept, scratch, posts):
    """Everything at one size, by the names of the costs."""
    data = kept / str(posts)
    if not data.is_dir():
        run(binary, "demo", "load", "--size", "l", "--posts", str(posts), "--data", data)
    found = {"rebuild, each page": rebuilding(binary, data)}
    last = forget_board(data)
    folder = scratch / f"serve-{posts}"
    began = time.perf_counter()
    with lyceum.Site(binary, folder, "l", data) as site:
        found["start, until it is ready"] = time.perf_counter() - began
        found["memory at rest"] = resident(site)
        found.update(cold_boards(site, last))
        found.update(reading(site))
        found.update(many_cohorts(site))
        found["one reply, pages rendered"] = float(writing.replies(site, 60)[0][1].split()[0])
    print(f"{posts:,} posts: {json.dumps(found, ensure_ascii=False)}", file=sys.stderr)
    return found


def run(binary, *words):
    """One command; gives what it printed."""
    return subprocess.run([binary, *words], check=True, stdout=subprocess.PIPE, text=True).stdout


def rebuilding(binary, data):
    """Milliseconds for each page of the institution of a middling place in the list, on all cores."""
    told = run(binary, "institution", "list", "--json", "--data", data)
    slug = json.loads(told)[30]["slug"]
    began = time.perf_counter()
    run(binary, "institution", "list", "--data", data)
    opening = time.perf_counter() - began
    began = time.perf_counter()
    done = json.loads(run(binary, "rebuild", "--institution", slug, "--json", "--data", data))
    return (time.perf_counter() - began - opening) * 1000 / done["rendered"]


def forget_board(data):
    """Takes the stored pages of the long board away, so that they have to be made; gives the number of the last one."""
    folder = data / "private" / lyceum.INSTITUTION / BOARD.strip("/")
    last = max(int(page.name) for page in folder.iterdir() if page.name.isdigit())
    shutil.rmtree(folder)
    return last


def resident(site):
    """Resident memory in megabytes."""
    with open(f"/proc/{site.process.pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def timed(site, path, cookie):
    """Milliseconds for one page."""
    began = time.perf_counter()
    answer = site.get(path, cookie)
    if answer.status != 200:
        raise SystemExit(f"{path} answers {answer.status}")
    return (time.perf_counter() - began) * 1000


def cold_boards(site, last):
    """Pages of the long board near its head and far down, each asked for once; milliseconds."""
    cookie = site.member()
    timed(site, "/", cookie)
    far = min(FAR, last)
    found = {}
    for name, numbers in [("board page 2, made", range(2, 7)), ("board page 400 or the last, made", range(far - 4, far + 1))]:
        asked = [number for number in numbers if 2 <= number <= last]
        found[name] = median(timed(site, f"{BOARD}{number}/", cookie) for number in asked)
    return found


def reading(site):
    """Thread pages all over the site, each read once from its file by somebody of its board, and what memory that takes."""
    chance = random.Random(7)
    taken = []
    houses = json.loads(site.command("institution", "list", "--json"))
    for house in chance.sample(houses, min(READERS, len(houses))):
        slug = house["slug"]
        people = json.loads(site.command("member", "list", "--institution", slug, "--json"))
        runs_it = next(person["username"] for person in people if "coordinator" in person["roles"])
        cookie = site.command("session", "new", "--institution", slug, "--member", runs_it)
        host = {**site.asking(cookie), "Host": f"{slug}.localhost:{site.port}"}
        threads = sorted((site.data / "private" / slug / "t").iterdir())
        for thread in chance.sample(threads, min(COLD, len(threads))):
            began = time.perf_counter()
            answer = ask(site.port, f"/t/{thread.name}/", host)
            if answer.status in (301, 302, 303, 307, 308):
                answer = ask(site.port, answer.headers["location"], host)
            if answer.status == 200:
                taken.append((time.perf_counter() - began) * 1000)
    return {"stored thread page, first reading": median(taken), "memory after reading all over the site": resident(site)}


def many_cohorts(site):
    """Processor time of warm pages for a mentee with one pair and for whoever runs all pairs of the institution."""
    people = json.loads(site.command("member", "list", "--institution", lyceum.INSTITUTION, "--json"))
    grown = [person for person in people if any(role.startswith("match-") for role in person["roles"])]
    few = min(grown, key=lambda person: len(person["roles"]))["username"]
    many = max(grown, key=lambda person: len(person["roles"]))["username"]
    found = {}
    for who, username in [("one pair", few), ("every pair", many)]:
        cookie = site.member(username)
        thread = site.thread("/b/commons/", "", cookie)
        for name, address in [("thread page", thread), ("front page", "/")]:
            page = site.settled(address, cookie)
            target = Target(name, "lyceum", site.url(address), page.asking, 200, len(page.body))
            runs = [one(target, site.processes, 2) for _ in range(3)]
            found[f"{name}, member of {who}"] = median(run.processor for run in runs)
    return found
