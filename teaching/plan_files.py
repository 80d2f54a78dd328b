"""The plans of the course and of a local folder: what has a mistake is left out, and named."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from evidence import LeftOut, TableError
from evidence.files.fields import did_you_mean
from evidence.tables import read_toml
from teaching import known
from teaching.plan import CHOSEN, EACH, Plan, Step
from teaching.plan_reader import read_plan

FOLDER = Path(__file__).parent / "plans"
LOCAL_PLANS = "plans"  # where a local folder has its own


class PlanError(TableError):
    """A plan is broken, or cannot be had; `problems` says of each file, step and field why."""


@dataclass(frozen=True)
class ReadPlans:
    """The plans of a folder that are whole, the ids of the others, and each mistake."""

    plans: Mapping[str, Plan]
    left_out: tuple[str, ...]
    problems: tuple[str, ...]


def load_plans(local: Path | str | None = None) -> dict[str, Plan]:
    """Every plan that is whole by id, the course's own before those of the folder `local`.

    Read again when a file has changed. What has a mistake is left out: `plan_mistakes` names it.
    """
    return dict(_all(local).plans)


def plan_mistakes(local: Path | str | None = None) -> tuple[str, ...]:
    """The mistakes in the plans: file, line, step, field, reason, and what may be meant."""
    return _all(local).problems


def left_out_plans(local: Path | str | None = None) -> tuple[str, ...]:
    """The ids of the plans that are left out because of a mistake, theirs or in what they name."""
    return _all(local).left_out


def load_plan_file(path: Path, local: Path | None = None) -> Plan:
    """The plan of one file; PlanError with every mistake in it, LeftOut for one elsewhere."""
    plan, problems = _read(path, local)
    if plan is None or problems:
        if not problems:
            raise LeftOut("This plan")
        raise PlanError(problems)
    return plan


def for_case(plan: Plan, case: str, local: Path | None = None) -> Plan:
    """A plan that is for any case, with one in it: each of its decisions is a step of its own.

    The case may be one of the folder `local`. The decisions are those on this course's way; their
    minutes are shared out evenly, and to ask before the first takes a share of its own.
    PlanError for a case that is not there, LeftOut for one that is left out.
    """
    outline = known.case_outline(case, local)
    if outline is None:
        there = known.case_ids(local)
        words = f"there is no case {case!r}{did_you_mean(case, there)}"
        raise PlanError([f"{plan.id}: {words}"])
    steps: list[Step] = []
    for step in plan.steps:
        if step.case != CHOSEN:
            steps.append(step)
        elif step.decision == EACH:
            share_min = step.minutes / sum(shares for _, shares in outline.way)
            steps += [
                replace(
                    step,
                    id=f"{step.id}_{name}",
                    case=case,
                    decision=name,
                    minutes=share_min * shares,
                )
                for name, shares in outline.way
            ]
        else:
            steps.append(replace(step, case=case))
    return replace(plan, steps=tuple(steps))


def all_sessions() -> tuple[Plan, ...]:
    """Every session of the course that can be run as it is: a plan for any case with each of them.

    What is left out because of a mistake is none.
    """
    plans = load_plans().values()
    ready = [plan for plan in plans if not plan.takes_a_case]
    for plan in plans:
        for case in known.case_ids() if plan.takes_a_case else ():
            with contextlib.suppress(LeftOut):
                ready.append(for_case(plan, case))
    return tuple(ready)


def local_plans(local: Path) -> ReadPlans:
    """The plans of a local folder alone; one that has the id of a plan of the course is none."""
    own, theirs = _folder(FOLDER, None), _folder(local / LOCAL_PLANS, local)
    taken = own.plans.keys() | set(own.left_out)
    twice = [name for name in (*theirs.plans, *theirs.left_out) if name in taken]
    return ReadPlans(
        {name: plan for name, plan in theirs.plans.items() if name not in taken},
        tuple(name for name in theirs.left_out if name not in taken),
        (
            *theirs.problems,
            *(f"{name}.toml: is the name of a plan of the course: take another" for name in twice),
        ),
    )


def _all(local: Path | str | None) -> ReadPlans:
    own = _folder(FOLDER, None)
    if local is None:
        return own
    theirs = local_plans(Path(local))
    return ReadPlans(
        {**own.plans, **theirs.plans},
        (*own.left_out, *theirs.left_out),
        (*own.problems, *theirs.problems),
    )


def _folder(folder: Path, local: Path | None) -> ReadPlans:
    paths = sorted(folder.glob("*.toml"))
    files = tuple((path, path.stat().st_mtime_ns) for path in paths)
    return _read_all(files, _state(local), local)


def _state(local: Path | None) -> tuple[tuple[Path, int], ...]:
    """The files that a plan names, by the time of their last change."""
    files = [*known.CASE_FILES.glob("*.toml"), *known.LESSON_FILES.glob("*.ipynb")]
    if local is not None:
        for name in (known.LOCAL_CASES, known.LOCAL_QUESTIONS):
            files += (local / name).glob("*.toml")
    return tuple((path, path.stat().st_mtime_ns) for path in sorted(files))


@lru_cache(maxsize=8)
def _read_all(
    files: tuple[tuple[Path, int], ...], _named: tuple[tuple[Path, int], ...], local: Path | None
) -> ReadPlans:
    plans: dict[str, Plan] = {}
    left_out: list[str] = []
    problems: list[str] = []
    for path, _changed_ns in files:
        plan, own = _read(path, local)
        problems += own
        if plan is None or own:
            left_out.append(path.stem)
        else:
            plans[plan.id] = plan
    shown = dict(sorted(plans.items(), key=lambda each: (each[1].minutes, each[0])))
    return ReadPlans(shown, tuple(left_out), tuple(problems))


def _read(path: Path, local: Path | None) -> tuple[Plan | None, list[str]]:
    problems: list[str] = []
    data = read_toml(path, problems)
    if data is None:
        return None, problems
    try:
        return read_plan(path, data, problems, local), problems
    except LeftOut:  # no mistake of this file, and told where it stands
        return None, problems
