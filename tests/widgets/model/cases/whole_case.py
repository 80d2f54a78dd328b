"""A whole case that plays as it stands, that of the template, for tests that change it."""

import shutil
from pathlib import Path
from string import Template

import pytest

from widgets.model.cases import FOLDER, Case, CaseError, load_cases_from

ROOT = Path(__file__).resolve().parents[4]
NAME = "16_never_raised"
TEXT = Template((ROOT / "tools/templates/case.toml").read_text(encoding="utf-8")).substitute(
    number="1", title="Never raised"
)


def changed(*changes: tuple[str, str]) -> str:
    """The text of the case with each `old` in it replaced once by `new`."""
    text = TEXT
    for old, new in changes:
        assert old in text, f"the template no longer has {old!r}"
        text = text.replace(old, new, 1)
    return text


def read(folder: Path, text: str = TEXT, name: str = NAME) -> Case:
    """The case of that text; CaseError with its mistakes."""
    shutil.copy(FOLDER / "profiles.toml", folder)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_cases_from(folder)[name]


def refused(folder: Path, *changes: tuple[str, str]) -> str:
    """What is said of the case with these changes, which it is refused for."""
    with pytest.raises(CaseError) as caught:
        read(folder, changed(*changes))
    return str(caught.value)
