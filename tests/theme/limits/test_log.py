"""What kernels print reaches the log escaped, and never more of it than an operator can read."""

import os

import pytest

from tests.theme.clock import Clock
from tests.theme.server_tools import Server, open_lesson, write_lessons
from theme.limits import Bucket
from theme.log import LINE_CHARACTERS, LINES_A_SECOND, LINES_AT_ONCE, KernelErrors

pytestmark = pytest.mark.slow


class Log:
    """Keeps the lines that it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def error(self, words: str, *values) -> None:
        self.lines.append(words % values)


def test_what_a_kernel_prints_is_told_escaped_and_not_all_of_it():
    clock, log = Clock(), Log()
    errors = KernelErrors(Bucket(LINES_A_SECOND, LINES_AT_ONCE, clock), log)

    def prints(said: bytes) -> list[str]:
        before = len(log.lines)
        os.write(errors.write_to, said)
        assert errors.read()
        return log.lines[before:]

    told = prints(b"\x1b[31mERROR forged\n" * 1000)
    assert len(told) == LINES_AT_ONCE and all(map(str.isprintable, told))
    clock.now_s += 2 / LINES_A_SECOND
    left_out, line = prints(b"later\n")
    assert left_out.endswith(f"{1000 - LINES_AT_ONCE} lines were left out.")
    assert line.endswith(": later")
    for _ in range(3):
        assert prints(b"x" * 50_000) == []
    clock.now_s += 2 / LINES_A_SECOND
    (cut,) = prints(b"\n")
    assert cut.endswith(f"({LINE_CHARACTERS} more characters)"), "it kept no more than two lines"
    os.close(errors.write_to)
    assert not errors.read()
    errors.close()


def test_a_kernel_that_prints_without_end_does_not_fill_the_log(tmp_path):
    printing = "import os; os.write(2, b'\\x1b[31mforged\\n' * 5000)"
    lessons = write_lessons(tmp_path, noisy=[printing, "from echo_widget import Echo; Echo()"])
    server = Server(lessons)
    try:
        open_lesson(f"{server.url}voila/render/noisy.ipynb")
    finally:
        assert not server.stop()
    told = [line for line in server.errors if "forged" in line and "forked" not in line]
    assert 0 < len(told) <= LINES_AT_ONCE + 10
    assert all(line.rstrip("\n").isprintable() and "Kernel" in line for line in told)
