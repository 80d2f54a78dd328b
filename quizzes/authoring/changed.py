"""Which questions differ from those of the last commit."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evidence.files.folders import toml_text


class NoHistoryError(ValueError):
    """The folder has no last commit to compare with; the message says why."""


def changed_items(folder: Path, files: Iterable[Path]) -> frozenset[str]:
    """The ids of the questions that are new or otherwise than in the last commit.

    Where what they share (numbers, cases) has changed, all questions of a file count; of a file
    that cannot be read, none. Raises NoHistoryError outside a git repository.
    """
    _git(folder, "rev-parse", "--verify", "HEAD")
    changed: set[str] = set()
    for path in files:
        try:
            now = tomllib.loads(toml_text(path))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            continue
        was = _committed(folder, path)
        shared_changed = _shared(now) != _shared(was)
        before = [row for row in _rows(was)]
        changed |= {str(row.get("id")) for row in _rows(now) if shared_changed or row not in before}
    return frozenset(changed)


def _rows(tables: dict[str, Any]) -> list[dict[str, Any]]:
    rows = tables.get("items", [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _shared(tables: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in tables.items() if name != "items"}


def _committed(folder: Path, path: Path) -> dict[str, Any]:
    """The tables of a file as they were committed; {} for a new file, or one that was broken."""
    try:
        return tomllib.loads(_git(folder, "show", f"HEAD:./{path.name}"))
    except (NoHistoryError, tomllib.TOMLDecodeError):
        return {}


def _git(folder: Path, *arguments: str) -> str:
    try:
        ran = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise NoHistoryError(f"--changed needs git: {error}") from error
    if ran.returncode:
        raise NoHistoryError(f"--changed needs a git repository: {ran.stderr.strip()}")
    return ran.stdout.removeprefix("\ufeff")
