"""What every place that shows a case shares: the order of options, labs in words, counts."""

from random import Random

from widgets.model.cases import Case, Lab, Option, Turn, load_cases
from widgets.view.cases.on_the_way import case_name, stem_passage
from widgets.view.screen import Passage

__all__ = [
    "DEBRIEF",
    "LAB_WORDS",
    "case_name",
    "counted_words",
    "lab_passage",
    "shuffled_options",
    "stem_passage",
    "without_ketamine",
]

LAB_WORDS = {
    "infusion": (
        "The dose lab: the level that this makes",
        "A trial is the next step here, so the lab is open. First say where the level will be.",
    ),
    "drill": (
        "The dose lab: pump",
        "Say what is wrong, or that nothing is, and what the patient really gets. Then decide.",
    ),
    "night": (
        "What the level does after it",
        "The level of a typical person in one model, with the slow one in twenty beside it. It is "
        "not how she is. Look again at other hours.",
    ),
}
BENCH_WORDS = {
    "infusion": "Work out the order that is signed, before it runs. Pick any syringe; your mL/h "
    "must fit it.",
    "oral": "Work out what one dose may be, before you answer.",
    "bolus": "Work out what stays below the ceiling, before you answer.",
}
DEBRIEF = (
    ("felt", "1. What surprised me", "One line."),
    ("drove", "2. What drove my choice", "One line."),
    ("next", "3. What I will do next time", "One line."),
)


def shuffled_options(case: Case, turn: Turn) -> tuple[tuple[str, str], ...]:
    """The options in an order of chance that stays the same for this decision; those of a card
    stand in the order of the file, the same on each.
    """
    options = [(option.id, option.text) for option in turn.options]
    if not case.stack:
        Random(f"{case.id}-{turn.id}").shuffle(options)
    return tuple(options)


def without_ketamine() -> tuple[int, int]:
    """How many cases never have a ketamine trial as the right step, and how many there are."""
    cases = load_cases().values()
    trials = [c for c in cases if any(t.expert.step == "ketamine_trial" for t in c.turns)]
    return len(cases) - len(trials), len(cases)


def counted_words() -> tuple[str, str]:
    """In how many cases a ketamine trial is a right step, and which way the decisions go."""
    none, every = without_ketamine()
    kinds = [turn.kind for case in load_cases().values() for turn in case.turns]
    return (
        f"In {every - none} of {every} cases a ketamine trial is a right step; in {none} it is "
        "not.",
        f"Of {len(kinds)} decisions, {kinds.count('act')} want you to act, "
        f"{kinds.count('hold')} to hold back, {kinds.count('judge')} to judge.",
    )


def lab_passage(case: Case, lab: Lab, chosen: Option | None) -> Passage:
    """What a lab asks for where a case opens it."""
    if lab.kind == "bench":
        return Passage("The dose bench", (BENCH_WORDS[lab.sum],))
    heading, words = LAB_WORDS[lab.kind]
    if lab.kind == "drill":
        drills = [each for turn in case.turns for each in turn.before if each.kind == "drill"]
        place = next(n for n, each in enumerate(drills, 1) if each is lab)
        heading = f"The dose lab: pump {place} of {len(drills)}"
    beside = lab.kind == "infusion" and chosen and chosen.gives not in (0, lab.ordered)
    return Passage(
        heading, (words, *(("Your rate, then this course's beside it.",) if beside else ()))
    )
