"""Reads the file of one plan and notes every problem in it: file, line, step, field and reason."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from pathlib import Path

import evidence
from evidence import EvidenceError, LeftOut
from evidence.files.fields import FieldRefusal, did_you_mean
from evidence.files.left_out import may_lack
from evidence.files.toml_lines import TomlFile
from evidence.tables import TomlTable
from teaching import known
from teaching.plan import CHOSEN, EACH, STEP_KINDS, Argument, Plan, Step
from teaching.plan_words import all_said, said

PLAN_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
ARGUMENTS = 3
LONGEST_MINUTES = 240
_ID = re.compile(r"[a-z][a-z0-9_]{0,23}")
# The fields that a kind of step may have besides its words, each with those that it needs.
_MAY_HAVE: dict[str, tuple[str, ...]] = {
    "case": ("case", "decision"),
    "question": ("questions", "on_paper"),
    "predict": ("explorer", "lesson"),
    "explorer": ("explorer", "lesson"),
    "reveal": ("case", "explorer", "lesson"),
    "exit": ("questions",),
}
_NEEDS: dict[str, tuple[str, ...]] = {
    "case": ("case",),
    "question": ("questions",),
    "predict": ("explorer", "lesson"),
    "explorer": ("explorer", "lesson"),
}
_NAMING = ("case", "decision", "questions", "on_paper", "explorer", "lesson")


def read_plan(path: Path, data: TomlFile, problems: list[str], local: Path | None = None) -> Plan:
    """The plan of a file; LeftOut where it rests on what is left out because of a mistake.

    What is wrong goes into `problems`. `local` is the local folder that it is of, if of one.
    """
    top = TomlTable(data, path.name, problems)
    if not PLAN_ID.fullmatch(path.stem):
        problems.append(
            f"{path.name}: must be named like noon_45.toml: small letters, digits and _, its id"
        )
    title, summary = said(top, "title"), said(top, "summary")
    minutes = top.number("minutes", low=1, high=LONGEST_MINUTES)
    bring = all_said(top, "bring")
    steps = _steps(top, local)
    arguments = tuple(_argument(row, place) for place, row in enumerate(top.parts("arguments"), 1))
    if len(arguments) != ARGUMENTS and "arguments" in data:
        top.problem("arguments", f"must be three wrong arguments, got {len(arguments)}")
    close = top.checked("close", _closing, "")
    top.close()
    whole = sum(step.minutes for step in steps)
    if not math.isnan(minutes) and not math.isnan(whole) and whole != minutes:
        top.problem("minutes", f"must be the sum of those of the steps, {whole:g}, got {minutes:g}")
    is_local = local is not None
    return Plan(
        path.stem, title, minutes, summary, steps, arguments, close, is_local=is_local, bring=bring
    )


def _steps(top: TomlTable, local: Path | None) -> tuple[Step, ...]:
    rows = top.parts("steps")
    steps: list[Step] = []
    for place, row in enumerate(rows, 1):
        before = len(top.problems)
        step = _step(row, place, local)
        if any(step.id and step.id == each.id for each in steps):
            row.problem("id", f"{step.id!r} is used twice")
        if len(top.problems) == before:
            _check_order(row, step, steps)
        steps.append(step)
    if (
        rows
        and (ends := [step.kind for step in steps]).count("exit") != 1
        or (rows and ends[-1] != "exit")
    ):
        top.problem("steps", "must end with the one step of kind 'exit'")
    return tuple(steps)


def _step(row: TomlTable, place: int, local: Path | None) -> Step:
    name = row.data.get("id", place)
    row.where = f"{row.where.partition(':')[0]}: step {name}"
    step_id = row.word("id", _ID, "opening_case")
    kind = row.word("kind", STEP_KINDS)
    minutes = row.checked("minutes", _half_minutes, math.nan)
    title, say = said(row, "title"), said(row, "say")
    case = row.checked("case", lambda value: _case(value, local), "", "")
    decision = row.checked("decision", lambda value: _decision(value, case, local), "", "")
    nothing: tuple[str, ...] = ()
    questions = row.checked("questions", lambda value: _questions(value, local), nothing, nothing)
    lesson = row.checked("lesson", _lesson, "", "")
    explorer = row.checked("explorer", lambda value: _explorer(value, lesson), "", "")
    on_paper = row.flag("on_paper", False)
    expect = all_said(row, "expect")
    cut = said(row, "cut", "")
    saves = row.number("saves_minutes", *(() if cut else (0,)), low=0, high=LONGEST_MINUTES)
    row.close()
    if saves > minutes:
        row.problem("saves_minutes", f"must be at most the minutes of the step, got {saves:g}")
    if kind:
        _check_kind(row, kind)
    return Step(
        step_id, kind, minutes, title, say, case, decision, questions, on_paper, explorer, lesson,
        expect, cut, saves,
    )  # fmt: skip


def _check_kind(row: TomlTable, kind: str) -> None:
    """Note what a kind of step lacks, and what it has no use for."""
    for name in _NEEDS.get(kind, ()):
        if name not in row.data:
            row.problem(name, f"is missing: a step of kind {kind!r} needs it")
    for name in _NAMING:
        if name in row.data and name not in _MAY_HAVE.get(kind, ()):
            row.problem(name, f"is of no use to a step of kind {kind!r}")
    if kind == "reveal" and ("case" in row.data) == ("explorer" in row.data):
        row.problem("", "must name either a case or an explorer, for a step of kind 'reveal'")
    if kind == "reveal" and "explorer" in row.data and "lesson" not in row.data:
        row.problem("lesson", "is missing: the lesson in which the explorer stands")


def _check_order(row: TomlTable, step: Step, before: list[Step]) -> None:
    """Note an explorer that shows before anybody has predicted."""
    if step.kind not in ("explorer", "reveal") or not step.explorer:
        return
    there = known.explorers_of(step.lesson)
    if there is None or step.explorer in there.ask_first:
        return
    here = (step.explorer, step.lesson)
    if not any(each.kind == "predict" and (each.explorer, each.lesson) == here for each in before):
        row.problem(
            "explorer",
            f"{step.explorer} shows its result before anybody has predicted: put a step of kind "
            "'predict' with the same explorer and lesson before it",
        )


def _argument(row: TomlTable, place: int) -> Argument:
    row.where = f"{row.where.partition(':')[0]}: argument {place}"
    made = Argument(said(row, "says"), said(row, "reply"), row.checked("claim", _claim, ""))
    row.close()
    return made


# Fields: each gives the value, or says why it cannot stand.


def _half_minutes(value: object) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not 0 < value <= LONGEST_MINUTES or value * 2 != int(value * 2):  # type: ignore[operator]
        raise FieldRefusal(f"must be whole or half minutes above 0, got {value!r}")
    return float(value)  # type: ignore[arg-type]


def _named(value: object, what: str, there: Collection[str]) -> str:
    """An id that is a text; the refusal of one that is unknown names what may be meant."""
    if not isinstance(value, str) or not value:
        raise FieldRefusal(f"must be the id of a {what}, got {value!r}")
    if value not in there:
        raise FieldRefusal(
            f"names a {what} that is not there: {value!r}{did_you_mean(value, there)}"
        )
    return value


def _case(value: object, local: Path | None) -> str:
    if value == CHOSEN:
        return CHOSEN
    name = _named(value, "case", known.case_ids(local))
    known.case_outline(name, local)  # LeftOut, where its file cannot be read
    return name


def _decision(value: object, case: str, local: Path | None) -> str:
    if case == CHOSEN:
        if value != EACH:
            raise FieldRefusal(f"must be {EACH!r} where the case is {CHOSEN!r}, got {value!r}")
        return EACH
    outline = known.case_outline(case, local) if case else None
    if outline is None:
        return str(value)  # what is wrong with the case is told already
    return _named(value, f"decision of {case}", outline.can_be_named)


def _questions(value: object, local: Path | None) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise FieldRefusal(f"must be a list of ids of questions, got {value!r}")
    if len({str(each) for each in value}) < len(value):
        raise FieldRefusal(f"names a question twice: {value!r}")
    for each in value:
        if not isinstance(each, str) or known.question(each, local) is None:
            _named(each, "question", known.question_ids(local))
    return tuple(value)


def _lesson(value: object) -> str:
    return _named(value, "lesson", known.lesson_ids())


def _explorer(value: object, lesson: str) -> str:
    there = known.explorers_of(lesson) if lesson else None
    if value == known.CASE_PLAYER:
        raise FieldRefusal("must not be CasePlayer: name the case, in a step of kind 'case'")
    if there is None:
        return str(value)  # what is wrong with the lesson is told already
    fit = [name for name in there.names if name in known.ON_STAGE]
    if value in there.names and value not in fit:
        raise FieldRefusal(f"is {value}, which no room could read on a stage{_those(fit, lesson)}")
    return _named(value, f"explorer in {lesson}", fit)


def _those(fit: list[str], lesson: str) -> str:
    return f"; of {lesson} these fit: {', '.join(fit)}" if fit else f"; none of {lesson} fits one"


def _claim(value: object) -> str:
    claims = evidence.load().claims
    if isinstance(value, str) and may_lack(claims, value):
        raise LeftOut
    return _named(value, "claim", tuple(claims))


def _closing(value: object) -> str:
    there = (*evidence.load().claims, *evidence.load().objectives)
    try:
        known.closing_sentence(str(value))
    except KeyError:
        _named(value, "claim or objective", there)
    except EvidenceError as error:
        raise FieldRefusal(f"names a sentence that may not close a session: {error}") from error
    return str(value)
