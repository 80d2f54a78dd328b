"""Eligibility (the gate): which step is the first not yet done, why, what is missing, and what
would change it.

The rule, in order. (0) A suspected new compression of cord or nerves is named before everything,
whatever the step (F-C04). (1) Children (C22) and pregnancy (C23b): no step and no dose, a referral.
(2) Pain after surgery (C30), or pain that is mild now (C09), is outside the gate. (3) The first
step not yet done wins, contraindication or not, because it is what helps: opioid (C24, C09, C32),
the cause (F-C01: this course's own step, beside the others and never in place of the opioid),
adjuvant (C10; asked for where pain is neuropathic, mixed or of unknown kind; that one class that
failed at a full dose is enough is this course's reading), third line (C26: rotation, methadone, a
specialist; C12: an intervention that is appropriate, or that nobody asked about). (4) Then
criterion 3 (C11, stricter than other texts: F-C05), every contraindication (C23a to C23e of the
source document; F-C06 and C23x added from other texts), what ketamine did before (C35), and how a
trial would be kept safe (C18, C20, C08, C35). Substance misuse is a caution (F-C07): present, it
is said and refuses nothing; not asked about, it keeps the gate shut. What a contraindication asks
for at once (pressure in skull or eye, the heart, a delirium) is said beside the step, whatever the
step is; with a delirium the opioid is not raised before its cause was looked for. Unknown never
counts as done, as present for criterion 3, or as absent for a contraindication or a caution.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence import load
from widgets.model.gate.checks import REFER_CHILD, REFERRED, Check, Reason, checks_of
from widgets.model.gate.contraindications import CAUTIONS, CONTRAINDICATIONS
from widgets.model.gate.criteria import LADDER, PAIN, Step
from widgets.model.gate.findings import Findings, FindingsError

CLOSES_AGAIN = (
    "A new contraindication, consent withdrawn, or monitoring that falls away ends the trial.",
    "No response by the agreed time, or harm, ends the trial.",
)
EMERGENCY = (
    "Emergency first: a new compression of the cord or of nerves is suspected. Urgent imaging and "
    "the team that treats it, now; ketamine is not tonight's question."
)
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
class Decision:
    """Where a made-up patient stands.

    `step` is one of STEPS; `also` names the step that is due beside it where one of the two treats
    the cause. `reasons` tell why, each with the id of a claim or fact. `missing` names the findings
    that are unknown, undone or against a trial, in the order of the gate; `contraindications` those
    that are present, `cautions` those that refuse nothing and have to be said. `would_change` says
    what would change the answer. `referral` is "" or the sentence for children and pregnancy,
    `emergency` "" or the sentence that comes before everything; `urgent` names the
    contraindications that ask for something at once, whatever the step is.
    """

    step: Step
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    contraindications: tuple[str, ...]
    would_change: tuple[str, ...]
    referral: str = ""
    also: tuple[Step, ...] = ()
    cautions: tuple[str, ...] = ()
    emergency: str = ""
    urgent: tuple[str, ...] = ()


def decide(findings: Findings) -> Decision:
    """The first step not yet done for a made-up adult, with every reason.

    Total: each combination of findings gives exactly one step, and "ketamine_trial" only with all
    criteria met that apply, the cause treated or looked at, every contraindication looked for and
    absent (a history of psychosis: or psychiatry agrees), an adult, a setting with specialists,
    monitoring, consent and a stop rule. A finding that becomes better never moves the step back.
    Raises FindingsError for anything else than Findings. Claims: C08 to C12, C20, C22 to C24, C26,
    C27, C30, C35; facts: F-C01, F-C04 to F-C07.
    """
    if not isinstance(findings, Findings):
        raise FindingsError(f"decide must be given Findings, got {type(findings).__name__}")
    checks = checks_of(findings)
    open_checks = [check for check in checks if check.reason.standing != "met"]
    unmet_reasons = [check.reason for check in open_checks]
    present = tuple(r.finding for r in unmet_reasons if r.standing == "contraindicated")
    missing = tuple(r.finding for r in unmet_reasons if r.standing != "contraindicated")
    referral = _referral(findings)
    step = _step(findings, open_checks, referral)
    outside = _outside(findings, open_checks, referral)
    also = _also(step, open_checks)
    emergency = EMERGENCY if findings.cord_compression == "present" else ""
    ordered = sorted(checks, key=lambda check: _place(check, outside, step, emergency))
    reasons = tuple(check.reason for check in ordered)
    if step == "ketamine_trial":
        opening = (
            "Every criterion that applies is met and nothing forbids it: a trial may be discussed, "
            "as a last resort."
        )
        reasons = (Reason(opening, "C27", "sensitisation_signs", "met"), *reasons)
    change = _changes((step, *also), open_checks, outside, referral)
    if emergency:
        now = next(c.change for c in checks if c.reason.finding == "cord_compression")
        change = tuple(dict.fromkeys((now, *change)))
    cautions = tuple(n for n, each in CAUTIONS.items() if getattr(findings, n) == each.value)
    urgent = tuple(name for name in present if (each := CONTRAINDICATIONS.get(name)) and each.now)
    return Decision(
        step, reasons, missing, present, change, referral, also, cautions, emergency, urgent
    )


def _outside(findings: Findings, open_checks: list[Check], referral: str) -> list[Check]:
    """The checks that decide alone: a child, pregnancy, pain after surgery, pain that is mild."""
    names = ("age_years", "pregnancy") if referral else ("pain_type", "pain_severity")
    return [
        check
        for check in open_checks
        if check.reason.finding in names and check.reason.standing in ("not_met", "contraindicated")
    ]


def _place(
    check: Check, outside: list[Check], step: Step, emergency: str
) -> tuple[bool, bool, bool, bool]:
    """An emergency comes first, then what decides, then the step that is due, a contraindication
    before a gap.
    """
    standing = check.reason.standing
    urgent = bool(emergency) and check.reason.finding == "cord_compression"
    due = check.step == step and standing != "met"
    return (
        not urgent,
        check not in outside,
        not due,
        not (due and standing == "contraindicated"),
    )


def _changes(
    steps: tuple[Step, ...], open_checks: list[Check], outside: list[Check], referral: str
) -> tuple[str, ...]:
    if referral:
        return (REFERRED,)
    if steps == ("ketamine_trial",):
        return CLOSES_AGAIN
    first = outside or [check for step in steps for check in open_checks if check.step == step]
    if not outside and steps != ("not_ketamine",):
        first += [
            check
            for check in open_checks
            if check.reason.finding in ASKED_FIRST and check.reason.standing == "unknown"
        ]
    return tuple(dict.fromkeys(check.change for check in first))


def _referral(findings: Findings) -> str:
    grown = load().limits["age_years"].amount
    pregnant = findings.pregnancy == "present"
    if findings.age_years is not None and findings.age_years < grown:
        return (REFER_BOTH if pregnant else REFER_CHILD).format(years=grown)
    return REFER_PREGNANCY if pregnant else ""


def _step(findings: Findings, open_checks: list[Check], referral: str) -> Step:
    if referral or findings.pain_type == "postoperative" or findings.pain_severity in PAIN:
        return "not_ketamine"
    due = _due(open_checks)
    if due:
        return due[0]
    return "not_ketamine" if open_checks else "ketamine_trial"


def _due(open_checks: Iterable[Check]) -> tuple[Step, ...]:
    steps = {check.step for check in open_checks}
    return tuple(step for step in LADDER if step in steps)


def _also(step: Step, open_checks: Iterable[Check]) -> tuple[Step, ...]:
    """Cause and pain are treated side by side: the other of the two, where both are due."""
    others = [each for each in _due(open_checks) if each != step]
    if step == "treat_cause":
        return tuple(others[:1])
    return ("treat_cause",) if step in LADDER and "treat_cause" in others else ()


def unmet(decision: Decision) -> tuple[Reason, ...]:
    """The reasons that keep the gate shut, contraindications first."""
    shut = [reason for reason in decision.reasons if reason.standing != "met"]
    return tuple(sorted(shut, key=lambda reason: reason.standing != "contraindicated"))
