"""Files with one thing wrong, and sentences that say what was refused."""

from collections.abc import Callable
from pathlib import Path

import pytest


def spoiled(folder: Path, file: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a file in a folder, with the first of each text, which must be there, replaced."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} does not stand in {file.name}"
        text = text.replace(old, new, 1)
    path = folder / file.name
    path.write_text(text, encoding="utf-8")
    return path


def assert_refused(attempt: Callable[[], object], error: type[Exception], named: list[str]) -> None:
    """An attempt ends in one sentence that names the thing, the limit and what came."""
    with pytest.raises(error) as caught:
        attempt()
    message = str(caught.value)
    assert [part for part in named if part not in message] == []
    assert message.endswith(".") and "\n" not in message
