"""What tests of plans share: the cases in words, and the page of a plan."""

import subprocess
import sys
from pathlib import Path

import pytest

from teaching.case_words import read_cases_said

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def cases():
    """The cases as the process that may import `widgets` says them."""
    command = [sys.executable, "-m", "teaching.drawn.cases"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return read_cases_said(said.stdout)
