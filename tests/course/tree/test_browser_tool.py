"""The tests find a browser, fetch one, or fail with the sentence; they never go without."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import browser
from tools.browser import Machine, Step, decide

ROOT = Path(__file__).resolve().parents[3]
EMPTY = Machine()
HELPLESS = Machine(playwright=False, managers=("apt-get",), may_install=False)
DEBIAN = Machine(playwright=True, managers=("apt-get",), may_install=True)


@pytest.mark.parametrize(
    ("machine", "tried", "step"),
    [
        (Machine(browsers=("/a", "/b"), playwright=True), (), Step("use", "/a")),
        (Machine(browsers=("/a",)), ("download",), Step("use", "/a")),
        (DEBIAN, (), Step("download")),
        (DEBIAN, ("download",), Step("install", "apt-get")),
        (DEBIAN, ("download", "install"), Step("fail")),
        (Machine(managers=("dnf",), may_install=True), (), Step("install", "dnf")),
        (Machine(managers=("unknown",), may_install=True), (), Step("fail")),
        (HELPLESS, (), Step("fail")),
        (EMPTY, (), Step("fail")),
    ],
)
def test_the_next_step(machine, tried, step):
    assert decide(machine, tried) == step


def test_each_thing_is_tried_once_and_then_it_ends(monkeypatch):
    taken = []
    monkeypatch.delenv("COURSE_BROWSER", raising=False)
    monkeypatch.setattr(browser, "look", lambda: DEBIAN)
    monkeypatch.setattr(browser, "take", lambda step: taken.append(step.kind))
    assert browser.ensure() is None
    assert taken == ["download", "install"]


def test_what_it_fetches_is_used(monkeypatch):
    machines = iter([DEBIAN, Machine(browsers=("/usr/bin/chromium",))])
    monkeypatch.delenv("COURSE_BROWSER", raising=False)
    monkeypatch.setattr(browser, "look", lambda: next(machines))
    monkeypatch.setattr(browser, "take", lambda step: True)
    assert browser.ensure() == "/usr/bin/chromium"


def test_a_stub_that_does_not_start_is_no_browser(tmp_path):
    for name, script in (("fails", "exit 1"), ("lies", "echo Firefox"), ("is", "echo Chromium 1")):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    starts = {
        name: browser.starts(str(tmp_path / name)) for name in ("fails", "lies", "is", "gone")
    }
    assert starts == {"fails": False, "lies": False, "is": True, "gone": False}


def test_without_a_browser_it_fails_with_one_sentence():
    code = (
        "import sys; from tools import browser\n"
        "browser.look = lambda: browser.Machine()\n"
        "sys.exit(browser.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, env={}
    )
    assert done.returncode == 1
    assert done.stderr.strip() == browser.SENTENCE
