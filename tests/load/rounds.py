"""Writes, cuts the server off, starts it again and looks for what was acknowledged; as often as is asked."""

import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from ledger import check_counts, check_pages, check_rows
from served import Refused
from writers import Writer

# A start must not take longer, in seconds.
READY = 2.0
# How long the worker may get nowhere with what kills cut off, in seconds: it takes up what is older than thirty.
SETTLING = 120


class Run:
    """Kills until there were enough kills and enough writes."""

    def __init__(self, site, asked):
        self.site, self.asked, self.chance = site, asked, random.Random(asked.seed)
        self.writers = [Writer(site, name, asked.seed) for name in names(asked.clients)]
        self.ready, self.kills, self.retried, self.wholes = [], 0, 0, []

    def acknowledged(self):
        """How many writes were acknowledged so far."""
        return sum(writer.acknowledged for writer in self.writers)

    def all(self):
        """Writes, kills, starts and looks, again and again."""
        self.ready.append(self.site.start())
        for writer in self.writers:
            writer.find_tokens()
        begun = time.monotonic()
        while self.kills < self.asked.kills or self.acknowledged() < self.asked.writes:
            self.once()
            if sys.stderr.isatty() or self.kills % self.asked.whole == 0:
                rate = self.acknowledged() / (time.monotonic() - begun)
                print(f"{self.kills} kills, {self.acknowledged()} writes, {rate:.0f} writes/s", file=sys.stderr)
        self.look_at_the_end()

    def once(self):
        """One kill, in the middle of writing, and what is left after it."""
        per_kill = max(1, self.asked.writes // self.asked.kills)
        enough = self.acknowledged() + self.chance.randint(1, 2 * per_kill)
        with ThreadPoolExecutor(len(self.writers)) as pool:
            writing = [pool.submit(writer.write_until_cut) for writer in self.writers]
            while self.acknowledged() < enough and not any(one.done() for one in writing):
                time.sleep(0.001)
            time.sleep(self.chance.random() * 0.02)
            self.site.kill()
        for one in writing:
            one.result()
        self.kills += 1
        self.ready.append(self.site.start())
        if self.ready[-1] > READY:
            sys.exit(f"After kill {self.kills} the server took {self.ready[-1]:.2f} s to be ready.")
        self.retried += sum(writer.pending is not None for writer in self.writers)
        for writer in self.writers:
            writer.catch_up()
        touched = [thread for writer in self.writers for thread in writer.touched.values()]
        self.insist(check_rows(self.site, touched))
        self.insist(check_counts(self.site, self.writers))
        self.insist(check_pages(self.site, touched, self.writers[0].cookies[False]))
        for writer in self.writers:
            writer.touched.clear()
        if self.kills % self.asked.whole == 0:
            self.compare()

    def compare(self):
        """Compares every page of the site with a fresh render; those that are known to wait are no fault."""
        begun = time.monotonic()
        pages, waiting = self.site.verify()
        self.wholes.append((pages, time.monotonic() - begun))
        return waiting

    def look_at_the_end(self):
        """The worker takes up what kills cut off; then nothing waits, and the whole site is right."""
        fewest, since = None, time.monotonic()
        while (left := self.waiting()) != (0, 0):
            if fewest is None or left < fewest:
                fewest, since = left, time.monotonic()
            if time.monotonic() > since + SETTLING:
                sys.exit(f"For {SETTLING} s {left[0]} effects and {left[1]} pages have waited.")
            time.sleep(5)
        threads = [thread for writer in self.writers for thread in writer.threads]
        self.insist(check_rows(self.site, threads))
        self.insist(check_pages(self.site, threads[-500:], self.writers[0].cookies[False]))
        self.site.stop()
        if "panicked" in self.site.log.read_text(errors="replace"):
            sys.exit(f"The server panicked:\n{self.site.last_words()}")

    def waiting(self):
        """How many effects are not settled; once none is, how many pages are known to be out of date."""
        effects = int(self.site.rows.ask("SELECT COUNT(*) FROM events WHERE settled_at IS NULL")[0][0])
        return (effects, 0) if effects else (0, self.compare())

    def insist(self, faults):
        """Ends the run at the first fault: what came after it would only bury it."""
        if faults:
            sys.exit("\n".join([f"After kill {self.kills}, with seed {self.asked.seed}:", *faults[:20]]))

    def told(self, seconds):
        """The figures, as rows of a table."""
        ready = sorted(self.ready)
        return [
            ("kills", f"{self.kills:,}"),
            ("writes acknowledged, each there once", f"{self.acknowledged():,}"),
            ("writes in flight at a kill, sent again with their key, each there once", f"{self.retried:,}"),
            ("ready after a kill, median and longest", f"{median(ready):.2f} s, {ready[-1]:.2f} s"),
            ("whole comparisons, and pages in the last", f"{len(self.wholes)}, {self.wholes[-1][0]:,}"),
            ("how long", f"{seconds / 60:.1f} minutes, {sum(one[1] for one in self.wholes) / 60:.1f} of them comparing"),
        ]


def names(count):
    """Who writes."""
    return ["ada", "ben", "cleo", "dan", "eve", "finn", "gil", "hana"][:count]


def run(asked, site_in, title):
    """Runs everything in a folder of its own and prints a table."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lyceum-kill-") as scratch:
        site = site_in(Path(scratch))
        one = Run(site, asked)
        try:
            one.all()
        except Refused as refused:
            sys.exit(f"After kill {one.kills}, with seed {asked.seed}: {str(refused)[:3000]}\n{site.last_words()}")
        finally:
            site.clear()
    print(f"\n### {title}\n\n| what | figure |\n|---|---:|")
    for what, figure in one.told(time.monotonic() - begun):
        print(f"| {what} | {figure} |")
