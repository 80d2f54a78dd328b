"""A question whose key is a step of the gate is held to the gate, and to what its chart says.

`widgets` and `quizzes` never import each other, so this is where they meet.
"""

import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from quizzes.engine import load_bank
from quizzes.engine.items import Gate
from widgets.model import cases
from widgets.model.gate import LADDER, STEPS, Findings, decide

PROFILES = tomllib.loads((Path(cases.FOLDER) / cases.PROFILES).read_text(encoding="utf-8"))
LIVE = [item for item in load_bank().items if item.status == "live"]
HELD = [item for item in LIVE if item.gate]
# How a question asks for a step, among those on the ladder, the criteria and the contraindications.
ASKS = re.compile(
    r"\bstep\b|gate say|criteria say|may now be offered|follows for a trial|first move|"
    r"from the evidence for her|arrange for him|should happen next|"
    r"happens to (?:his|her) \w+\?|do you prescribe for",
    re.IGNORECASE,
)
LOOKED_AT = ("done", "unsuitable", "declined")
CORD = re.compile(r"\blegs?\b|\bcord\b|weakness", re.IGNORECASE)
CAUSE = re.compile(r"irradiat|radiotherap|oncologist|\bcause\b", re.IGNORECASE)


def findings_of(gate: Gate) -> Findings:
    """The findings of a question, on top of the profile that it names."""
    rows = dict(gate.findings)
    return Findings(**{**PROFILES.get(rows.pop("profile", ""), {}), **rows})


def told(item) -> str:
    """What a learner reads before answering."""
    return "\n".join([item.case.text if item.case else "", item.vignette, item.lead_in])


def answered(item) -> str:
    """The right answer and what follows it."""
    right = [f"{each.text} {each.feedback}" for each in item.body.options if each.correct]
    return "\n".join([*right, item.explanation])


def gate_problems(item) -> list[str]:
    """What the gate says otherwise, and what the patient's chart leaves out."""
    findings = findings_of(item.gate)
    decision = decide(findings)
    due = ("emergency",) if decision.emergency else (decision.step,)
    problems = []
    if item.gate.step not in due:
        problems.append(f"{item.id} says {item.gate.step}, the gate {', '.join(due)}")
    if findings.pain_type == "postoperative" or decision.emergency:
        return problems
    if findings.cord_compression == "absent" and not CORD.search(told(item)):
        problems.append(f"{item.id}: the words do not say that anybody asked about the cord")
    if findings.cause_treatment in LOOKED_AT and not CAUSE.search(told(item)):
        problems.append(f"{item.id}: the words do not say what was aimed at the cause")
    if "treat_cause" in (decision.step, *decision.also) and not CAUSE.search(answered(item)):
        problems.append(f"{item.id}: the cause is due, and the answer does not name it")
    return problems


@pytest.mark.parametrize("item", HELD, ids=lambda item: item.id)
def test_the_key_is_what_the_gate_says(item):
    assert item.gate.step in (*STEPS, "emergency")
    assert gate_problems(item) == []


def test_every_question_that_asks_for_a_step_is_held_to_the_gate():
    asking = [
        item
        for item in LIVE
        if item.type == "sba"
        and item.objective in ("O3", "O4", "O5", "O10")
        and ASKS.search(item.lead_in)
    ]
    assert len(asking) >= 15
    assert [item.id for item in asking if not item.gate] == []
    assert {item.gate.step for item in HELD} >= {*LADDER, "ketamine_trial", "emergency"}


def test_a_key_that_the_gate_does_not_give_is_found():
    item = next(each for each in HELD if each.gate.step == "third_line")
    false = replace(item, gate=replace(item.gate, step="ketamine_trial"))
    assert any("says ketamine_trial" in each for each in gate_problems(false))
    silent = replace(item, vignette="Made up: pain.", case=None)
    assert len(gate_problems(silent)) == 2
    beside = {**item.gate.findings, "cause_treatment": "not_considered"}
    unnamed = replace(item, explanation="", gate=replace(item.gate, findings=beside))
    assert any("the answer does not name it" in each for each in gate_problems(unnamed))


def pair_problems(one, other) -> list[str]:
    """What differs between the two of a contrast pair beside a single finding of the gate."""
    first, second = findings_of(one.gate), findings_of(other.gate)
    differing = [
        each.name
        for each in fields(Findings)
        if getattr(first, each.name) != getattr(second, each.name)
    ]
    return [] if len(differing) == 1 else [f"{one.id}, {other.id}: {', '.join(differing)}"]


def test_a_contrast_pair_differs_in_one_finding_with_its_profile_filled_in():
    known = {item.id: item for item in HELD}
    pairs = [
        (item, known[item.pair.other]) for item in HELD if item.pair and item.pair.other in known
    ]
    assert [problem for pair in pairs for problem in pair_problems(*pair)] == []


def test_a_pair_whose_profiles_differ_in_more_is_found():
    one, other = (
        replace(HELD[0], gate=Gate(findings={"profile": name}, step="ketamine_trial"))
        for name in list(PROFILES)[:2]
    )
    assert pair_problems(one, other) and pair_problems(one, one)
    pregnant = {**one.gate.findings, "pregnancy": "present"}
    assert pair_problems(one, replace(one, gate=replace(one.gate, findings=pregnant))) == []
