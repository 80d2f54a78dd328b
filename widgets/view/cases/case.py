"""A case on a screen: its stem, what followed, the learner's path beside this course's, the
debrief.
"""

from dataclasses import replace
from random import Random

from widgets.model.cases import Case, Lab, Option, Turn, load_cases
from widgets.model.gate import decide
from widgets.view.cited import cited, cited_passage
from widgets.view.gate.decision import steps_in_words
from widgets.view.safety.watch import shows_dose, watch_for
from widgets.view.screen import Passage

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


def aside_for(case: Case, lead, controls) -> tuple[dict, ...]:
    """What to watch and when to stop, by the case's route, on each screen that shows a dose."""
    words = [text for passage in lead for text in passage.paragraphs]
    for control in controls:
        words += [control.label, *(label for _, label in getattr(control, "options", ()))]
    if not shows_dose(words):
        return ()
    labs = [lab for turn in case.turns for lab in (*turn.before, *turn.after)]
    return watch_for("oral" if any(lab.sum == "oral" for lab in labs) else "iv")


def stem_passage(case: Case) -> Passage:
    """What the learner meets first."""
    return Passage(f"{case_name(case)}: {case.title}", (case.stem,))


def case_name(case: Case) -> str:
    """What a room calls a case: its number, with its form where it has two."""
    return f"Case {case.number}{case.form}"


def walked_passages(case: Case, choices) -> tuple[Passage, ...]:
    """What was decided and what followed: the last decision in full, those before it folded."""
    shown = []
    for number, (turn, option) in enumerate(case.walked(choices), 1):
        gate = (
            f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
            if turn.is_gate and not case.trial_runs
            else ""
        )
        end = "The case ends here." if option.ends else ""
        said = (
            f"You chose, as this course would: {_sentence(option.text)}"
            if option.expert
            else f"You chose: {_sentence(option.text)} This course would not."
        )
        paragraphs = tuple(text for text in (said, option.consequence, gate, end) if text)
        tone = "good" if option.expert else ("bad" if option.ends else "caution")
        shown.append(
            cited_passage(f"Decision {number}: {turn.ask}", paragraphs, option.source, tone)
        )
    return (*(replace(each, folded=True) for each in shown[:-1]), *shown[-1:])


def path_passages(case: Case, choices) -> tuple[Passage, ...]:
    """The learner's path beside this course's, with what this course's way leads to where it is
    another; then what the case is about.
    """
    walked = case.walked(choices)
    lines = []
    for number, turn in enumerate(case.turns, 1):
        mine = walked[number - 1][1] if number <= len(walked) else None
        if mine is not None and mine.expert:
            lines.append(f"{number}. Same as this course: {mine.text}")
            continue
        yours = _sentence(mine.text if mine else "not reached")
        lines.append(
            f"{number}. You: {yours} This course: {_sentence(turn.expert.text)} "
            f"{turn.expert.consequence}"
        )
    same = sum(option.expert for _, option in walked)
    heading = f"Your path beside this course's: {_same_of_reached(case, choices)} the same"
    if not case.opens_the_dose_lab:
        lines.append("The dose lab stayed closed: on this course's path no dose is worked out.")
    return (
        Passage(heading, tuple(lines), "good" if same == len(case.turns) else "caution"),
        Passage("The trap", (case.trap,)),
        Passage("Debrief", (case.debrief,), "plain", *cited("course")),
    )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "”", "?")) else f"{words}."


def _same_of_reached(case: Case, choices) -> str:
    """How many of the decisions that were reached went this course's way."""
    walked = case.walked(choices)
    same = sum(option.expert for _, option in walked)
    reached = "" if len(walked) == len(case.turns) else " reached"
    return f"{same} of {len(walked)}{reached}"


def case_sentence(case: Case, choices, asks: bool = True) -> str:
    """Where the learner stands, in at most 110 characters; `asks` if a decision is due."""
    if case.is_over(choices):
        return f"{case.title}: over; {_same_of_reached(case, choices)} as this course would."
    if not asks:
        return f"{case.title}: {len(choices)} of {len(case.turns)} decided."
    return f"{case.title}: decision {len(choices) + 1} of {len(case.turns)}."
