"""Asks a module in a process of its own, because the server never imports `widgets`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def ran_apart(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m module` to its end; `stdout` holds what it said, `stderr` why it could not."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
