"""The release program that is measured."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def release_binary(named):
    """Finds the program; builds nothing."""
    target = os.environ.get("CARGO_TARGET_DIR", HERE.parent.parent / "target")
    binary = Path(named) if named else Path(target) / "release" / "lyceum"
    if not binary.is_file():
        sys.exit(f"There is no {binary}. Build it first: cargo build --release")
    if binary.resolve().parent.name == "debug":
        print("This program is not optimised: whether it works is to be seen, not how fast it is.\n", flush=True)
    return binary.resolve()
