"""What each finding of a made-up patient says at the gate: met, not met, not known, or against a
trial; with what would change it.

A check is the step that is due while it is not met, its reason, and what would change the answer.
"""

from dataclasses import dataclass

from evidence import load
from widgets.model.gate.contraindications import CAUTIONS, CONTRAINDICATIONS
from widgets.model.gate.criteria import NEEDS_ADJUVANT, PAIN, RUNGS, SAFE, UNKNOWN, words_for
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


Check = tuple[str, Reason, str]


def checks_of(findings: Findings) -> list[Check]:
    """Every check of a patient, in the order of the gate."""
    closed = (*_contraindications(findings), *_age(findings))
    return [
        *(("not_ketamine", *pair) for pair in _pain(findings)),
        *_rungs(findings),
        *(("not_ketamine", *pair) for pair in closed),
        *(("not_ketamine", *pair) for pair in _safety(findings)),
    ]


def _reason(name, value, claim, good, words) -> Reason:
    met, not_met, unknown = words
    if value in UNKNOWN:
        return Reason(unknown, claim, name, "unknown")
    says, standing = (met, "met") if value in good else (not_met, "not_met")
    return Reason(words_for(says, value), claim, name, standing)


def _rungs(findings: Findings):
    """Each rung that this patient must pass, with its step, its reason and what would change it."""
    neuropathic = findings.pain_type in NEEDS_ADJUVANT
    if findings.pain_type == "nociceptive":
        says = (
            "The pain is not neuropathic, and criterion 2 names adjuvants for neuropathic "
            "pain only."
        )
        yield "add_adjuvant", Reason(says, "C10", "pain_type", "met"), ""
    for name, step, claim, good, *words, change, ask in RUNGS:
        if name.startswith("adjuvant"):
            if not neuropathic:
                continue
            if name != "adjuvant" and findings.adjuvant in ("unsuitable", "none"):
                continue
        if name in ("opioid_adequacy", "opioid_duration") and findings.opioid == "none":
            continue
        value = getattr(findings, name)
        reason = _reason(name, value, claim, good, words)
        if reason.standing == "unknown":
            yield step, reason, ask
        elif step == "optimise_opioid" and findings.delirium == "present":
            yield step, reason, DELIRIUM_FIRST
        else:
            yield step, reason, words_for(change, value)


def _safety(findings: Findings):
    for name, claim, good, *words, change, ask in SAFE:
        reason = _reason(name, getattr(findings, name), claim, good, words)
        yield reason, ask if reason.standing == "unknown" else change


def _pain(findings: Findings):
    """What the pain itself says: outside the gate after surgery, when mild, or when not known."""
    kind, severity = findings.pain_type, findings.pain_severity
    if kind == "postoperative":
        says = "Pain after surgery is not refractory cancer pain: the gate does not open for it."
        yield (
            Reason(says, "C30", "pain_type", "not_met"),
            "Pain from the cancer itself would be another question: run the gate for that.",
        )
    elif kind == "unknown":
        says = "The kind of pain is not known."
        yield Reason(says, "C10", "pain_type", "unknown"), "Examine: is the pain neuropathic?"
    if severity in PAIN:
        change = (
            "If ketamine runs now, the stop rule decides about going on, not this gate."
            if findings.earlier_ketamine == "helped"
            else "If the pain grows again, start from the first step."
        )
        yield Reason(PAIN[severity], "C09", "pain_severity", "not_met"), change
    elif severity == "unknown":
        says = "How bad the pain is, is not known."
        yield Reason(says, "C09", "pain_severity", "unknown"), "Ask the patient to rate the pain."


def _age(findings: Findings):
    grown = load().limits["age_years"].value
    if findings.age_years is None:
        yield Reason("The age is not known.", "C22", "age_years", "unknown"), "Ask the age."
    elif findings.age_years < grown:
        yield (
            Reason(REFER_CHILD.format(years=grown), "C22", "age_years", "not_met"),
            REFERRED,
        )


def _contraindications(findings: Findings):
    for name, (words, claim, origin, opens, _) in CONTRAINDICATIONS.items():
        value = getattr(findings, name)
        if value == "present":
            says = f"Contraindicated: {words} ({origin})."
            change = (
                opens
                or f"When {words} has been treated and is gone, run the gate again with a "
                "specialist."
            )
            yield Reason(says, claim, name, "contraindicated"), change
        elif value == "unknown":
            says = f"Not known, so not ruled out: {words} ({origin})."
            yield Reason(says, claim, name, "unknown"), f"Screen for {words}."
    for name, caution in CAUTIONS.items():
        if name not in CONTRAINDICATIONS and getattr(findings, name) == "unknown":
            says = f"Not known, so nobody can plan for it: {caution.words}."
            yield (
                Reason(says, caution.claim, name, "unknown"),
                f"Ask about {caution.words}, without judging.",
            )
