"""Where in a TOML file a field stands, and what a line that cannot be read may lack.

The standard library's reader gives no lines, so they are looked for here, and only once something
is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

Path = tuple[str | int, ...]  # the names and places that lead to a value: ("items", 2, "id")

_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'"
_SPACE = re.compile(r"(?:[\s,]|#[^\n]*)*")
_BLANKS = re.compile(r"[ \t]*")
_NAME = re.compile(rf"[A-Za-z0-9_-]+|{_STRING}", re.DOTALL)
_VALUE = re.compile(rf"{_STRING}|[^\s,\]}}#]+(?: \d[^\s,\]}}#]*)?", re.DOTALL)
_PLACE = re.compile(r"line (\d+)")
_ID = re.compile(r"""^\s*id\s*=\s*["']([^"']+)["']""", re.MULTILINE)
_RECORD = re.compile(r"^\s*\[\[?[^.\]]*\]")  # [[items]], and not [[items.options]] inside it
# What a line shows, and what to write; the first that fits is said.
_HINTS = (
    (re.compile("[=\\[,{]\\s*[\u201c\u201d\u2018\u2019\u201e]"),
     "it has curly quotes: write straight ones, \" or '"),
    (re.compile(r"=\s*(True|False)\b"), "write true or false in small letters"),
    (re.compile(r"=\s*(None|null|nil)\b"), "leave the field out where it has no value"),
    (re.compile(r"=\s*(#.*)?$"), "nothing stands behind the ="),
    (re.compile(r"=\s*-?\.\d"), "write a 0 before the point: 0.5"),
    (re.compile(r"=\s*\d+,\d"), "write a point, not a comma, in a number: 0.5"),
    (re.compile(r"^\s*[A-Za-z0-9_-]+\s*:"), "write = and not a colon after the name of a field"),
    (re.compile(r"^\s*[A-Za-z0-9_-]+\s+[\"'\d]"), "an = is missing after the name of the field"),
    (re.compile(r"^\s*\[\[?[^\]]*$"), "a ] is missing"),
    (re.compile(r"=\s*\"[^\"]*\"[^\s,#}\]]"),
     "a text ends at its second quote: inside it write \\\" or other quotes"),
    (re.compile(r"=\s*[\"'][^\"']*$"), "a quote is missing at the end of the text"),
    (re.compile(r"=\s*[^\W\d]"), 'a text stands in quotes: name = "text"'),
)  # fmt: skip


class TomlFile(dict[str, Any]):
    """The tables of a file, with the text that they came from."""

    def __init__(self, tables: Mapping[str, Any], text: str) -> None:
        super().__init__(tables)
        self.text = text

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of each table and value."""
        try:
            return lines_of(self.text)
        except (ValueError, IndexError):
            return {}  # a problem without its line is still told

    def line_of(self, path: Path) -> int | None:
        """The line of a value, or of what holds it where it is missing; None of the whole file."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return None


def lines_of(text: str) -> dict[Path, int]:
    """The line of each table and value of a text that is TOML, by the way that leads to it."""
    text = text.replace("\r\n", "\n")
    found: dict[Path, int] = {}
    rows: dict[Path, int] = {}  # how far each array of tables has come
    table: Path = ()
    at = _end(_SPACE, text, 0)
    while at < len(text):
        if text[at] == "[":
            many = text.startswith("[[", at)
            names, end = _names(text, at + (2 if many else 1))
            table = _table(names, many, rows)
            line = text.count("\n", 0, at) + 1
            found.setdefault(table, line)
            if many:  # the array as a whole, whose name may be the mistake
                found.setdefault(table[:-1], line)
            at = text.index("]", end) + (2 if many else 1)
        else:
            at = _pair(text, at, table, found)
        at = _end(_SPACE, text, at)
    return found


def _end(form: re.Pattern[str], text: str, at: int) -> int:
    match = form.match(text, at)
    return match.end() if match else at


def _names(text: str, at: int) -> tuple[list[str], int]:
    """The names of a dotted key, and where it ends."""
    names: list[str] = []
    while True:
        match = _NAME.match(text, _end(_BLANKS, text, at))
        if match is None:
            raise ValueError(f"no name of a field at character {at}")
        names.append(match[0].strip("\"'"))
        at = _end(_BLANKS, text, match.end())
        if text[at : at + 1] != ".":
            return names, at
        at += 1


def _table(names: list[str], many: bool, rows: dict[Path, int]) -> Path:
    path: Path = ()
    for place, name in enumerate(names, 1):
        path = (*path, name)
        if many and place == len(names):
            rows[path] = rows.get(path, -1) + 1
        if path in rows:
            path = (*path, rows[path])
    return path


def _pair(text: str, at: int, table: Path, found: dict[Path, int]) -> int:
    names, end = _names(text, at)
    path: Path = table
    for name in names:
        path = (*path, name)
        found.setdefault(path, text.count("\n", 0, at) + 1)
    return _value(text, _end(_BLANKS, text, text.index("=", end) + 1), path, found)


def _value(text: str, at: int, path: Path, found: dict[Path, int]) -> int:
    """Note the line of a value and of all inside it; where it ends."""
    found.setdefault(path, text.count("\n", 0, at) + 1)
    opens = text[at : at + 1]
    if opens not in ("[", "{"):
        return max(_end(_VALUE, text, at), at + 1)
    at, place = _end(_SPACE, text, at + 1), 0
    while text[at] not in "]}":
        if opens == "[":
            at = _value(text, at, (*path, place), found)
        else:
            at = _pair(text, at, path, found)
        at, place = _end(_SPACE, text, at), place + 1
    return at + 1


def why_unread(text: str, error: str) -> str:
    """What the standard reader says of a text that is no TOML, and what is likely meant.

    "Invalid value (at line 7, column 9), in INF-003: write true or false in small letters"
    """
    if "overwrite a value" in error:
        return _told(text, error, "this field stands here twice")
    match = _PLACE.search(error)
    lines = text.splitlines()
    number = int(match[1]) if match else len(lines)
    if not 1 <= number <= len(lines):
        return error
    line = lines[number - 1]
    if "already" in error or "Cannot declare" in error:
        return _told(text, error, "a table of this name stands here twice")
    hint = next((words for form, words in _HINTS if form.search(line)), "")
    return _told(text, error, hint)


def _told(text: str, error: str, hint: str) -> str:
    """The error with the id of the record around its line, and the hint."""
    match = _PLACE.search(error)
    above = text.splitlines()[: int(match[1])] if match else text.splitlines()
    start = max((n for n, line in enumerate(above) if _RECORD.match(line)), default=0)
    ids = _ID.findall("\n".join(above[start:]))
    named = f", in {ids[0]}" if ids else ""
    return f"{error}{named}{': ' + hint if hint else ''}"
