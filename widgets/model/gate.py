"""The gate: which step is the first not yet done, why, what is missing, and what would change it.

The rule, in order. (1) Children (C22) and pregnancy (C23b): no step and no dose, a referral.
(2) Pain after surgery (C30), or pain that is mild now (C09), is outside the gate. (3) The first
step not yet done wins, contraindication or not, because it is what helps: opioid (C24, C09, C32),
adjuvant (C10; asked for where pain is neuropathic, mixed or of unknown kind; one class that failed
at a full dose is enough), third line (C26: rotation, methadone, a specialist; C12: an intervention
that is appropriate, or that nobody asked about). (4) Then criterion 3 (C11), every
contraindication (C23a to C23e of the source document, C23x added by guidelines), what ketamine did
before (C35), and how a trial would be kept safe (C18, C20, C08, C35). Unknown never counts as
done, as present for criterion 3, or as absent for a contraindication.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from evidence import load

from .findings import CONTRAINDICATIONS, Contraindication, Findings, FindingsError
from .rungs import NEEDS_ADJUVANT, PAIN, RUNGS, SAFE, UNKNOWN

__all__ = [
    "CONTRAINDICATIONS",
    "STEPS",
    "Contraindication",
    "Decision",
    "Findings",
    "FindingsError",
    "Reason",
    "Step",
    "decide",
    "unmet",
]

Step = Literal["optimise_opioid", "add_adjuvant", "third_line", "ketamine_trial", "not_ketamine"]
STEPS: tuple[Step, ...] = get_args(Step)

REFER_CHILD = (
    "Under {years:g} years this course gives no dose and no step: "
    "refer to a paediatric palliative care or pain team."
)
REFERRED = "Nothing on this page does: the team named above decides."
CLOSES_AGAIN = (
    "A new contraindication, consent withdrawn, or monitoring that falls away closes it again.",
    "No response by the agreed time, or harm, ends the trial.",
)
NEVER = {
    "hypersensitivity": "Nothing: whoever is hypersensitive to ketamine is not given it again."
}
ASKED_FIRST = ("pain_type", "pain_severity", "age_years", "pregnancy")
REFER_BOTH = (
    "Under {years:g} years and pregnant: this course gives no dose and no step; "
    "refer to a paediatric palliative care or pain team together with the obstetric team."
)
REFER_PREGNANCY = (
    "In pregnancy this course gives no dose and no step: "
    "refer to the obstetric team together with a pain or palliative care specialist."
)


@dataclass(frozen=True)
class Reason:
    """One reason with the claim it rests on and the finding it speaks of.

    `standing`: "met", "not_met", "unknown", or "contraindicated".
    """

    says: str
    claim: str
    finding: str
    standing: str


@dataclass(frozen=True)
class Decision:
    """Where a made-up patient stands.

    `step` is one of STEPS. `reasons` tell why, each with its claim id. `missing` names the findings
    that are unknown, undone or against a trial, in the order of the gate; `contraindications` names
    those present. `would_change` says what would change the answer. `referral` is "" or the
    sentence for children and pregnancy.
    """

    step: Step
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    contraindications: tuple[str, ...]
    would_change: tuple[str, ...]
    referral: str = ""


def _reason(name, value, claim, good, words) -> Reason:
    met, not_met, unknown = words
    if value in UNKNOWN:
        return Reason(unknown, claim, name, "unknown")
    says, standing = (met, "met") if value in good else (not_met, "not_met")
    if isinstance(says, dict):
        says = says.get(value, says.get(""))
    return Reason(says, claim, name, standing)


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
        reason = _reason(name, getattr(findings, name), claim, good, words)
        yield step, reason, ask if reason.standing == "unknown" else change


def _safety(findings: Findings):
    for name, claim, good, *words, change, ask in SAFE:
        reason = _reason(name, getattr(findings, name), claim, good, words)
        yield "not_ketamine", reason, ask if reason.standing == "unknown" else change


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
    for name, (words, claim, origin) in CONTRAINDICATIONS.items():
        value = getattr(findings, name)
        if value == "present":
            says = f"Contraindicated: {words} ({origin})."
            change = NEVER.get(
                name, f"Once {words} can be ruled out, run the gate again with a specialist."
            )
            yield Reason(says, claim, name, "contraindicated"), change
        elif value == "unknown":
            says = f"Not known, so not ruled out: {words} ({origin})."
            yield Reason(says, claim, name, "unknown"), f"Screen for {words}."


def decide(findings: Findings) -> Decision:
    """The first step not yet done for a made-up adult, with every reason.

    Total: each combination of findings gives exactly one step, and "ketamine_trial" only with all
    criteria met that apply, every contraindication looked for and absent, an adult, a setting with
    specialists, monitoring, consent and a stop rule. Raises FindingsError for anything else than
    Findings. Claims: C08 to C12, C20, C22 to C24, C26, C27, C30, C35.
    """
    if not isinstance(findings, Findings):
        raise FindingsError(f"decide must be given Findings, got {type(findings).__name__}")
    rungs = list(_rungs(findings))
    closed = [("not_ketamine", *pair) for pair in (*_contraindications(findings), *_age(findings))]
    checks = [
        *(("not_ketamine", *pair) for pair in _pain(findings)),
        *rungs,
        *closed,
        *_safety(findings),
    ]
    open_checks = [check for check in checks if check[1].standing != "met"]
    present = tuple(c[1].finding for c in closed if c[1].standing == "contraindicated")
    missing = tuple(c[1].finding for c in open_checks if c[1].standing != "contraindicated")
    referral = _referral(findings)
    step = _step(findings, open_checks, referral)
    outside = _outside(findings, open_checks, referral)
    ordered = sorted(checks, key=lambda check: _place(check, outside, step))
    reasons = tuple(check[1] for check in ordered)
    if step == "ketamine_trial":
        opening = (
            "Every criterion that applies is met and nothing forbids it: a trial may be discussed, "
            "as a last resort."
        )
        reasons = (Reason(opening, "C27", "sensitisation_signs", "met"), *reasons)
    change = _changes(step, open_checks, outside, referral)
    return Decision(step, reasons, missing, present, change, referral)


def _outside(findings: Findings, open_checks, referral: str):
    """The checks that decide alone: a child, pregnancy, pain after surgery, pain that is mild."""
    names = ("age_years", "pregnancy") if referral else ("pain_type", "pain_severity")
    return [
        check
        for check in open_checks
        if check[1].finding in names and check[1].standing in ("not_met", "contraindicated")
    ]


def _place(check, outside, step: Step):
    """What decides comes first, then the step that is due, a contraindication before a gap."""
    standing = check[1].standing
    due = check[0] == step and standing != "met"
    return check not in outside, not due, not (due and standing == "contraindicated")


def _changes(step: Step, open_checks, outside, referral: str) -> tuple[str, ...]:
    if referral:
        return (REFERRED,)
    if step == "ketamine_trial":
        return CLOSES_AGAIN
    first = outside or [check for check in open_checks if check[0] == step]
    if not outside and step != "not_ketamine":
        first += [
            check
            for check in open_checks
            if check[1].finding in ASKED_FIRST and check[1].standing == "unknown"
        ]
    return tuple(dict.fromkeys(check[2] for check in first))


def _referral(findings: Findings) -> str:
    grown = load().limits["age_years"].value
    pregnant = findings.pregnancy == "present"
    if findings.age_years is not None and findings.age_years < grown:
        return (REFER_BOTH if pregnant else REFER_CHILD).format(years=grown)
    return REFER_PREGNANCY if pregnant else ""


def _step(findings: Findings, open_checks, referral: str) -> Step:
    if referral or findings.pain_type == "postoperative" or findings.pain_severity in PAIN:
        return "not_ketamine"
    for step in ("optimise_opioid", "add_adjuvant", "third_line"):
        if any(check[0] == step for check in open_checks):
            return step
    return "not_ketamine" if open_checks else "ketamine_trial"


def unmet(decision: Decision) -> tuple[Reason, ...]:
    """The reasons that keep the gate shut, contraindications first."""
    shut = [reason for reason in decision.reasons if reason.standing != "met"]
    return tuple(sorted(shut, key=lambda reason: reason.standing != "contraindicated"))
