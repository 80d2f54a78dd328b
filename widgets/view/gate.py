"""The gate in words: labels of findings and values, the step, why not further, what would change
it.
"""

from evidence import load
from widgets.model.findings import CONTRAINDICATIONS
from widgets.model.gate import STEPS, Decision, Findings, Reason

from .cited import cited, cited_passage
from .screen import Passage

STEP_WORDS = {
    "optimise_opioid": "First line: get the opioid right",
    "add_adjuvant": "Second line: add an adjuvant for neuropathic pain",
    "third_line": "Third line: rotation, methadone with a specialist, or an intervention",
    "ketamine_trial": "A ketamine trial may be discussed",
    "not_ketamine": "Not ketamine",
}
CLOSED_OPTION = {"not_ketamine": "None: ketamine is closed here"}  # as an answer to "which step?"
STEP_OPTIONS = tuple((step, CLOSED_OPTION.get(step, STEP_WORDS[step])) for step in STEPS)
FIELD_WORDS = {
    "pain_type": "Kind of pain",
    "pain_severity": "Severity, on average over the day",
    "opioid": "Regular opioid",
    "opioid_adequacy": "Opioid dose",
    "opioid_duration": "Time on the opioid",
    "adjuvant": "Adjuvant for neuropathic pain",
    "adjuvant_adequacy": "Adjuvant dose",
    "adjuvant_duration": "Time on the adjuvant",
    "opioid_rotation": "Opioid rotation",
    "methadone": "Methadone",
    "specialist_consulted": "Pain or palliative specialist consulted",
    "intervention": "Nerve block or intrathecal delivery",
    "sensitisation_signs": "Signs of central sensitisation",
    "age_years": "Age",
    "earlier_ketamine": "Ketamine before",
    "setting": "Place",
    "monitoring": "Monitoring",
    "consent": "Consent to an unproven treatment",
    "stop_rule": "Stop rule",
}
FIELD_WORDS |= {
    name: each.words[0].upper() + each.words[1:] for name, each in CONTRAINDICATIONS.items()
}
VALUE_WORDS = {
    "unknown": "not known",
    "adequate": "raised to relief or toxicity",
    "inadequate": "not raised far enough",
    "long_enough": "long enough to judge",
    "too_short": "too short to judge",
    "not_done": "not done",
    "failed": "tried, and failed",
    "unsuitable": "ruled out for this patient",
    "not_considered": "not considered",
    "anticonvulsant": "gabapentin or pregabalin",
    "antidepressant": "duloxetine or a tricyclic",
    "both": "one of each",
    "appropriate": "possible and not yet done",
    "inappropriate": "inappropriate for this patient",
    "declined": "offered and declined",
    "no_benefit": "given, without benefit",
    "specialist_unit": "specialist unit",
    "ward_with_pain_service": "ward with a pain service",
    "ward_alone": "ward without specialists",
    "not_planned": "not planned",
    "not_given": "not given",
    "not_agreed": "not agreed",
    "postoperative": "after surgery",
}
OUTSIDE = {"pain_type": "pain after surgery", "pain_severity": "mild pain or none"}
AGES = (("adult", "an adult"), ("child", "a child"), ("unknown", "not known"))
PARTS = {
    "pain": (
        "Pain and opioid",
        ("pain_type", "pain_severity", "opioid", "opioid_adequacy", "opioid_duration"),
    ),
    "steps": (
        "Second and third line",
        (
            "adjuvant",
            "adjuvant_adequacy",
            "adjuvant_duration",
            "opioid_rotation",
            "methadone",
            "specialist_consulted",
            "intervention",
            "sensitisation_signs",
        ),
    ),
    "doors": ("Contraindications", tuple(CONTRAINDICATIONS)),
    "place": (
        "Person, place and plan",
        ("age_years", "earlier_ketamine", "setting", "monitoring", "consent", "stop_rule"),
    ),
}
CRITERIA = (
    (
        "1 Refractory to optimised opioids",
        ("opioid", "opioid_adequacy", "opioid_duration", "opioid_rotation"),
        "C09",
    ),
    ("2 Adjuvants failed", ("adjuvant", "adjuvant_adequacy", "adjuvant_duration"), "C10"),
    ("3 Central sensitisation", ("sensitisation_signs",), "C11"),
    ("4 Invasive procedures inappropriate", ("intervention",), "C12"),
)


def value_words(value: str) -> str:
    """A value of a finding as a learner reads it."""
    return VALUE_WORDS.get(value, value.replace("_", " "))


