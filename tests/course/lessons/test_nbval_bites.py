"""Strict nbval is worth its time: it passes an unchanged lesson and fails one false number."""

import copy
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]


def with_false_number(notebook):
    """Return a copy whose first stored number is another one, or None if none is stored."""
    false = copy.deepcopy(notebook)
    for cell in false.cells:
        for output in cell.get("outputs", ()):
            words = output.get("data", {}).get("text/plain", "")
            digit = re.search(r"\d", words)
            if digit:
                other = str((int(digit.group()) + 1) % 10)
                output["data"]["text/plain"] = words[: digit.start()] + other + words[digit.end() :]
                return false
    return None


def strict_nbval(notebook, folder):
    """Run strict nbval over `notebook` alone, written into `folder`."""
    path = folder / "lesson.ipynb"
    nbformat.write(notebook, str(path))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name in ("PYTHONDONTWRITEBYTECODE", "COURSE_ASSETS", "PYTEST_ADDOPTS"):
        environment.pop(name, None)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            os.devnull,
            "--rootdir",
            str(folder),
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--nbval",
            "--nbval-current-env",
            str(path),
        ],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def lesson():
    """The shortest lesson whose stored outputs hold a number."""
    read = [nbformat.read(p, as_version=4) for p in (ROOT / "lessons").glob("*.ipynb")]
    with_numbers = [notebook for notebook in read if with_false_number(notebook)]
    assert with_numbers, "no lesson stores a number that could be checked"
    return min(with_numbers, key=lambda notebook: len(notebook.cells))


def test_an_unchanged_lesson_passes(lesson, tmp_path):
    done = strict_nbval(lesson, tmp_path)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_false_number_fails(lesson, tmp_path):
    done = strict_nbval(with_false_number(lesson), tmp_path)
    assert done.returncode == 1, done.stdout[-3000:]
    assert "1 failed" in done.stdout
