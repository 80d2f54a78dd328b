"""A case on a screen: its stem, what followed, the learner's path beside the expert's, the
debrief.
"""

from random import Random

from widgets.model.cases import Case, Turn, load_cases

from .cited import cited, cited_passage
from .gate import STEP_WORDS
from .screen import Passage

DEBRIEF = (
    ("felt", "1. What surprised me", "One line."),
    ("drove", "2. What drove my choice", "One line."),
    ("next", "3. What I will do next time", "One line."),
)


def shuffled_options(case: Case, turn: Turn) -> tuple[tuple[str, str], ...]:
    """The options in an order of chance that stays the same for this decision."""
    options = [(option.id, option.text) for option in turn.options]
    Random(f"{case.id}-{turn.id}").shuffle(options)
    return tuple(options)


def shuffled_cases(seed: int) -> tuple[Case, ...]:
    """Every case in an order of chance, so that its place gives nothing away."""
    cases = list(load_cases().values())
    Random(f"cases-{seed}").shuffle(cases)
    return tuple(cases)


def without_ketamine() -> tuple[int, int]:
    """How many cases never have a ketamine trial as the right step, and how many there are."""
    cases = load_cases().values()
    trials = [c for c in cases if any(t.expert.step == "ketamine_trial" for t in c.turns)]
    return len(cases) - len(trials), len(cases)


def stem_passage(case: Case) -> Passage:
    """What the learner meets first."""
    return Passage(f"{case.title}", (case.stem,))


def walked_passages(case: Case, choices) -> tuple[Passage, ...]:
    """What was decided and what followed, decision by decision."""
    shown = []
    for number, (turn, option) in enumerate(case.walked(choices), 1):
        gate = (
            f"The gate, with these findings: {_lower(STEP_WORDS[turn.expert.step])}."
            if turn.is_gate
            else ""
        )
        end = "The case ends here." if option.ends else ""
        paragraphs = tuple(
            text for text in (f"You chose: {option.text}", option.consequence, gate, end) if text
        )
        tone = "good" if option.expert else ("bad" if option.ends else "caution")
        shown.append(
            cited_passage(f"Decision {number}: {turn.ask}", paragraphs, option.source, tone)
        )
    return tuple(shown)


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def path_passages(case: Case, choices) -> tuple[Passage, ...]:
    """The learner's path beside the expert's, and what the case is about."""
    walked = case.walked(choices)
    lines = []
    for number, turn in enumerate(case.turns, 1):
        mine = walked[number - 1][1] if number <= len(walked) else None
        if mine is not None and mine.expert:
            lines.append(f"{number}. Same as the expert: {mine.text}")
        else:
            yours = mine.text if mine else "not reached"
            lines.append(
                f"{number}. You: {yours} Expert: {turn.expert.text}"
                if yours.endswith((".", "”", "?"))
                else f"{number}. You: {yours}. Expert: {turn.expert.text}"
            )
    same = sum(option.expert for _, option in walked)
    heading = f"Your path beside the expert's: {same} of {len(case.turns)} the same"
    return (
        Passage(heading, tuple(lines), "good" if same == len(case.turns) else "caution"),
        Passage("The trap", (case.trap,)),
        Passage("Debrief", (case.debrief,), "plain", *cited("course")),
    )


def case_sentence(case: Case, choices) -> str:
    """Where the learner stands, in at most 110 characters."""
    if case.is_over(choices):
        same = sum(option.expert for _, option in case.walked(choices))
        return f"{case.title}: over; {same} of {len(case.turns)} decisions as the expert."
    return f"{case.title}: decision {len(choices) + 1} of {len(case.turns)}."