def value_options(name: str) -> tuple[tuple[str, str], ...]:
    """The values that a finding can have, for a list."""
    if name == "age_years":
        return AGES
    return tuple(
        (str(value), value_words(value)) for value in Findings.__dataclass_fields__[name].type
    )


def gate_sentence(decision: Decision) -> str:
    """The decision in one sentence of at most 110 characters."""
    head = STEP_WORDS[decision.step].split(":")[0]
    deciding = decision.reasons[0]
    if decision.step == "ketamine_trial":
        return (
            "Each criterion that applies is met, nothing forbids it, a plan stands: "
            "a trial may be discussed."
        )
    if decision.referral:
        child = "paediatric" in decision.referral
        who = "a child" if child else "pregnancy"
        team = (
            "a paediatric palliative or pain team" if child else "obstetric and pain teams together"
        )
        return f"Not ketamine, and no step from this course: {who}; refer to {team}."
    if deciding.finding in ("pain_type", "pain_severity") and deciding.standing == "not_met":
        return f"Not ketamine: {OUTSIDE[deciding.finding]}, which this gate is not for."
    if decision.contraindications:
        words = CONTRAINDICATIONS[decision.contraindications[0]].words
        others = len(decision.contraindications) - 1
        more = f" and {others} more" if others else ""
        if decision.step == "not_ketamine":
            return f"Not ketamine: closed by {words}{more}."
        return f"{head} is the step; ketamine is closed by {words}{more}."
    count = len(decision.missing)
    noun = "finding is" if count == 1 else "findings are"
    verb = "" if decision.step == "not_ketamine" else " is the step"
    return f"{head}{verb}: {count} {noun} unknown, undone or against a trial."


def gate_passages(decision: Decision) -> tuple[Passage, ...]:
    """The step, why not further, contraindications, and what would change the answer."""
    tone = "good" if decision.step == "ketamine_trial" else "caution"
    first = [r for r in decision.reasons if r.standing != "met"] or list(decision.reasons[:1])
    shown = []
    if not decision.referral:
        shown.append(
            cited_passage(STEP_WORDS[decision.step], (first[0].says,), first[0].claim, tone)
        )
    else:
        shown.append(
            Passage(
                "Refer",
                (decision.referral,),
                "bad",
                *cited("C23b" if "pregnancy" in decision.referral else "C22"),
            )
        )
    closed = [r for r in decision.reasons if r.standing == "contraindicated" and r is not first[0]]
    shown += [cited_passage("Contraindicated", (r.says,), r.claim, "bad") for r in closed]
    rest = [r for r in first[1:] if r.standing != "contraindicated"]
    if rest and not decision.referral:
        shown += _why_not(rest)
    if decision.would_change:
        shown.append(Passage("What would change the answer", _listed(decision.would_change)))
    return tuple(shown)


def _why_not(rest: list[Reason]) -> list[Passage]:
    """The first six reasons, those with the same source together, and how many are left."""
    by_claim: dict[str, list[Reason]] = {}
    for reason in rest[:6]:
        by_claim.setdefault(reason.claim, []).append(reason)
    shown = [
        cited_passage(f"Why not further: {_named(reasons)}", tuple(r.says for r in reasons), claim)
        for claim, reasons in by_claim.items()
    ]
    return shown + ([Passage("Why not further: what is left", _more(rest))] if _more(rest) else [])


def _named(reasons) -> str:
    words = [FIELD_WORDS[r.finding] for r in reasons]
    return "; ".join(f"{each[0].lower()}{each[1:]}" for each in words)


def _listed(changes) -> tuple[str, ...]:
    return (
        changes if len(changes) <= 6 else (*changes[:5], f"And {len(changes) - 5} more like these.")
    )


def _more(rest) -> tuple[str, ...]:
    left = len(rest) - 6
    if left <= 0:
        return ()
    return (
        f"And {left} more {'finding that is' if left == 1 else 'findings that are'} unknown, "
        "undone or against a trial.",
    )


def criteria_readouts(decision: Decision):
    """The four criteria with "met", "not met" or "not known" for each, from the reasons given."""
    standing = {reason.finding: reason.standing for reason in decision.reasons}
    for label, names, claim in CRITERIA:
        states = [standing[name] for name in names if name in standing]
        if not states:  # an adjuvant is asked for in neuropathic pain only
            yield label, "does not apply", claim
        elif all(state == "met" for state in states):
            yield label, "met", claim
        else:
            yield label, "not met" if "not_met" in states else "not known", claim


def criteria_in_words() -> tuple[str, ...]:
    """The four criteria as the evidence states them."""
    return tuple(load().claims[claim].says for _, _, claim in CRITERIA)
