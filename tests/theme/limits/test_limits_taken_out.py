"""Each limit, taken out of a copy of the course, is missed by the tests that speak of it."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.mutants import copy_of_the_course
from tests.theme.server_tools import ROOT

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
TESTS_FAILED, LONGEST_S = 1, 600
# What stands where a limit is not taken out by its name: how much of it there is.
AMOUNTS = {
    *("DESCRIPTORS_WANTED", "LESSON_MB", "FORKED_LESSON_MB"),
    *("MESSAGES_A_SECOND", "MESSAGES_AT_ONCE", "OPENINGS_A_MINUTE", "OPENINGS_AT_ONCE"),
    *("TRIES_A_MINUTE", "TRIES_AT_ONCE", "ALL_TRIES_A_MINUTE", "ALL_TRIES_AT_ONCE"),
}


@dataclass(frozen=True)
class Limit:
    """One limit: `stands` is its text in theme/MODULE.py, `gone` the same without it, and `tests`
    are those of tests/theme that must fail then.
    """

    module: str
    name: str
    stands: str
    gone: str
    tests: list[str]


LIMITS = [
    Limit(**row)
    for row in tomllib.loads((HERE / "limits_taken_out.toml").read_text(encoding="utf-8"))["limit"]
]


def run(root: Path, tests: Iterable[str]) -> subprocess.CompletedProcess:
    """Run some tests of tests/theme in the copy of the course at `root`."""
    names = [f"tests/theme/{name}" for name in tests]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line", *names],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_limit_stands_where_it_is_said_to_stand(limit):
    source = (ROOT / "theme" / f"{limit.module}.py").read_text(encoding="utf-8")
    assert source.count(limit.stands) == 1 and limit.gone != limit.stands
    for name in limit.tests:
        file, _, test = name.partition("::")
        assert f"def {test}(" in (HERE.parent / file).read_text(encoding="utf-8")


def test_every_number_of_the_limits_is_taken_out_somewhere():
    source = (ROOT / "theme" / "limits.py").read_text(encoding="utf-8")
    numbers = set(re.findall(r"\b([A-Z][A-Z_]+)\b(?=(?:, [A-Z_]+)* = )", source))
    told = " ".join(limit.stands for limit in LIMITS)
    assert len(numbers) > 12 and {name for name in numbers if name not in told} - AMOUNTS == set()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the course in which the tests of every limit pass."""
    root = copy_of_the_course(tmp_path_factory.mktemp("course"))
    done = run(root, sorted({name for limit in LIMITS for name in limit.tests}))
    assert done.returncode == 0, done.stdout[-2000:]
    return root


@pytest.mark.all
@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_limit_that_is_taken_out_is_missed(copy, limit):
    module = copy / "theme" / f"{limit.module}.py"
    source = module.read_text(encoding="utf-8")
    module.write_text(source.replace(limit.stands, limit.gone), encoding="utf-8")
    try:
        done = run(copy, limit.tests)
        assert done.returncode == TESTS_FAILED, done.stdout[-2000:]
        for name in limit.tests:
            assert f"FAILED tests/theme/{name}" in done.stdout, done.stdout[-2000:]
    finally:
        module.write_text(source, encoding="utf-8")
