"""A learner's monitoring plan held against what the sources support, in words."""

from dataclasses import replace

from evidence import load, state
from widgets.model.safety.interactions import interactions_for
from widgets.model.safety.monitoring import (
    ROUTE_WORDS,
    SETTING_WORDS,
    MonitoringLine,
    MonitoringLines,
)
from widgets.view.cited import cited_passage
from widgets.view.safety.interactions import interaction_passages
from widgets.view.screen import Passage, Readout

SEDATION_UNSEEN = (
    "The passage on procedural sedation could not be seen, so what it leaves open is not known."
)

# What each fact beside a line found, in a few words.
TITLES = {
    "F-D06": "Psychiatric effects can come, or stay, long after ketamine",
    "F-I04": "One handbook lets the opioid come down by half",
    "F-I10": "In volunteers, more pain than before followed",
    "F-S17": "Liver and bile duct events on repeated ketamine",
    "F-S18": "On longer infusions liver tests rose a little",
    "F-S28": "Theophylline, levothyroxine and diazepam beside ketamine",
    "F-S30": "In one series the opioid dose fell",
}


def plan_sentence(route: str, setting: str, plan: MonitoringLines) -> str:
    """What belongs to a plan and what stays open, in at most 110 characters."""
    head = f"{ROUTE_WORDS[route]}, {SETTING_WORDS[setting][0].lower()}{SETTING_WORDS[setting][1:]}"
    left = "no source says how often to look" if plan.gaps else "the gaps could not be seen"
    return f"{head}: {len(plan.due)} lines belong; {left}."


def held_passage(plan: MonitoringLines, guess: set[str]) -> Passage:
    """The learner's plan in short: what was found, what is missing, what is too many."""
    missed, extra = _missed(plan, guess), _extra(plan, guess)
    found = len(plan.due) - len(missed)
    heading = f"Your plan: {found} of {len(plan.due)} lines found, {len(extra)} too many"
    if plan.gaps:
        heading += f", {len(plan.gaps)} left open by every source"
    said = [
        f"{words}: {'; '.join(_short(line) for line in listed)}."
        for words, listed in (("Missing from yours", missed), ("Not for this plan", extra))
        if listed
    ]
    said.append("Why, line by line, stands below." if said else "Each line has its reason below.")
    return Passage(heading, tuple(said), "caution" if missed or extra else "good")


def plan_readouts(plan: MonitoringLines, guess: set[str]) -> tuple[Readout, ...]:
    """How many lines belong, how many are too many, and what no source gives."""
    found = len(plan.due) - len(_missed(plan, guess))
    gaps = (
        Readout("Gaps", str(len(plan.gaps)), "what no source here gives")
        if plan.gaps
        else Readout("Gaps", "not known", "the passage could not be seen")
    )
    return (
        Readout("Lines that belong", str(len(plan.due)), f"{found} in yours"),
        Readout(
            "Lines too many",
            str(len(_extra(plan, guess))),
            "they belong to another route or setting",
        ),
        gaps,
    )


def plan_passages(plan: MonitoringLines, guess: set[str], route: str) -> tuple[Passage, ...]:
    """Each line with its reason and source: what is missing first, the gaps at the end.

    Below a line that belongs stand, folded, the facts beside it.
    """
    right = [line for line in plan.due if line.id in guess]
    shown = [
        each
        for words, listed, tone in (
            ("Missing from yours", _missed(plan, guess), "bad"),
            ("Not for this plan", _extra(plan, guess), "caution"),
            ("Right", right, "good"),
            ("A gap", plan.gaps, "caution"),
        )
        for line in listed
        for each in (
            cited_passage(f"{words}: {line.says}", (line.why,), line.source, tone),
            *(_beside(line, route) if line in plan.due else ()),
        )
    ]
    if not plan.gaps:
        shown.append(cited_passage("Gaps: not known", (SEDATION_UNSEEN,), "C18", "caution"))
    last = "Write down who looks, how often, and whom to call."
    return (*shown, Passage("Before the first dose", (last,)))


def _beside(line: MonitoringLine, route: str) -> tuple[Passage, ...]:
    """The facts beside a line; for the other medicines, those that the route makes matter."""
    if line.id == "medicines":
        return interaction_passages(route)
    facts = load().facts
    told = {each.source for each in interactions_for(route)}  # beside the other medicines
    return tuple(
        replace(cited_passage(TITLES[each], (state(facts[each]),), each), folded=True)
        for each in line.also
        if each not in told
    )


def _missed(plan: MonitoringLines, guess: set[str]) -> list[MonitoringLine]:
    return [line for line in plan.due if line.id not in guess]


def _extra(plan: MonitoringLines, guess: set[str]) -> list[MonitoringLine]:
    return [line for line in plan.not_due if line.id in guess]


def _short(line: MonitoringLine) -> str:
    says = line.says.split(",")[0]
    return f"{says[0].lower()}{says[1:]}"
