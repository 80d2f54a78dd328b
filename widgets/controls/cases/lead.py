"""What stands above a decision: how it began, what has been so far, and how the patient is now."""

from dataclasses import replace

from widgets.controls.cases.play import Play
from widgets.view.cases.on_the_way import (
    happens_passage,
    may_ask_words,
    recalled_passage,
    state_line,
    stem_passage,
    story_passage,
    visit_passage,
)
from widgets.view.screen import Passage


def lead_of(play: Play) -> tuple[Passage, ...]:
    """What stands above: the story in a fold once it has gone on, then how the patient is now."""
    case, visit, walked = play.case, play.visit, play.place.walked
    opening = visit_passage(case, visit) if visit else stem_passage(case)
    may_ask = (may_ask_words(case, len(play.asked)),) if play.place.asking else ()
    if not walked.steps:
        how = (Passage(_state(play) or "You may ask", may_ask),) if _state(play) or may_ask else ()
        return (replace(opening, folded=play.is_opening_read), *_recalled(play), *how)
    *_, last = walked.steps
    if case.stack and not visit:  # cards do not depend on one another
        return (replace(opening, folded=True), happens_passage("", *last, play.drew, None))
    story = story_passage(opening, play.asked, play.asks_before, walked.steps, play.drew)
    happens = happens_passage(_state(play), *last, play.drew, walked.ending)
    return (story, happens, *((Passage("You may ask", may_ask),) if may_ask else ()))


def _state(play: Play) -> str:
    """How the patient is now. A visit tells its own day, so that no other day is counted there."""
    clock, minutes = ("", 0) if play.visit else (play.case.clock, play.minutes)
    return state_line(clock, minutes, play.place.walked.signs)


def _recalled(play: Play) -> tuple[Passage, ...]:
    """On a later visit, the decision of the first day that it recalls."""
    if not play.visit:
        return ()
    first = Play(play.case, play.root.values)
    told = recalled_passage(play.case, play.visit, first.place.walked.steps, first.drew)
    return (told,) if told else ()
