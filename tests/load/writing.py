"""Measures writing: single replies with their pages rendered, and the import of mail archives."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from statistics import median, quantiles
from urllib.parse import urlencode

from web import ask, hidden_fields

FLAGSHIP = ("/b/ask-a-mentor/", "How do I talk about a group project")
WRITERS = 20


def replies(site, count):
    """Posts replies one after another as several mentees; gives rows for the table."""
    sessions = [site.member(username) for username in site.cohort_members()[:WRITERS]]
    path = site.thread(*FLAGSHIP, sessions[0])
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    taken = []
    for number in range(count):
        cookie = sessions[number % len(sessions)]
        status, milliseconds = reply(site, line, path, cookie, f"Reply number {number}: it helped me to **write it down** first.")
        if status != 303:
            return [("replies", f"stopped after {number}: the answer was {status}")]
        taken.append(milliseconds)
    return [
        (f"one reply, pages rendered, p50 of {count}", f"{median(taken):.1f} ms"),
        (f"one reply, pages rendered, p90 of {count}", f"{quantiles(taken, n=10)[-1]:.1f} ms"),
        ("one fdatasync of 4 kB on the same disk, p50", f"{sync_cost(site.folder):.2f} ms"),
    ]


def reply(site, line, path, cookie, words):
    """Opens the form untimed, then sends it; gives the status and milliseconds until the answer was read."""
    page = site.text(site.last_page(path, cookie), cookie)
    action = re.search(r'<form\b[^>]*\baction="(/t/[^"]+/reply)"', page)
    if action is None:
        raise SystemExit(f"{path} has no reply form")
    fields = {**hidden_fields(page, "reply"), "body": words}
    headers = {
        **site.asking(cookie),
        "Origin": f"http://{site.host}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    started = time.perf_counter()
    answer = ask(site.port, action.group(1), headers, "POST", urlencode(fields), line)
    return answer.status, (time.perf_counter() - started) * 1000


def sync_cost(folder):
    """What the disk asks for one durable write: no reply can be faster."""
    taken = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def print_import(binary, folder, archive):
    """Imports a folder of archives into a fresh site, a second time for nothing, and verifies every page."""
    folder.mkdir()
    run(binary, folder, "demo", "load")
    run(binary, folder, "board", "add", "--institution", "northfield", "--slug", "archive", "--name", "Archive", "--audience", "public")
    words = ("import", "mbox", "--institution", "northfield", "--board", "archive", "--json", archive)
    print(f"\n### Import of {os.path.basename(os.path.normpath(archive))}\n\n| run | read | added | already there | skipped | s | messages/s |\n|---|---:|---:|---:|---:|---:|---:|")
    for name in ("first", "again"):
        printed, seconds = run(binary, folder, *words)
        told = json.loads(printed)
        row = [f"{amount(told[key]):,}" for key in ("read", "added", "existing", "skipped")]
        print(f"| {name} | {' | '.join(row)} | {seconds:.1f} | {amount(told['read']) / seconds:,.0f} |")
    _, seconds = run(binary, folder, "verify")
    print(f"\n`lyceum verify` found nothing, in {seconds:.1f} s.")


def amount(told):
    """A count, whether it is told as a number or as the things themselves."""
    return told if isinstance(told, int) else len(told)


def run(binary, folder, *words):
    """Runs one command; gives what it printed and the seconds it took, or ends with its fault."""
    started = time.perf_counter()
    done = subprocess.run([binary, *words, "--data", folder / "data"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"lyceum {' '.join(words)} failed:\n{done.stderr[-2000:]}{done.stdout[-2000:]}")
    return done.stdout, time.perf_counter() - started
