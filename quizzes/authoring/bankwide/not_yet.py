"""Rules of the lint that the shipped bank does not keep yet: their errors are warnings so far."""

from __future__ import annotations

from pathlib import Path

from evidence import TableError
from evidence.files.reader import TomlTable, read_toml

FILE = Path(__file__).with_suffix(".toml")


def read_not_yet(path: Path = FILE) -> frozenset[str]:
    """The codes of those rules; TableError names each mistake of the file."""
    problems: list[str] = []
    data = read_toml(path, problems)
    top = TomlTable({} if data is None else data, path.name, problems)
    codes = top.words("not_yet") if data is not None else ()
    top.close()
    if problems:
        raise TableError(problems)
    return frozenset(codes)
