"""After a case: the learner's way beside this course's, what would have turned it, what chance
did, and who has signed it.
"""

from collections.abc import Sequence
from dataclasses import replace

from evidence import LeftOut, review_status
from evidence.reviewed import NOT_REVIEWED
from widgets.model.cases import Case
from widgets.model.cases.records import HOLDS, OFFERS, PRESS, Ask, LaterVisit, Option, Turn
from widgets.model.cases.walk import Walk, expert_path, turned_by, walk
from widgets.model.gate import decide
from widgets.model.trials.counts import PIVOTAL, pivotal
from widgets.view.cases.on_the_way import Luck, happened, sentence_of
from widgets.view.cases.signed import case_entries
from widgets.view.cited import cited, cited_passage
from widgets.view.gate.decision import steps_in_words
from widgets.view.gate.labels import FIELD_WORDS, value_words
from widgets.view.screen import DotRow, Passage

TONES = {"best": "good", "good": "good", "harm": "bad"}
NOT_SIGNED = "No clinician has signed this case."
STAYED_CLOSED = "No dose was worked out: on this course's path none is needed."


def models_passage(case: Case) -> Passage | None:
    """Three sentences that could be said at the bedside, beside the learner's own."""
    if not case.models:
        return None
    return Passage("Three sentences to hold yours against", case.models, "plain", *cited("course"))


def after_passages(
    case: Case, walked: Walk, asked: Sequence[Ask], visit: LaterVisit | None, luck: Luck
) -> tuple[Passage, ...]:
    """All that is told once a case, a stack or a visit is over."""
    if case.stack and not visit:
        return (*score_passages(case, walked.steps), *closing_passages(case))
    first_day = () if visit else (asks_told(case, asked), twins_passage(case))
    told = (*path_passages(case, walked, visit), luck_passage(walked), *first_day)
    return (*(each for each in told if each), *not_taken(walked, luck), *closing_passages(case))


def path_passages(case: Case, walked: Walk, visit: LaterVisit | None) -> tuple[Passage, ...]:
    """The learner's line of dots above this course's, then each decision with why."""
    mine = [step for step in walked.steps if step[0].kind != PRESS]
    course = [
        step for step in walk(case, expert_path(case, visit), visit).steps if step[0].kind != PRESS
    ]
    same = sum(option.expert for _, option in mine)
    rows = (DotRow("You", _dots(mine)), DotRow("This course", _dots(course)))
    overview = Passage(
        f"Your way beside this course's: {same} of {len(mine)} the same",
        (),
        "good" if same == len(mine) else "caution",
        dots=rows,
    )
    why = [each for number, step in enumerate(mine, 1) for each in _why(case, number, *step)]
    return (overview, *why, *_presses(walked))


def _dots(steps) -> tuple[tuple[str, str], ...]:
    return tuple((option.grade, f"{turn.ask} {sentence_of(option.text)}") for turn, option in steps)


def _why(case: Case, number: int, turn: Turn, option: Option) -> tuple[Passage, ...]:
    """Why, of the option that was taken and, where it is another, of this course's."""
    gate = (
        f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        if turn.is_gate and not case.trial_runs
        else ""
    )
    heading, tone = f"{number}. {turn.ask}", TONES.get(option.grade, "caution")
    if option.expert:
        lines = (f"You, as this course would: {sentence_of(option.text)}", option.because, gate)
        return (replace(_backed(heading, lines, option.source, tone), folded=True),)
    mine = (f"You ({option.grade}): {sentence_of(option.text)}", option.because)
    best = turn.expert
    other = (sentence_of(best.text), best.because or best.happens, gate)
    return (
        _backed(heading, mine, option.source, tone),
        _backed(f"{number}. This course would", other, best.source, "good"),
    )


def _backed(heading: str, lines: Sequence[str], source: str, tone: str) -> Passage:
    return cited_passage(heading, tuple(text for text in lines if text), source, tone)


def _presses(walked: Walk) -> tuple[Passage, ...]:
    """How often the learner held against somebody who pushed back, with why."""
    pressed = [(turn, option) for turn, option in walked.steps if turn.kind == PRESS]
    if not pressed:
        return ()
    counts = {HOLDS: 0, OFFERS: 0}
    for _, option in pressed:
        counts[option.id] = counts.get(option.id, 0) + 1
    held, offered = counts[HOLDS], counts[OFFERS]
    gave_way = len(pressed) - held - offered
    said = f"You held {held} of {len(pressed)} {_times(len(pressed))}"
    said += f", offered something else {_often(offered)}" if offered else ""
    said += f", gave way {_often(gave_way)}" if gave_way else ""
    lines = [f"{turn.ask} {sentence_of(o.text)} {o.because}".strip() for turn, o in pressed]
    tone = "caution" if gave_way else "good"
    return (Passage("When they pushed back", (f"{said}.", *lines), tone, *cited(_source(pressed))),)


