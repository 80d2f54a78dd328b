"""The course in a process of its own, and what that process and its kernels hold."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.learners.visitor import request
from bench.pages import worked_s
from bench.servers import ROOT
from tests.theme.server_tools import Server, free_port, wait_until

START_S = 120
REST_S = 180
LOOK_EVERY_S = 0.7
BUSY_S = 0.05  # of computing between two looks: less is quiet
QUIET_LOOKS = 5  # longer than the pause before a spare kernel is replaced
LIMITED = (
    "import resource, runpy; resource.setrlimit(resource.RLIMIT_NOFILE, ({0}, {0}))"
    "; runpy.run_module('theme', run_name='__main__', alter_sys=True)"
)


class SoakServer(Server):
    """`python -m theme`, with a folder of its own for its files and its log.

    `descriptors` is the hard limit of its open files; `environment` goes to it as it is.
    """

    def __init__(self, folder: Path, port: int = 0, descriptors: int = 0, **environment: object):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.folder, self.log = folder, folder / "log.jsonl"
        self.files = Path(str(environment.get("TMPDIR", folder / "tmp")))
        self.files.mkdir(exist_ok=True)
        own = {"PORT": self.port, "BROWSER": "none", "LOG": "json", "PYTHONPATH": ROOT}
        own |= {"TMPDIR": self.files} | environment
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        code = ["-c", LIMITED.format(descriptors)] if descriptors else ["-m", "theme"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *code],
                cwd=ROOT,
                env=inherited | {name: str(value) for name, value in own.items()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: self.answers() or self.process.poll() is not None, START_S)
        if not self.answers():
            said = self.log.read_text(encoding="utf-8", errors="replace")[-500:]
            raise RuntimeError(f"the course did not start within {START_S} s, it said: {said}")

    def answers(self, path: str = "healthz", address: str = "") -> bool:
        """Whether a page comes."""
        with contextlib.suppress(OSError):
            return request(self.url, path, address)[0] == 200
        return False

    def counts(self) -> dict[str, float]:
        """What the server has counted, by its name in /metrics."""
        text = request(self.url, "metrics")[1]
        return {name: float(n) for name, n in re.findall(r"^(\w+) ([\d.e+-]+)$", text, re.M)}

    def log_kb(self) -> float:
        """How long the log is, in kB."""
        return self.log.stat().st_size / 1000

    def at_rest(self) -> dict[str, float]:
        """Wait until no lesson is open and nothing works, then tell what is held.

        Raises RuntimeError where that does not come.
        """
        worked, quiet, end = self._worked_s(), 0, time.monotonic() + REST_S
        while time.monotonic() < end:
            time.sleep(LOOK_EVERY_S)
            before, worked = worked, self._worked_s()
            now = self.counts()
            # The one connection is that of this question.
            is_left = now["course_places_used"] == 0 and now["course_connections"] <= 1
            quiet = quiet + 1 if is_left and worked - before < BUSY_S else 0
            if quiet == QUIET_LOOKS:
                return self.held()
        raise RuntimeError(
            f"the server did not come to rest within {REST_S} s: {now['course_places_used']:g} "
            f"lessons and {now['course_connections']:g} connections are open"
        )

    def held(self) -> dict[str, float]:
        """Memory, descriptors, threads, files and processes, as they are now."""
        own = psutil.Process(self.process.pid)
        family = [own, *own.children(recursive=True)]
        total, zombies = 0.0, 0
        for process in family:
            with contextlib.suppress(psutil.Error):
                zombies += process.status() == psutil.STATUS_ZOMBIE
                total += process.memory_full_info().pss / (1 << 20)
        return {
            "memory, MB": round(self.memory_mb(), 1),
            "memory of all processes, MB": round(total),
            "descriptors": self.descriptors(),
            "threads": own.num_threads(),
            "files": sum(len(files) for _, _, files in os.walk(self.files)),
            "processes": len(family),
            "zombies": zombies,
        }

    def _worked_s(self) -> float:
        own = psutil.Process(self.process.pid)
        return worked_s([own, *own.children(recursive=True)])


@contextmanager
def soaked(lost: list[str], **options) -> Iterator[SoakServer]:
    """A server for one trial; what it leaves behind when it is stopped is added to `lost`."""
    with tempfile.TemporaryDirectory() as folder:
        server = SoakServer(Path(folder), **options)
        try:
            yield server
        finally:
            if server.process.poll() is None:
                left = server.stop()
                lost += [f"the stopped server left process {each.pid} behind" for each in left]
            else:
                lost.append(f"the server ended by itself with {server.process.returncode}")
