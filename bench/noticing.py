"""Run tests on a copy of the course, each time in a new process that has its libraries already.

Most of a short run of pytest is imports. A server of processes imports the libraries once and forks
for every run; nothing of the course is among them, so that each run reads the copy as it is.
"""

import json
import multiprocessing
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.report import ROOT

LIBRARIES = (
    *("pytest", "hypothesis", "numpy", "anywidget", "IPython.display"),
    *("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg"),
)
PYTEST = (
    *("-q", "-x", "-m", "not browser", "-p", "no:cacheprovider"),
    # Whether a test fails is all that is asked: nothing is told of it, and no warning is gathered.
    *("--tb=no", "--capture=no", "-p", "no:warnings", "-p", "no:faulthandler"),
    *("-p", "no:unraisableexception", "-p", "no:threadexception"),
    *("-o", "addopts=--import-mode=importlib", "-o", "filterwarnings="),
)
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": "true"}
TEST_SECONDS = ROOT / "build" / "test_seconds.json"
SECONDS = 600  # of computing, for the tests of one change; a change that never ends is noticed
SECONDS_WAITED = 7200  # for tests that wait for something that a change keeps from coming
NO_TEST_RUN = 5  # what pytest answers where every test of a file needs a browser


class QuickFirst:
    """Run those tests first that were quick when nothing was changed."""

    def __init__(self, measured: Path):
        self.measured = measured
        self.seconds: dict[str, float] = defaultdict(float)
        known = json.loads(measured.read_text(encoding="utf-8")) if measured.exists() else {}
        self.known: dict[str, float] = known

    def pytest_collection_modifyitems(self, items):
        # To a tenth: among the quick ones those of one file stay together, in the order asked for.
        items.sort(key=lambda item: round(self.known.get(item.nodeid, 0.0), 1))

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid] += report.duration

    def keep(self) -> None:
        """Keep what each test took, for later runs."""
        self.measured.parent.mkdir(exist_ok=True)
        self.measured.write_text(json.dumps(self.seconds), encoding="utf-8")


def _run(root: Path, tests: Sequence[str], seconds: int | None, measured: Path) -> None:
    """Run pytest on the copy, in a process of its own, and leave with its answer."""
    import resource

    import hypothesis
    import pytest

    os.chdir(root)
    os.environ.update(ENVIRONMENT, PYTHONPATH=str(root))
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode = True
    # The same examples each time, and none made smaller once it has failed.
    drawn = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    same = hypothesis.settings.get_profile("ci")
    hypothesis.settings.register_profile("mutants", same, phases=drawn)
    hypothesis.settings.load_profile("mutants")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 10))
    quick_first = QuickFirst(measured)
    answer = pytest.main([*PYTEST, *tests], plugins=[quick_first])
    if seconds is None:
        quick_first.keep()
    sys.exit(answer)


def noticed(root: Path, tests: Sequence[str], seconds: int | None = SECONDS) -> str:
    """How these tests notice what was changed in the copy at `root`: "failed", "out of time", or ""
    where they pass or there are none. Without `seconds` they may take any time, and what each took
    is kept. The time is that of computing, so that a busy machine kills nothing."""
    if not tests:
        return ""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(list(LIBRARIES))
    process = server.Process(target=_run, args=(root, tests, seconds, TEST_SECONDS))
    process.start()
    process.join(SECONDS_WAITED)
    if process.is_alive():
        process.kill()
        process.join()
        return "out of time"
    if process.exitcode == -signal.SIGXCPU:
        return "out of time"
    return "" if process.exitcode in (0, NO_TEST_RUN) else "failed"