def _source(pressed) -> str:
    return next((option.source for _, option in pressed if option.source != "course"), "course")


def _times(count: int) -> str:
    return "time" if count == 1 else "times"


def _often(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def not_taken(walked: Walk, luck: Luck) -> tuple[Passage, ...]:
    """What the other options would have brought, each in a fold with why."""
    shown = []
    decided = [step for step in walked.steps if step[0].kind != PRESS]
    for number, (turn, taken) in enumerate(decided, 1):
        for option in turn.options:
            if option.id == taken.id:
                continue
            lines = (*happened(turn, option, luck), option.because)
            heading = f"Not taken at {number}: {option.text} ({option.grade})"
            told = tuple(text for text in lines if text)
            passage = cited_passage(heading, told, option.source)
            shown.append(replace(passage, folded=True))
    return tuple(shown)


def asks_told(case: Case, asked: Sequence[Ask]) -> Passage | None:
    """How many of the questions could have turned the next step, and which was not asked."""
    if not case.asks:
        return None
    decisive = [ask for ask in case.asks if turned_by(case, ask)]
    ids = {ask.id for ask in asked}
    hit = sum(ask.id in ids for ask in decisive)
    of_them = f"{hit} of them" if len(asked) > 1 else "it" if hit else "not one that"
    said = f"You asked {len(asked)}: {of_them} could have turned the next step."
    if not asked:
        said = "You asked nothing."
    missed = [ask for ask in decisive if ask.id not in ids]
    lines = [
        f"Not asked, though it could: {sentence_of(ask.ask)} {sentence_of(ask.answer)}"
        for ask in missed
    ] or ["You asked everything that could."]
    turning = {ask.finding: turned_by(case, ask) for ask in decisive}
    could = [
        f"{FIELD_WORDS[name]}: another step, if it were {' or '.join(map(value_words, to))}."
        for name, to in turning.items()
    ]
    tone = "caution" if missed else "good"
    return Passage("What could have turned it", (said, *lines, *could), tone)


def twins_passage(case: Case) -> Passage | None:
    """The same patient with one finding changed, and the step that it leads to."""
    if not case.twins:
        return None
    lines = []
    for twin in case.twins:
        step = steps_in_words(decide(replace(case.turns[0].findings, **twin.flips)))
        lines.append(f"If: {sentence_of(twin.says)} The next step would be: {step}.")
    return Passage("One thing different", tuple(lines), "plain", *cited("course"))


def luck_passage(walked: Walk) -> Passage | None:
    """What chance did, with the counts of both arms; None where nothing was drawn."""
    if not any(option.luck for _, option in walked.steps):
        return None
    try:
        trial = pivotal()
    except LeftOut:
        return Passage("Chance", ("Whether pain fell was drawn. It proves nothing about you.",))
    said = (
        f"Whether pain fell was drawn by chance, as often as in the pivotal trial: "
        f"{trial.ketamine_events} of {trial.ketamine_n} responded on ketamine, "
        f"{trial.control_events} of {trial.control_n} on placebo. One patient cannot tell you "
        "which it was, and a good end does not make a decision good. Played again, it may end "
        "otherwise."
    )
    return cited_passage("What chance did", (said,), PIVOTAL)


def closing_passages(case: Case) -> tuple[Passage, ...]:
    """What the case is about, and who has signed it."""
    told = (case.debrief, *(() if case.opens_the_dose_lab else (STAYED_CLOSED,)))
    return (
        Passage("The trap", (case.trap,)),
        Passage("Debrief", (*told, signed_words(case)), "plain", *cited("course")),
    )


def signed_words(case: Case) -> str:
    """Who has signed the words of a case, as they now stand."""
    status = [review_status(name, words) for name, words in case_entries(case)]
    if any(each.standing == "disputed" for each in status):
        return "A clinician has read this case and does not agree with all of it."
    if any(each.standing == NOT_REVIEWED or not each.valid for each in status):
        return NOT_SIGNED
    return f"This case is {status[0].words}."


def score_passages(case: Case, answered: Sequence[tuple[Turn, Option]]) -> tuple[Passage, ...]:
    """A stack of cards: one line for all, then each card with why, those missed in the open."""
    right = sum(option.expert for _, option in answered)
    heading = f"{right} of {len(answered)} cards as this course would"
    shown = [
        Passage(heading, (case.trap,), "good" if right == len(answered) else "caution"),
    ]
    for turn, option in answered:
        lines = [f"You: {sentence_of(option.text)}"]
        if not option.expert:
            lines.append(f"This course: {sentence_of(turn.expert.text)}")
        lines.append(turn.expert.because)
        passage = cited_passage(turn.ask, tuple(lines), turn.expert.source)
        tone = "good" if option.expert else "caution"
        shown.append(replace(passage, tone=tone, folded=option.expert))
    return tuple(shown)
