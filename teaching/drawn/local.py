"""python -m teaching.drawn.local FOLDER: a department's cases and questions, checked, as JSON.

Cases are held to the gate and questions to the lint that the course's own pass, which the server
itself cannot do.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from evidence.files.folders import unread
from evidence.files.toml_lines import TomlFile
from evidence.tables import COURSE, read_toml
from quizzes.authoring.lint import Finding, lint
from quizzes.engine import Item
from teaching import known
from teaching.case_words import LOCAL_VIEW, CaseWords
from teaching.drawn.cases import case_words
from widgets.model.cases import read_cases
from widgets.model.cases.lint import information
from widgets.model.cases.profiles import FILE as PROFILES

_FIELD = re.compile(r"(\w+)(?: (\w+))?(?:: \w+)?: ")


def checked(folder: Path) -> dict[str, Any]:
    """What `teaching.local.edition` takes: cases in words, what is left out, mistakes, notes."""
    cases, out_cases, of_cases, notes = _cases(folder)
    out_questions, of_questions = _questions(folder)
    return {
        "cases": [asdict(each) for each in cases],
        "left_out_cases": out_cases,
        "left_out_questions": out_questions,
        "problems": [*of_cases, *of_questions],
        "notes": notes,
    }


def _cases(folder: Path) -> tuple[list[CaseWords], list[str], list[str], list[str]]:
    here = folder / known.LOCAL_CASES
    own_profiles = here / PROFILES.name
    found, problems = read_cases(here, own_profiles if own_profiles.exists() else PROFILES)
    twice = [name for name in found if name in known.case_ids()]
    cases = [_as_local(case_words(found[name])) for name in found if name not in twice]
    whole = {each.id for each in cases}
    told = [*problems, *unread(here)]
    told += [f"{name}.toml: is the name of a case of the course: take another" for name in twice]
    left_out = [
        name
        for name in known.case_ids(folder)
        if name not in whole and name not in known.case_ids()
    ]
    notes = information(found[name] for name in found if name not in twice)
    in_folder = [[f"{known.LOCAL_CASES}/{each}" for each in part] for part in (told, notes)]
    return cases, left_out, *in_folder


def _as_local(case: CaseWords) -> CaseWords:
    """A case with its mark; what the course would call its own view is the department's here."""
    way = tuple(
        replace(each, source=LOCAL_VIEW) if each.source == COURSE else each for each in case.way
    )
    name = f"Local: {case.name[:1].lower()}{case.name[1:]}"
    return replace(case, name=name, way=way, is_local=True)


def _questions(folder: Path) -> tuple[list[str], list[str]]:
    """The ids of the questions that must not be shown, and each mistake."""
    here = folder / known.LOCAL_QUESTIONS
    bank = known.local_bank(folder)
    taken = [item for item in bank.items if item.id in known.question_ids()]
    wrong = [each for each in lint(bank, whole=False) if each.level == "E" and not each.waived]
    told = [*bank.problems, *unread(here)]
    told += [
        f"{_place(here, item)}: id: is that of a question of the course: take another"
        for item in taken
    ]
    items = {item.id: item for item in bank.items}
    told += [f"{_place(here, items[each.item], each)}: {each.words}" for each in wrong]
    left_out = [*(each.item for each in wrong), *(item.id for item in taken)]
    left_out += [each.id for each in bank.left_out if each.id]
    return list(dict.fromkeys(left_out)), [f"{known.LOCAL_QUESTIONS}/{each}" for each in told]


def _place(folder: Path, item: Item, found: Finding | None = None) -> str:
    """File, line and question of what was found, as every reader of the course says it."""
    path = folder / f"{item.lesson}.toml"
    data = read_toml(path, [])
    line = data and next(_lines(data, item, found.words if found else "id: "), None)
    return f"{path.name}{f', line {line}' if line else ''}: {item.id}"


def _lines(data: TomlFile, item: Item, words: str) -> Iterator[int | None]:
    """The line of the field that the words begin with, or of the question."""
    for place, row in enumerate(data.get("items", [])):
        if row.get("id") == item.id:
            field = _FIELD.match(words)
            yield data.line_of(("items", place, *_way(row, field)))


def _way(row: dict[str, Any], field: re.Match[str] | None) -> tuple[str | int, ...]:
    if field is None:
        return ()
    rows = row.get(field[1])
    if field[2] and isinstance(rows, list):
        for place, each in enumerate(rows):
            if isinstance(each, dict) and each.get("id") == field[2]:
                return (field[1], place)
    return (field[1],)


if __name__ == "__main__":
    print(json.dumps(checked(Path(sys.argv[1]))))
