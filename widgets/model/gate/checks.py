"""What each finding of a made-up patient says at the gate: met, not met, not known, or against a
trial; with what would change it.

A check is the step that is due while it is not met, its reason, and what would change the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evidence import load
from widgets.model.gate.contraindications import CAUTIONS, CONTRAINDICATIONS
from widgets.model.gate.criteria import (
    NEEDS_ADJUVANT,
    NOT_KNOWN,
    PAIN,
    Criterion,
    Step,
    load_criteria,
    words_for,
)
from widgets.model.gate.findings import Findings

REFER_CHILD = (
    "Under {years:g} years this course gives no dose and no step: "
    "refer to a paediatric palliative care or pain team."
)
# A dose that may have made the delirium is not raised before somebody has asked.
DELIRIUM_FIRST = (
    "Find the cause of the delirium first, the opioid among them. Then decide with a specialist "
    "whether the opioid goes up, comes down or is rotated."
)
REFERRED = "Nothing on this page does: the team named above decides."


@dataclass(frozen=True)
class Reason:
    """One reason with the claim or fact it rests on and the finding it speaks of.

    `standing`: "met", "not_met", "unknown", or "contraindicated".
    """

    says: str
    claim: str
    finding: str
    standing: str


class Check(NamedTuple):
    """The step that is due while it is not met, its reason, and what would change the answer."""

    step: Step
    reason: Reason
    change: str


def checks_of(findings: Findings) -> list[Check]:
    """Every check of a patient, in the order of the gate."""
    return [
        *_pain(findings),
        *_ladder(findings),
        *_contraindications(findings),
        *_age(findings),
        *(_held(criterion, findings) for criterion in load_criteria().safeguards),
    ]


def _held(criterion: Criterion, findings: Findings) -> Check:
    """A criterion held against what is known of a patient."""
    value = getattr(findings, criterion.id)
    if value == NOT_KNOWN:
        reason = Reason(criterion.unknown, criterion.source, criterion.id, "unknown")
        return Check(criterion.step, reason, criterion.ask)
    if value in criterion.met_by:
        says, change, standing = criterion.met, "", "met"
    else:
        says, standing = criterion.not_met, "not_met"
        change = words_for(criterion.change, value)
    reason = Reason(words_for(says, value), criterion.source, criterion.id, standing)
    return Check(criterion.step, reason, change)


def _closing(says: str, source: str, finding: str, standing: str, change: str) -> Check:
    """A check that names no step: until it is met, ketamine is not the question."""
    return Check("not_ketamine", Reason(says, source, finding, standing), change)


def _ladder(findings: Findings) -> Iterator[Check]:
    """Each criterion of the ladder that this patient must meet."""
    neuropathic = findings.pain_type in NEEDS_ADJUVANT
    if findings.pain_type == "nociceptive":
        says = (
            "The pain is not neuropathic, and criterion 2 names adjuvants for neuropathic "
            "pain only."
        )
        yield Check("add_adjuvant", Reason(says, "C10", "pain_type", "met"), "")
    for criterion in load_criteria().ladder:
        name = criterion.id
        if name.startswith("adjuvant"):
            if not neuropathic:
                continue
            if name != "adjuvant" and findings.adjuvant in ("unsuitable", "none"):
                continue
        if name in ("opioid_adequacy", "opioid_duration") and findings.opioid == "none":
            continue
        held = _held(criterion, findings)
        raised = held.step == "optimise_opioid" and held.reason.standing == "not_met"
        if raised and findings.delirium == "present":
            held = held._replace(change=DELIRIUM_FIRST)
        yield held


def _pain(findings: Findings) -> Iterator[Check]:
    """What the pain itself says: outside the gate after surgery, when mild, or when not known."""
    kind, severity = findings.pain_type, findings.pain_severity
    if kind == "postoperative":
        says = "Pain after surgery is not refractory cancer pain: the criteria do not fit it."
        change = "Pain from the cancer itself would be another question: start from the first step."
        yield _closing(says, "C30", "pain_type", "not_met", change)
    elif kind == "unknown":
        says, change = "The kind of pain is not known.", "Examine: is the pain neuropathic?"
        yield _closing(says, "C10", "pain_type", "unknown", change)
    if severity in PAIN:
        change = (
            "If ketamine runs now, the stop rule decides about going on, not these steps."
            if findings.earlier_ketamine == "helped"
            else "If the pain grows again, start from the first step."
        )
        yield _closing(PAIN[severity], "C09", "pain_severity", "not_met", change)
    elif severity == "unknown":
        says = "How bad the pain is, is not known."
        change = "Ask the patient to rate the pain."
        yield _closing(says, "C09", "pain_severity", "unknown", change)


def _age(findings: Findings) -> Iterator[Check]:
    grown = load().limits["age_years"].amount
    if findings.age_years is None:
        yield _closing("The age is not known.", "C22", "age_years", "unknown", "Ask the age.")
    elif findings.age_years < grown:
        yield _closing(REFER_CHILD.format(years=grown), "C22", "age_years", "not_met", REFERRED)


def _contraindications(findings: Findings) -> Iterator[Check]:
    for name, each in CONTRAINDICATIONS.items():
        value, named = getattr(findings, name), each.named
        if value == "present":
            says = f"Contraindicated: {named}."
            gone = (
                f"When {each.words} has been treated and is gone, go through the criteria again "
                "with a specialist."
            )
            yield _closing(says, each.source, name, "contraindicated", each.opens or gone)
        elif value == NOT_KNOWN:
            says = f"Not known, so not ruled out: {named}."
            yield _closing(says, each.source, name, "unknown", f"Screen for {each.words}.")
    for name, caution in CAUTIONS.items():
        if name not in CONTRAINDICATIONS and getattr(findings, name) == NOT_KNOWN:
            says = f"Not known, so nobody can plan for it: {caution.words}."
            change = f"Ask about {caution.words}, without judging."
            yield _closing(says, caution.source, name, "unknown", change)
