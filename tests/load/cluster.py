"""A PostgreSQL server of our own, and a second one that follows it and can take its place."""

import os
import subprocess
import sys
import time

from programs import newest_programs, psql
from web import free_port

# Whoever takes over has every acknowledged commit, because a commit waits for it.
FOLLOWING = ["wal_level=replica", "hot_standby=on", "max_connections=200", "fsync=off", "full_page_writes=off"]


class Cluster:
    """Two servers, of which the second is there once `follow` was called."""

    def __init__(self, folder):
        self.folder, self.programs = folder / "postgres", newest_programs()
        self.ports = [free_port(), free_port()]
        self.folder.mkdir()
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres", self.folder], check=True)
        making = ["--username", "lyceum", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        self.run("initdb", "--pgdata", self.data(0), *making)
        self.start(0)
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports)
        self.url = f"postgres://lyceum@{hosts}/postgres?target_session_attrs=read-write"

    def data(self, number):
        """Where one of them keeps its rows."""
        return self.folder / f"data{number}"

    def run(self, program, *words):
        """Runs one of the server's programs; never as root, which PostgreSQL refuses."""
        line = [self.programs / program, *words]
        if os.geteuid() == 0:
            line = ["runuser", "-u", "postgres", "--", *line]
        done = subprocess.run(line, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            log = self.folder / "log"
            sys.exit(f"{program} failed:\n{done.stdout}{log.read_text()[-2000:] if log.exists() else ''}")

    def control(self, number, verb, *words):
        """Starts, stops or promotes one of them."""
        self.run("pg_ctl", verb, "--wait", "--silent", "--pgdata", self.data(number), *words)

    def start(self, number):
        """Starts one of them."""
        settings = " ".join(f"-c {setting}" for setting in FOLLOWING)
        place = f"-h 127.0.0.1 -p {self.ports[number]} -k {self.folder} {settings}"
        # Its words go to a file: the program that starts it would else wait for them for as long as it runs.
        self.control(number, "start", "--log", self.folder / "log", "--options", place)

    def restart(self, pause):
        """Ends the first one's sessions and its life, and starts it again after so many seconds."""
        self.control(0, "stop", "--mode", "fast")
        time.sleep(pause)
        self.start(0)

    def follow(self):
        """Makes the second one, and lets every commit wait for it."""
        source = f"host=127.0.0.1 port={self.ports[0]} user=lyceum"
        self.run("pg_basebackup", "--pgdata", self.data(1), "-d", source, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.start(1)
        self.ask(0, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.ask(0, "SELECT pg_reload_conf()")
        for _ in range(100):
            if "sync" in self.ask(0, "SELECT sync_state FROM pg_stat_replication"):
                return
            time.sleep(0.1)
        sys.exit("The second PostgreSQL does not follow the first.")

    def fail_over(self):
        """Ends the first one as a power cut would, and lets the second take its place."""
        self.control(0, "stop", "--mode", "immediate")
        self.control(1, "promote")

    def ask(self, number, statement):
        """Runs one statement on one of them; gives what psql printed."""
        place = f"postgres://lyceum@127.0.0.1:{self.ports[number]}/postgres"
        return psql(place, statement).rstrip("\n")

    def close(self):
        """Ends whichever still runs."""
        for number in (1, 0):
            if (self.data(number) / "postmaster.pid").exists():
                self.control(number, "stop", "--mode", "immediate")
