"""A PostgreSQL of our own that waits for the disk, as one that holds people's words has to."""

import os
import subprocess
from pathlib import Path

from programs import newest_programs
from web import free_port


class Postgres:
    """A fresh cluster on the loopback with its settings as they are shipped, until the block ends."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.programs = newest_programs()

    def __enter__(self):
        self.folder.mkdir()
        # Whoever runs PostgreSQL has to get through to its folder, and it refuses to run as root.
        self.is_root = os.getuid() == 0
        if self.is_root:
            self.folder.parent.chmod(0o755)
            subprocess.run(["chown", "postgres", self.folder], check=True)
        data = self.folder / "data"
        self.run("initdb", "--pgdata", data, "--username", "lyceum", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
        place = f"-h 127.0.0.1 -p {self.port} -k {self.folder}"
        self.run("pg_ctl", "start", "--wait", "--pgdata", data, "--log", self.folder / "log", "--options", place)
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", self.folder / "data")

    @property
    def url(self):
        """The address of its database."""
        return f"postgres://lyceum@127.0.0.1:{self.port}/postgres"

    def processes(self):
        """Ids of its processes."""
        first = (self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="utf-8").split()
        return [int(first), *map(int, children)]

    def run(self, program, *words):
        """One of its programs, as the user it wants to be."""
        become = ["runuser", "-u", "postgres", "--"] if self.is_root else []
        subprocess.run([*become, self.programs / program, *words], check=True, cwd="/", stdout=subprocess.DEVNULL)
