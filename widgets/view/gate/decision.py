"""The gate in words: labels of findings and values, the step, why not further, what would change
it.
"""

from evidence import load, state
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, LADDER, Decision, Reason
from widgets.view.cited import cited, cited_passage
from widgets.view.gate.labels import (
    CRITERIA,
    FIELD_WORDS,
    NEXT_WORDS,
    OUTSIDE,
    PARTS,
    STEP_FINDINGS,
    STEP_OPTIONS,
    STEP_WORDS,
    value_options,
    value_words,
)
from widgets.view.screen import Passage

# What a trial needs before its first dose and can still be settled; consent is the patient's.
PLAN_WORDS = {
    "setting": "a place with specialists",
    "monitoring": "a monitoring plan",
    "stop_rule": "a stop rule",
}

__all__ = [
    "FIELD_WORDS",
    "PARTS",
    "STEP_OPTIONS",
    "STEP_WORDS",
    "criteria_in_words",
    "criteria_readouts",
    "gate_passages",
    "gate_sentence",
    "steps_in_words",
    "value_options",
    "value_words",
]

# Said wherever the step is named: no source puts it there.
OWN_STEP = (
    "That this step stands here, after the opioid and beside the rest, is this course's own view, "
    "and waits for a clinician's signature. It never stands in place of the opioid."
)
OWN_URGENCY = "Whom to call, and how soon, is this course's own view."


def gate_sentence(decision: Decision) -> str:
    """The decision in one sentence of at most 110 characters."""
    steps = (decision.step, *decision.also)
    if decision.emergency:
        others = [NEXT_WORDS[s][1] for s in steps if s in LADDER and s != "treat_cause"]
        more = f" Also due: {others[0]}." if others else ""
        return f"Emergency first: suspected cord or nerve compression, urgent imaging now.{more}"
    deciding = decision.reasons[0]
    if decision.step == "ketamine_trial":
        if decision.cautions:
            return (
                "Each criterion that applies is met and a plan stands: a trial may be discussed, "
                "with a caution."
            )
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
        return f"Not ketamine: {OUTSIDE[deciding.finding]}, which this course is not for."
    if decision.step == "not_ketamine" and decision.contraindications:
        return f"Not ketamine: ruled out by {_closing(decision.contraindications)}."
    if _still_to_plan(decision):
        return f"Not ketamine yet: a trial first needs {_still_to_plan(decision)}."
    if decision.step == "not_ketamine":
        return f"Not ketamine. {_still_open(decision)}"
    if _delirium_first(decision):
        return "Next: find the cause of the delirium, the opioid among them. Ketamine is closed."
    if decision.urgent:
        return f"Urgent now: {_closing(decision.urgent)}. {_next(steps)}"
    if decision.contraindications:
        return f"{_next(steps)} Ketamine: ruled out by {_closing(decision.contraindications)}."
    return f"{_next(steps)} {_still_open(decision)}"


def _next(steps) -> str:
    """What is due, and what is due beside it."""
    if len(steps) == 1:
        return f"Next: {NEXT_WORDS[steps[0]][0]}."
    first, beside = (NEXT_WORDS[step][1] for step in steps)
    return f"Next: {first}, and at the same time {beside}."


def _closing(names) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{CONTRAINDICATIONS[names[0]].words}{more}"


def _still_open(decision: Decision) -> str:
    count = len(decision.missing)
    return "One thing is still open." if count == 1 else f"{count} things are still open."


def _delirium_first(decision: Decision) -> bool:
    """Whether the opioid is the step, and may itself have made the delirium."""
    return "delirium" in decision.urgent and decision.step == "optimise_opioid"


def _still_to_plan(decision: Decision) -> str:
    """What a trial would still need where nothing but its plan is missing; "" in any other case."""
    only_the_plan = decision.missing and set(decision.missing) <= set(PLAN_WORDS)
    if decision.step != "not_ketamine" or decision.contraindications or not only_the_plan:
        return ""
    *first, last = (PLAN_WORDS[name] for name in PLAN_WORDS if name in decision.missing)
    return f"{', '.join(first)} and {last}" if first else last


def _lower(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"


def steps_in_words(decision: Decision) -> str:
    """An emergency if there is one, the step, what is due beside it and what to be careful about,
    to go on with after a colon.
    """
    words = _lower(STEP_WORDS[decision.step])
    if _still_to_plan(decision):
        words = f"not yet, a trial first needs {_still_to_plan(decision)}"
    if decision.emergency:
        words = f"an emergency first, new compression of cord or nerves; then {words}"
    if decision.also:
        words += f"; at the same time, {_lower(STEP_WORDS[decision.also[0]])}"
    if decision.cautions:
        words += (
            f", with a caution: {', '.join(CAUTIONS[name].words for name in decision.cautions)}"
        )
    if _delirium_first(decision):
        words = f"the cause of the delirium first, the opioid among them; then {words}"
    elif decision.urgent:
        named = ", ".join(CONTRAINDICATIONS[name].words for name in decision.urgent)
        words += f", and urgent now: {named}"
    return words


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
    for name in decision.urgent:
        each = CONTRAINDICATIONS[name]
        heading = f"Now, whatever the step: {each.words}"
        shown.append(cited_passage(heading, (each.now, OWN_URGENCY), each.source, "bad"))
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
        shown.append(cited_passage("A caution, not a refusal", said, each.source, "caution"))
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
