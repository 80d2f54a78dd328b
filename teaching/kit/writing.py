"""Write the kit into a folder: its files, all of them as one zip, and an index for the server."""

import json
from collections.abc import Mapping
from pathlib import Path

import evidence
from quizzes.engine import read_bank
from teaching import Plan, plan_mistakes
from teaching.kit.contents import NO_BROWSER, NO_PPTX, KitFile, pdfs, sheets, slides
from teaching.kit.paper.sheet import foot_lines
from teaching.kit.words import CONTENT
from teaching.kit.zipped import zipped
from widgets.mistakes import mistakes as model_mistakes

INDEX, ZIP, READ_FIRST = "kit.json", "ketamine_teaching_kit.zip", "read_me_first.txt"
FIRST_CASE = "01_add_ketamine"


def write_kit(
    folder: Path, plans: Mapping[str, Plan], case: str = FIRST_CASE, browser: str = ""
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the kit for these plans; return the names of its files and what it had to do without.

    browser: the path of a Chromium or Chrome that prints the PDFs, "" for none. What an earlier
    kit wrote there and this one does not is taken away. Raises LeftOut where a part rests on a
    mistake, PrintError where the browser fails, OSError where the folder cannot be written.
    """
    pages, without = sheets(plans), []
    files = list(pages)
    try:
        files += slides(plans, case)
    except ImportError:
        without.append(NO_PPTX)
    if browser:
        files += pdfs(pages, browser)
    else:
        without.append(NO_BROWSER)
    first = KitFile(READ_FIRST, "Read me first", "What is in here.", _read_first(files).encode())
    files = [*files, first]
    whole = zipped({each.name: each.data for each in files})
    files.append(KitFile(ZIP, "The whole kit", "Everything on this list in one file.", whole))
    _write(folder, files)
    return tuple(each.name for each in files), tuple(without)


def _read_first(files: list[KitFile]) -> str:
    lines = [f"{each.name}\n    {each.title}. {each.words}" for each in files]
    return "\n".join(["Teaching kit", *foot_lines(), "", *lines, ""])


def _write(folder: Path, files: list[KitFile]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = {each.name for each in files}
    for old in _listed(folder / INDEX) - names:
        (folder / old).unlink(missing_ok=True)
    for each in files:
        (folder / each.name).write_bytes(each.data)
    rows = [
        {"file": each.name, "title": each.title, "words": each.words, "bytes": len(each.data)}
        for each in (files[-1], *files[:-1])  # the whole first
    ]
    (folder / INDEX).write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")


def _listed(index: Path) -> set[str]:
    """The plain names in the index of an earlier kit; none where there is no index to read."""
    try:
        names = [each["file"] for each in json.loads(index.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if isinstance(name, str) and Path(name).name == name}


def mistakes() -> tuple[str, ...]:
    """Each mistake in a file of the course that would leave a part of the kit out."""
    own = [f"teaching/kit/{each}" for each in CONTENT.mistakes()]
    return (
        *evidence.mistakes(),
        *read_bank().problems,
        *model_mistakes(),
        *plan_mistakes(),
        *own,
    )
