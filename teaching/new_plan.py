"""python -m teaching new plan: asks for what it needs, writes a plan that passes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from evidence.files.fields import did_you_mean
from teaching import known
from teaching.plan import DEALT, STEP_KINDS
from teaching.plan_files import FOLDER, PlanError, load_plan_file, load_plans
from teaching.plan_reader import LONGEST_MINUTES, PLAN_ID

AROUND_MINUTES = 3  # the story, the debrief and the end get one each
SHORTEST_DECISION_MINUTES = 0.5
ARGUMENTS_OF = "one_case_8"  # those of the plan for any case fit any case
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
DEALT_TITLE = "What chance deals"
PROMPTS = (
    "Decide alone, then cards up together. Whoever differs speaks first.",
    "Which earlier step are we skipping because it is slow? Cards on my count.",
    "Say your reason to your neighbour before you raise a card.",
    "What would have to be true for the other answer to be right?",
)


class NewPlanError(ValueError):
    """A plan cannot be written as it was asked for; the message says what must be given."""


@dataclass(frozen=True)
class AskedPlan:
    """What somebody has to say of a new plan; the rest follows from the case."""

    name: str
    title: str
    minutes: float
    case: str
    close: str


def asked_plan(given: Mapping[str, str], ask: Callable[[str], str] | None = None) -> AskedPlan:
    """What was given, and what `ask` brings for the rest; NewPlanError for what cannot stand.

    Without `ask` nobody is there to answer, and what is left out is refused.
    """
    cases = {name: title for name, title in _case_titles()}
    name = _one("name", given, ask, "such as monday_30, which becomes its id")
    if not PLAN_ID.fullmatch(name):
        raise NewPlanError(f"name must look like monday_30: small letters, digits, _; got {name!r}")
    if name in load_plans() or (FOLDER / f"{name}.toml").exists():
        raise NewPlanError(f"name must be one that no plan has, got {name!r}")
    title = _one("title", given, ask, "in words, without a number")
    case = _one(
        "case", given, ask, "".join(f"\n  {each:26}{words}" for each, words in cases.items())
    )
    if case not in cases:
        raise NewPlanError(
            f"case must be one of the course, got {case!r}{did_you_mean(case, cases)}"
        )
    minutes = _minutes(_one("minutes", given, ask, "all of them"), case)
    close = _one("close", given, ask, "a claim such as C33, whose sentence ends the session")
    return AskedPlan(name, title, minutes, case, close)


def write_plan(asked: AskedPlan, folder: Path = FOLDER) -> Path:
    """Write the plan and return its file; PlanError, and no file is left, where it is not whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{asked.name}.toml"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(plan_text(asked))
    except FileExistsError:
        raise NewPlanError(f"name must be one that no plan has, got {asked.name!r}") from None
    try:
        load_plan_file(path)
    except BaseException:
        path.unlink()
        raise
    return path


def plan_text(asked: AskedPlan) -> str:
    """The file of a plan of one case, each decision on its way a step of its own."""
    outline = known.case_outline(asked.case)
    assert outline is not None
    halves = _halves(round((asked.minutes - AROUND_MINUTES) * 2), [n for _, n in outline.way])
    rows = [_step("story", "case", 1, "The request", "Read it to yourselves.", case=asked.case)]
    for place, (name, _) in enumerate(outline.way):
        minutes = halves[place] / 2
        title = DEALT_TITLE if name == DEALT else f"{ORDINALS[place]} decision"
        words = PROMPTS[place % len(PROMPTS)]
        decision = {"case": asked.case, "decision": name}
        rows.append(_step(f"on_{name}", "case", minutes, title, words, **decision))
    ask = "What nearly caught you? Then I show what we would say."
    rows.append(_step("debrief", "reveal", 1, "What was the trap?", ask, case=asked.case))
    rows.append(_step("close", "exit", 1, "One sentence to take along", "The closing sentence."))
    for each in load_plans()[ARGUMENTS_OF].arguments:
        told = {"says": each.says, "reply": each.reply, "claim": each.claim}
        rows.append(_table("arguments", told))
    head = {
        "title": asked.title,
        "minutes": asked.minutes,
        "summary": "Say in a sentence for whom this is, and what they take along.",
        "bring": ["Cards A to D, or hands"],
        "close": asked.close,
    }
    kinds = ", ".join(STEP_KINDS)
    return f"# Edit freely. A step is one of: {kinds}.\n{_fields(head)}\n{''.join(rows)}"


def _halves(all_of_them: int, shares: list[int]) -> list[int]:
    """Half minutes shared out: one for each, and of the rest to each by its share."""
    rest, whole = all_of_them - len(shares), sum(shares)
    ends = [round(rest * sum(shares[:place]) / whole) for place in range(len(shares) + 1)]
    return [1 + end - begin for begin, end in pairwise(ends)]


def _step(name: str, kind: str, minutes: float, title: str, say: str, **naming: str) -> str:
    told = {"id": name, "kind": kind, "minutes": minutes, "title": title, **naming, "say": say}
    return _table("steps", told)


def _table(name: str, told: Mapping[str, object]) -> str:
    return f"\n[[{name}]]\n{_fields(told)}"


def _fields(told: Mapping[str, object]) -> str:
    """Fields as TOML writes them: text, numbers and lists of text are written as in JSON."""
    return "".join(
        f"{name} = {f'{value:g}' if isinstance(value, float) else _quoted(value)}\n"
        for name, value in told.items()
    )


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _case_titles() -> list[tuple[str, str]]:
    outlines = (known.case_outline(name) for name in known.case_ids())
    return [(each.id, each.title) for each in outlines if each is not None]


def _one(
    name: str, given: Mapping[str, str], ask: Callable[[str], str] | None, choices: str
) -> str:
    text = (given.get(name) or "").strip()
    if not text and ask is not None:
        text = ask(f"{name} ({choices.strip()})\n{name}: ").strip()
    if not text:
        raise NewPlanError(f"--{name} must be given: {choices.strip()}")
    return text


def _minutes(text: str, case: str) -> float:
    outline = known.case_outline(case)
    least = AROUND_MINUTES + SHORTEST_DECISION_MINUTES * len(outline.way if outline else ())
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0
    if not least <= minutes <= LONGEST_MINUTES or minutes * 2 != int(minutes * 2):
        raise NewPlanError(
            f"minutes must be whole or half ones from {least:g} to {LONGEST_MINUTES} for {case}, "
            f"got {text!r}"
        )
    return minutes


def main(given: Mapping[str, str], folder: Path) -> int:
    """Write a plan and say what to do with it; 1, and a sentence, where it cannot be written."""
    try:
        path = write_plan(asked_plan(given, input if sys.stdin.isatty() else None), folder)
    except (NewPlanError, PlanError, EOFError) as error:
        print(f"No plan was written: {error or 'nobody answered'}", file=sys.stderr)
        return 1
    print(f"{path} is written and passes as it stands. Edit it; it is on /teach at the next visit.")
    return 0
