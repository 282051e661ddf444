"""Does everything once on demo m and says how long it took and what it held; a step that fails ends the run."""

import argparse
import os
import resource
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lyceum
import writing
from release import release_binary
from growth import resident
from web import ask

READERS = 8


class Steps:
    """Prints each step with its seconds and the most that a process of it held."""

    def __init__(self, binary):
        self.binary = binary
        print("| step | s | MB |\n|---|---:|---:|")

    def command(self, *words):
        """One command of the program."""
        began = time.perf_counter()
        with tempfile.TemporaryFile() as told:
            child = subprocess.Popen([self.binary, *words], stdout=told, stderr=told)
            _, status, used = os.wait4(child.pid, 0)
            if status != 0:
                told.seek(0)
                raise SystemExit(f"lyceum {' '.join(map(str, words))} failed:\n{told.read().decode()[-2000:]}")
        name, held = " ".join(word for word in map(str, words) if "/" not in word and word != "--data"), used.ru_maxrss / 1024
        self.tell(f"`lyceum {name}`", began, held)

    def tell(self, what, began, held):
        """One row."""
        print(f"| {what} | {time.perf_counter() - began:.1f} | {held:.0f} |", flush=True)


def read_everything(site):
    """Every page of the largest institution, by eight readers at once; gives how many were shown."""
    people = site.cohort_members()[:READERS]
    cookies = [site.member(username) for username in people]
    root = site.data / "private" / lyceum.INSTITUTION
    pages = sorted(f"/{file.parent.relative_to(root)}/".replace("/./", "/") for file in root.rglob("index.page"))

    def read(place):
        path = pages[place]
        answer = site.get(path, cookies[place % len(cookies)])
        if answer.status in (301, 308):
            answer = site.get(answer.headers["location"], cookies[place % len(cookies)])
        if answer.status not in (200, 404):
            raise SystemExit(f"{path} answers {answer.status}")
        return answer.status == 200

    with ThreadPoolExecutor(READERS) as readers:
        return sum(readers.map(read, range(len(pages)))), len(pages)


def serve(steps, folder, data):
    """Serves it: every page is read, replies are posted, passwords are tried."""
    began = time.perf_counter()
    with lyceum.Site(steps.binary, folder, "m", data) as site:
        steps.tell("`lyceum serve`, until it is ready", began, resident(site))
        began = time.perf_counter()
        shown, asked = read_everything(site)
        steps.tell(f"{asked:,} pages asked for, {shown:,} of them shown", began, resident(site))
        began = time.perf_counter()
        for what, figure in writing.replies(site, 100)[:1]:
            steps.tell(f"{what}: {figure}", began, resident(site))
        began = time.perf_counter()
        if ask(site.port, "/readyz", {}).status != 200:
            raise SystemExit("it is not ready any more")
        steps.tell("`/readyz`", began, resident(site))


def main():
    """Everything, in a folder of its own."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--binary", metavar="FILE", help="the release program (default: where cargo puts it)")
    steps = Steps(release_binary(reading.parse_args().binary))
    with tempfile.TemporaryDirectory(prefix="lyceum-small-") as scratch:
        data, backup = Path(scratch) / "data", Path(scratch) / "site.backup"
        steps.command("demo", "load", "--size", "m", "--data", data)
        serve(steps, Path(scratch) / "serve", data)
        steps.command("rebuild", "--data", data)
        steps.command("verify", "--data", data)
        steps.command("backup", backup, "--data", data)
        steps.command("restore", backup, "--data", Path(scratch) / "restored")
        steps.command("doctor", "--data", Path(scratch) / "restored")
    print(f"\nThe largest process held {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB.")


if __name__ == "__main__":
    main()
