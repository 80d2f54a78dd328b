"""Plans of one thing each, which a lesson's page offers to project: a case, a question, a lab."""

import ast
import re
from functools import cache

import nbformat

from quizzes.engine import PLACES
from teaching import known
from teaching.known import ON_STAGE
from teaching.plan import Plan, Step

ONE_QUESTION, ONE_EXPLORER, ONE_CASE = "one_question", "one_explorer", "one_case_8"
SINGLE = (ONE_QUESTION, ONE_EXPLORER)
MINUTES = 5  # for one thing on its own; a teacher takes what it needs


class UnknownThing(ValueError):
    """Something was asked for that the course does not have; says what, and what there is."""


def case_id(asked: str) -> str:
    """The id of a case that was asked for as "5", "8A" or "05_everything_tried".

    Raises UnknownThing.
    """
    wanted = asked.strip().casefold()
    for each in map(known.case_outline, known.case_ids()):
        if wanted in (each.id, each.number.casefold(), case_number(each.id)):
            return each.id
    raise UnknownThing(f"case must be a number such as 5 or 8A, or an id, got {asked[:40]!r}")


def one_question(asked: str) -> Plan:
    """A question of the bank by its id; UnknownThing for none."""
    if known.question(asked) is None:
        raise UnknownThing(
            f"question must be an id of the bank such as TRI-001, got {asked[:40]!r}"
        )
    step = Step("question", "question", MINUTES, f"Question {asked}", "", questions=(asked,))
    return _single(ONE_QUESTION, f"Question {asked}", step)


def one_explorer(lesson: str, explorer: str) -> Plan:
    """The explorer of that name in a lesson; UnknownThing where the stage does not have it."""
    if explorer not in explorers_of(lesson):
        raise UnknownThing(
            f"explorer must be one of a lesson and of {', '.join(ON_STAGE)}, got "
            f"{explorer[:40]!r} in {lesson[:40]!r}"
        )
    step = Step("explorer", "explorer", MINUTES, "", "", explorer=explorer, lesson=lesson)
    return _single(ONE_EXPLORER, explorer, step)


def _single(plan: str, title: str, step: Step) -> Plan:
    return Plan(plan, title, MINUTES, "", (step,), (), "")


@cache
def explorers_of(lesson: str) -> dict[str, int]:
    """The cell that shows each explorer of a lesson first, by the explorer's name; {} for none."""
    path = known.LESSON_FILES / f"{lesson}.ipynb"
    if not re.fullmatch(r"\w+", lesson) or not path.is_file():
        return {}
    return explorers_in(nbformat.read(path, as_version=4).cells)


def explorers_in(cells) -> dict[str, int]:
    """The place of the first cell that shows each explorer, by the explorer's name."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = shown_by(cell.source) if cell.cell_type == "code" else ""
        if name in ON_STAGE:
            found.setdefault(name, place)
    return found


def shown_by(source: str) -> str:
    """The name of what a cell's last line calls, "" where it calls nothing by name."""
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return ""
    last = lines[-1].value if lines and isinstance(lines[-1], ast.Expr) else None
    called = last.func if isinstance(last, ast.Call) else None
    return called.id if isinstance(called, ast.Name) else ""


def to_project(lesson: str, cells) -> list[tuple[str, list[tuple[str, str]]]]:
    """What of a lesson can be projected by itself, by kind: each name, and its way from the course.

    cells: of the lesson's notebook.
    """
    codes = [cell.source for cell in cells if cell.cell_type == "code"]
    cases = [case for source in codes for case in _cases_shown(source)]
    kinds = {
        "Explorers": [
            (name, f"teach/stage/{ONE_EXPLORER}?lesson={lesson}&explorer={name}")
            for name in explorers_in(cells)
        ],
        "Cases": [(case, f"teach/stage/{ONE_CASE}?case={case}") for case in cases],
        "Questions": [
            (name, f"teach/stage/{ONE_QUESTION}?question={name}")
            for place in PLACES
            for name in known.questions_of(lesson, place)
        ],
    }
    return [(kind, things) for kind, things in kinds.items() if things]


def _cases_shown(source: str) -> list[str]:
    """The numbers of the cases that a cell's player offers, as an address has them."""
    if shown_by(source) != known.CASE_PLAYER:
        return []
    named = re.findall(r"[\"'](\w+)[\"']", source)
    return [case_number(name) for name in (named or known.case_ids()) if name in known.case_ids()]


def case_number(case: str) -> str:
    """The number of a case's file, as an address has it: "5" of "05_everything_tried"."""
    return case.split("_")[0].lstrip("0")
