"""The gate in words: labels of findings and values, the step, why not further, what would change
it.
"""

from evidence import load, state
from widgets.model.gate import (
    CAUTIONS,
    CONTRAINDICATIONS,
    LADDER,
    STEPS,
    Decision,
    Findings,
    Reason,
)
from widgets.model.rungs import RUNGS

from .cited import cited, cited_passage
from .screen import Passage

STEP_WORDS = {
    "optimise_opioid": "First line: get the opioid right",
    "treat_cause": "The cause: radiotherapy, a bone agent, a steroid or the like",
    "add_adjuvant": "Second line: add an adjuvant for neuropathic pain",
    "third_line": "Third line: rotation, methadone with a specialist, or an intervention",
    "ketamine_trial": "A ketamine trial may be discussed",
    "not_ketamine": "Not ketamine",
}
CLOSED_OPTION = {"not_ketamine": "None: ketamine is closed here"}  # as an answer to "which step?"
STEP_OPTIONS = tuple((step, CLOSED_OPTION.get(step, STEP_WORDS[step])) for step in STEPS)
STEP_FINDINGS = {step: {name for name, due, *_ in RUNGS if due == step} for step in STEPS}
# Said wherever the step is named: no source puts it there.
OWN_STEP = (
    "The source document leaves this step out. Its place, after the opioid and beside the rest, is "
    "this course's own view and waits for a clinician's signature. It never stands in place of the "
    "opioid."
)
FIELD_WORDS = {
    "pain_type": "Kind of pain",
    "pain_severity": "Severity, on average over the day",
    "cord_compression": "New cord or nerve compression suspected",
    "opioid": "Regular opioid",
    "opioid_adequacy": "Opioid dose",
    "opioid_duration": "Time on the opioid",
    "cause_treatment": "Treatment of the cause",
    "adjuvant": "Adjuvant for neuropathic pain",
    "adjuvant_adequacy": "Adjuvant dose",
    "adjuvant_duration": "Time on the adjuvant",
    "opioid_rotation": "Opioid rotation",
    "methadone": "Methadone",
    "specialist_consulted": "Pain or palliative specialist consulted",
    "intervention": "Nerve block or intrathecal delivery",
    "sensitisation_signs": "Signs of central sensitisation",
    "substance_misuse": "Active substance misuse (a caution)",
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
    "under_way": "under way, too early to judge",
    "psychiatry_agrees": "present, and psychiatry agrees",
}
OUTSIDE = {"pain_type": "pain after surgery", "pain_severity": "mild pain or none"}
AGES = (("adult", "an adult"), ("child", "a child"), ("unknown", "not known"))
PARTS = {
    "pain": (
        "Pain and opioid",
        (
            "pain_type",
            "pain_severity",
            "cord_compression",
            "opioid",
            "opioid_adequacy",
            "opioid_duration",
        ),
    ),
    "steps": (
        "The cause, second and third line",
        (
            "cause_treatment",
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
    "doors": ("Contraindications, and a caution", (*CONTRAINDICATIONS, "substance_misuse")),
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
    steps = (decision.step, *decision.also)
    heads = [_head(step) for step in steps]
    if decision.emergency:
        others = [_head(step) for step in steps if step in LADDER and step != "treat_cause"]
        more = f" Also due: {_lower(others[0])}." if others else ""
        return f"Emergency first: suspected cord or nerve compression, urgent imaging now.{more}"
    head = " and ".join([heads[0], *map(_lower, heads[1:])])
    deciding = decision.reasons[0]
    if decision.step == "ketamine_trial":
        caution = ", with a caution to plan for" if decision.cautions else ""
        return (
            "Each criterion that applies is met, nothing forbids it, a plan stands: "
            f"a trial may be discussed{caution}."
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
    verb = "are the steps" if decision.also else "is the step"
    if decision.contraindications:
        words = CONTRAINDICATIONS[decision.contraindications[0]].words
        others = len(decision.contraindications) - 1
        more = f" and {others} more" if others else ""
        if decision.step == "not_ketamine":
            return f"Not ketamine: closed by {words}{more}."
        return f"{head} {verb}; ketamine is closed by {words}{more}."
    count = len(decision.missing)
    noun = "finding is" if count == 1 else "findings are"
    said = head if decision.step == "not_ketamine" else f"{head} {verb}"
    return f"{said}: {count} {noun} unknown, undone or against a trial."


def _head(step: str) -> str:
    return STEP_WORDS[step].split(":")[0]


def _lower(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"


def gate_passages(decision: Decision) -> tuple[Passage, ...]:
    """What comes first, the steps, why not further, contraindications, cautions, and what would
    change the answer.
    """
    unmet = [r for r in decision.reasons if r.standing != "met"]
    steps = (decision.step, *decision.also)
    shown = []
    if decision.emergency:
        shown.append(cited_passage("First of all", (decision.emergency,), "F-C04", "bad"))
        unmet = [r for r in unmet if r.finding != "cord_compression"]
    if decision.referral:
        record = "C23b" if "pregnancy" in decision.referral else "C22"
        shown.append(Passage("Refer", (decision.referral,), "bad", *cited(record)))
        named = unmet[:1]
    else:
        named = [_leading(step, unmet, decision) for step in steps]
        tone = "good" if decision.step == "ketamine_trial" else "caution"
        for step, reason in zip(steps, named, strict=True):
            beside = "" if step == decision.step else "At the same time: "
            heading = f"{beside}{STEP_WORDS[step]}"
            shown.append(cited_passage(heading, (reason.says,), reason.claim, tone))
    if "treat_cause" in steps:
        shown.append(cited_passage("Whose step this is", (OWN_STEP,), "course"))
    closed = [r for r in unmet if r.standing == "contraindicated" and r not in named]
    shown += [cited_passage("Contraindicated", (r.says,), r.claim, "bad") for r in closed]
    for name in decision.cautions:
        each = CAUTIONS[name]
        said = (f"{each.words[0].upper()}{each.words[1:]} ({each.origin}).", each.does)
        shown.append(cited_passage("A caution, not a refusal", said, each.claim, "caution"))
    if decision.step == "not_ketamine" and any(r.finding == "sensitisation_signs" for r in unmet):
        shown.append(
            cited_passage("Other texts are wider", (state(load().facts["F-C05"]),), "F-C05")
        )
    rest = [r for r in unmet if r.standing != "contraindicated" and r not in named]
    if rest and not decision.referral:
        shown += _why_not(rest)
    if decision.would_change:
        shown.append(Passage("What would change the answer", _listed(decision.would_change)))
    return tuple(shown)


def _leading(step: str, unmet: list[Reason], decision: Decision) -> Reason:
    """The reason that stands under a step: the first one that makes it due."""
    if step in LADDER:
        findings = STEP_FINDINGS[step]
        return next(r for r in decision.reasons if r.finding in findings and r.standing != "met")
    return (unmet or decision.reasons)[0]


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
    return "; ".join(_lower(FIELD_WORDS[r.finding]) for r in reasons)


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
