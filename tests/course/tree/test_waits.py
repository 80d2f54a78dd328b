"""No test waits for a time: each waits for what it looks at, however busy the machine is."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
HERE = Path(__file__)
WAITS = re.compile(
    r"\bsleep\((?!0\))|\bwait_for_timeout\(|\bwaitForTimeout\(|\bsetTimeout\(|\bsetInterval\("
    r"|\bsettimeout\(\s*[\d.]+\s*\)|\bimplicitly_wait\(|\btimeouts?/implicit"
)
# What may: the file, what stands in the line, and why.
MAY = {
    ("running.py", "time.sleep(0.1)"): "between two looks at whether the course answers",
    ("theme/forking/test_keeper.py", "asyncio.sleep(0.05)"): "between two looks at the processes",
    ("theme/server_tools.py", "time.sleep(0.05)"): "between two looks, in wait_until",
}


def waits_in(text: str) -> list[str]:
    """Return the lines that wait for a time."""
    return [line.strip() for line in text.splitlines() if WAITS.search(line)]


def sources() -> dict[str, str]:
    """Return what each file of the tests says, by its name in their folder."""
    files = [path for end in ("py", "js", "mjs") for path in sorted(TESTS.rglob(f"*.{end}"))]
    return {
        path.relative_to(TESTS).as_posix(): path.read_text(encoding="utf-8")
        for path in files
        if path != HERE and "vendor" not in path.parts
    }


def may(name: str, line: str) -> bool:
    return any(name == file and part in line for file, part in MAY)


def test_no_test_waits_for_a_time():
    read = sources()
    assert len(read) > 100 and "course/pages/in_page.js" in read
    found = [(name, line) for name, text in read.items() for line in waits_in(text)]
    assert [f"{name}: {line}" for name, line in found if not may(name, line)] == []


def test_each_exception_is_still_needed():
    read = sources()
    for name, part in MAY:
        assert any(part in line for line in waits_in(read[name])), f"{name} no longer has {part}"


@pytest.mark.parametrize(
    "line",
    [
        "    page.wait_for_timeout(300)",
        "    time.sleep(0.2)",
        "    await asyncio.sleep(1)",
        "  await new Promise((done) => setTimeout(done, 350));",
        "    line.settimeout(0.3)",
    ],
)
def test_a_fixed_wait_is_found(line):
    assert waits_in(f"import time\n{line}\n") == [line.strip()]


@pytest.mark.parametrize(
    "line", ["page.wait_for_function('() => ready', timeout=60_000)", "socket.settimeout(left)"]
)
def test_a_wait_for_what_is_looked_at_is_none(line):
    assert waits_in(line) == []
