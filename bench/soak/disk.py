"""A disk on which nothing more can be written."""

import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.learners.visitor import RefusedError, address_of, open_page, take_kernel
from bench.pages import LESSON
from bench.soak.outcome import Outcome
from bench.soak.server import soaked
from bench.soak.visits import goodbye

DISK = "8m"
PIECE = 4096


@contextmanager
def small_disk() -> Iterator[Path | str]:
    """A disk of 8 MB in memory; or the reason why this account may not mount one."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "course-soak", folder]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            yield str(error)
            return
        if done.returncode:
            yield done.stderr.strip() or f"mount said {done.returncode}"
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path) -> Path:
    """Write until nothing more can be written; return what was written."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(PIECE)):
            pass
    return filler


def full_disk(count: int = 5) -> Outcome:
    """Open a lesson `count` times while the disk for the server's own files is full, and once
    when there is room again."""
    outcome = Outcome(f"{count} lessons opened with no room for the server's files")
    with small_disk() as disk:
        if isinstance(disk, str):
            outcome.not_run = f"no small disk can be mounted here: {disk}"
            return outcome
        with soaked(outcome.lost, TMPDIR=disk, HOME=disk, SPARE_KERNELS=0) as server:
            goodbye(server.url, LESSON, address_of(1))
            filler, refused, live = fill(disk), 0, 0
            for number in range(count):
                try:
                    page = open_page(server.url, LESSON, address_of(number))
                except Exception as error:
                    outcome.lost.append(f"the words did not come: {error}"[:300])
                    continue
                try:
                    take_kernel(page)
                    live += 1
                except RefusedError:
                    refused += 1
            if not server.answers(""):
                outcome.lost.append("the home page did not come")
            filler.unlink()
            try:
                goodbye(server.url, LESSON, address_of(1))
            except Exception as error:
                outcome.lost.append(f"with room again a lesson did not open: {error}"[:300])
            outcome.told = {"live": live, "refused in words": refused, "log, kB": server.log_kb()}
    return outcome
