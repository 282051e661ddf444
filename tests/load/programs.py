"""PostgreSQL's own programs, past the wrapper that stands for them: it is Perl, and starts slower than they run."""

import subprocess
import sys
from pathlib import Path


def newest_programs():
    """The folder of the newest server programs that are installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not found:
        sys.exit("There is no PostgreSQL server: apt-get install postgresql")
    return found[-1].parent


def psql(url, statement):
    """Runs one statement; gives what psql printed, columns apart by tabs."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"), key=lambda path: float(path.parts[-3]))
    program = installed[-1] if installed else "psql"
    line = [program, "--no-psqlrc", "-qAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout
