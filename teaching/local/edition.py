"""A department's own edition: what stands in its folder, and each mistake in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence import LeftOut
from evidence.files.fields import did_you_mean
from quizzes.engine import AnswerKey, answer_key
from teaching import known
from teaching.case_words import CaseWords, cases_told
from teaching.local.protocol import PROTOCOL_FILE, Protocol, read_protocol
from teaching.plan import Plan
from teaching.plan_files import LOCAL_PLANS, local_plans

LOCAL_PARTS = (known.LOCAL_CASES, known.LOCAL_QUESTIONS, LOCAL_PLANS)
NOT_OF_IT = {".md", ".txt"}
NO_LIMITS = f"{PROTOCOL_FILE}: is left out: the course's own limits have a mistake"


@dataclass(frozen=True)
class CheckedAhead:
    """What the process that may import `widgets` said of the cases and questions of a folder."""

    cases: Mapping[str, CaseWords]
    left_out_cases: frozenset[str] = frozenset()
    left_out_questions: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LocalEdition:
    """What is whole in a local folder, and each mistake: file, line, field, reason.

    `notes` are for information: what a file could have that it has not. Plans and cases are by id.
    A plan that names what is left out is left out with it.
    """

    plans: Mapping[str, Plan]
    cases: Mapping[str, CaseWords]
    questions: Mapping[str, AnswerKey]
    protocol: Protocol | None
    left_out_plans: tuple[str, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show of a department."""
        return not (self.plans or self.cases or self.questions or self.protocol or self.problems)


NOTHING_LOCAL = LocalEdition({}, {}, {}, None, (), ())


def read_checked(text: str) -> CheckedAhead:
    """What `python -m teaching.drawn.local` wrote; ValueError for no JSON."""
    told = json.loads(text)
    return CheckedAhead(
        cases_told(told["cases"]),
        frozenset(told["left_out_cases"]),
        frozenset(told["left_out_questions"]),
        tuple(told["problems"]),
        tuple(told["notes"]),
    )


def unchecked(folder: Path, why: str) -> CheckedAhead:
    """What stands where nothing could be checked: no case and no question, and the reason."""
    return CheckedAhead(
        {}, frozenset(known.case_ids(folder)), frozenset(known.question_ids(folder)), (why,)
    )


def files_of(folder: Path) -> tuple[tuple[Path, int], ...]:
    """The files of a local folder by the time of their last change: what a change is seen by."""
    found = [
        *folder.glob("*"),
        *(path for part in LOCAL_PARTS for path in (folder / part).glob("*")),
    ]
    return tuple((path, path.stat().st_mtime_ns) for path in sorted(found) if path.is_file())


def local_edition(folder: Path, ahead: CheckedAhead) -> LocalEdition:
    """Everything of a local folder; what has a mistake is left out, and named."""
    plans = local_plans(folder)
    problems = [*_unread(folder), *ahead.problems]
    problems += [f"{LOCAL_PLANS}/{each}" for each in plans.problems]
    stand = {
        name: plan for name, plan in plans.plans.items() if not _rests_on_left_out(plan, ahead)
    }
    questions = {
        item.id: answer_key(item)
        for item in known.local_bank(folder).items
        if item.status == "live" and item.id not in ahead.left_out_questions
    }
    return LocalEdition(
        plans=stand,
        cases=ahead.cases,
        questions=questions,
        protocol=_protocol(folder, problems),
        left_out_plans=(*plans.left_out, *(name for name in plans.plans if name not in stand)),
        problems=tuple(problems),
        notes=ahead.notes,
    )


def _rests_on_left_out(plan: Plan, ahead: CheckedAhead) -> bool:
    questions = {name for step in plan.steps for name in step.questions} - {*known.question_ids()}
    cases = {step.case for step in plan.steps} - {*known.case_ids()}
    return bool(questions & ahead.left_out_questions or cases & ahead.left_out_cases)


def _protocol(folder: Path, problems: list[str]) -> Protocol | None:
    path = folder / PROTOCOL_FILE
    if not path.exists():
        return None
    try:
        return read_protocol(path, problems)
    except LeftOut:
        problems.append(NO_LIMITS)
        return None


def _unread(folder: Path) -> Sequence[str]:
    """Name what lies in the folder and is not read, with what may be meant."""
    problems = []
    for path in sorted(folder.glob("*")):
        there = LOCAL_PARTS if path.is_dir() else (PROTOCOL_FILE,)
        is_ours = path.name in there or path.suffix in NOT_OF_IT
        if not is_ours and not path.name.startswith((".", "__")):
            holds = ", ".join((*LOCAL_PARTS, PROTOCOL_FILE))
            meant = did_you_mean(path.name, there)
            problems.append(f"{path.name}: is not read: here stand {holds}{meant}")
    plans = folder / LOCAL_PLANS
    strays = [each for each in plans.glob("*") if each.suffix not in (".toml", *NOT_OF_IT)]
    problems += [
        f"{LOCAL_PLANS}/{each.name}: is not read: its name must end in .toml"
        for each in sorted(strays)
        if not each.name.startswith(".")
    ]
    return problems
