"""Which files of a folder nobody reads: "0 errors" is not said of what was passed by."""

from __future__ import annotations

from pathlib import Path

_OURS = (".py", ".md", ".pyc", ".typed")


def unread(folder: Path, folders: tuple[str, ...] = ()) -> list[str]:
    """Name each file or folder beside the .toml files that is not read, and what to do.

    `folders` are those that belong there; a folder of Python code belongs anywhere. A folder that
    is not there has nothing unread.
    """
    if not folder.is_dir():
        return []
    problems = []
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            known = path.name in (*folders, "__pycache__") or (path / "__init__.py").exists()
            if not known and not path.name.startswith("."):
                problems.append(
                    f"{path.name}: a folder is not read: move its files up, beside this"
                )
        elif path.suffix != ".toml" and path.suffix not in _OURS and path.name != ".DS_Store":
            problems.append(f"{path.name}: is not read: its name must end in .toml")
    return problems


def toml_text(path: Path) -> str:
    """The text of a TOML file in UTF-8; a byte order mark, as some editors write it, is dropped.

    Raises UnicodeDecodeError for any other encoding.
    """
    return path.read_text(encoding="utf-8-sig")
