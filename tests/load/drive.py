"""Drives a server with wrk and reads what the kernel charged it for."""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from web import ask

SERVER_CORE, CLIENT_CORE = 0, 1
CONNECTIONS = 32
TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass
class Target:
    """One page of one server, and what it must answer."""

    page: str
    server: str
    url: str
    asking: dict
    status: int
    size: int
    runs: list = field(default_factory=list)

    def of(self, server):
        """The same page of another server."""
        return replace(self, server=server, runs=[])


@dataclass
class Run:
    """One measurement: requests per second, latencies in milliseconds, microseconds of processor a request."""

    rate: float
    p50: float
    p99: float
    processor: float


def is_pinning():
    """Whether server and client can each have a core."""
    return (os.cpu_count() or 1) > 1 and shutil.which("taskset") is not None


def pinning():
    """Says how the machine is shared."""
    if is_pinning():
        return f"Servers on core {SERVER_CORE}, wrk on core {CLIENT_CORE}, {CONNECTIONS} connections, one at a time in turn."
    return "One core, or no taskset: servers and wrk share what there is; trust the processor time, not the rate."


def pinned(core, words):
    """The command, kept to one core where there are two."""
    return ["taskset", "-c", str(core), *words] if is_pinning() else list(words)


def idle(process):
    """Resident memory in megabytes once start-up work has died down."""
    time.sleep(3)
    with open(f"/proc/{process}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def measure(targets, processes, asked):
    """Runs every target once a round, in turn, so that a slow minute of the machine hurts all alike."""
    for target in targets:
        insist(target)
    for number in range(1, asked.rounds + 1):
        for target in targets:
            target.runs.append(one(target, processes[target.server], asked.seconds))
        print(f"round {number} of {asked.rounds}", file=sys.stderr)
    for target in targets:
        insist(target)
    return targets


def insist(target):
    """Ends the run when a target does not answer what it must: a fast refusal is no figure."""
    address = urlsplit(target.url)
    answer = ask(address.port, address.path, target.asking)
    if answer.status != target.status or (target.size and len(answer.body) != target.size):
        raise SystemExit(
            f"{target.server}, {target.page}: {answer.status} with {len(answer.body)} bytes, "
            f"not {target.status} with {target.size}"
        )


def one(target, processes, seconds):
    """One run of wrk, with the processor time of the server's processes before and after."""
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for name, value in target.asking.items():
        words += ["-H", f"{name}: {value}"]
    before = charged(processes())
    done = subprocess.run(pinned(CLIENT_CORE, [*words, target.url]), check=True, capture_output=True, text=True)
    spent = charged(processes()) - before
    return parse(done.stdout, spent)


def charged(processes):
    """User and system time of the processes so far, in microseconds."""
    total = 0
    for process in processes:
        with open(f"/proc/{process}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total * TICK


def parse(words, spent):
    """Reads the words of `wrk --latency`."""
    faults = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", words)
    if faults:
        raise SystemExit(f"wrk was refused: {faults.group(0)}")
    requests = int(re.search(r"(\d+) requests in", words).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", words).group(1))
    return Run(rate, latency(words, 50), latency(words, 99), spent / requests)


def latency(words, share):
    """One line of wrk's latency distribution, in milliseconds."""
    number, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s|m)", words).groups()
    return float(number) * UNITS[unit]
