"""What there is to take away: the files that `make kit` wrote, and nothing else of that folder."""

import json
from dataclasses import dataclass
from pathlib import Path

from theme.options import KIT

KIT_INDEX = "kit.json"
TYPES_OF_KIT = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}


@dataclass(frozen=True)
class ListedFile:
    """One file to take away: its name, what it is, what it is for, and its size in words."""

    name: str
    title: str
    words: str
    size: str
    kind: str


def kit_files(folder: Path | str = KIT) -> tuple[ListedFile, ...]:
    """The files that are listed in the kit's index and are there, in its order; () without one."""
    folder = Path(folder)
    try:
        listed = json.loads((folder / KIT_INDEX).read_text(encoding="utf-8"))
        rows = [(each["file"], each["title"], each["words"]) for each in listed]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(
        ListedFile(name, title, words, _size(folder / name), Path(name).suffix[1:].upper())
        for name, title, words in rows
        if _is_plain(name) and (folder / name).is_file()
    )


def kit_file(name: str, folder: Path | str = KIT) -> tuple[bytes, str] | None:
    """A listed file and its type; None for every other name."""
    if all(each.name != name for each in kit_files(folder)):
        return None
    path = Path(folder) / name
    return path.read_bytes(), TYPES_OF_KIT.get(path.suffix, "application/octet-stream")


def _is_plain(name: object) -> bool:
    return isinstance(name, str) and Path(name).name == name and name != KIT_INDEX


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
