"""What is told of a decision, layer by layer: what happens, why, and who pushes back."""

from typing import Any

from evidence import LeftOut, find
from page.html import Markup, markup
from teaching.ideas import WORDS_PER_LAYER
from teaching.stage.drawn.questions import rests_on, said_apart
from teaching.stage.drawn.screens import layer
from widgets.model.cases import Case, Option, Turn
from widgets.model.cases.records import HOLDS, OFFERS, YIELDS
from widgets.model.gate import decide
from widgets.model.trials.counts import pivotal
from widgets.view.cited import OWN_VIEW
from widgets.view.gate.decision import steps_in_words

# The session goes on where a case would end for a learner alone.
NOT_HERE, NOT_THERE = "This course would not.", "Not on your ward."
LOCAL_OWN_VIEW = "Your department’s own view. It is no part of the course or of its evidence."
PUSHED = "Somebody pushes back. What do you answer?"
PRESS_HEADINGS = {HOLDS: "Hold", YIELDS: "Give way", OFFERS: "Offer something"}


def key_layers(case: Case, turn: Turn, is_local: bool) -> list[dict[str, Any]]:
    """The right option; what happens then; why, with what it rests on."""
    right = [turn.expert.id]
    gate = (
        f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        if turn.is_gate and not case.trial_runs
        else ""
    )
    happens = said_apart("why", happens_words(turn.expert), right=right)
    why = [turn.expert.because, gate]
    rests = _rests(turn.expert.source, is_local)
    return [layer("key", "", right=right), *happens, *said_apart("why", why, rests, right=right)]


def option_layers(case: Case, turn: Turn, option: Option, is_local: bool) -> list[dict[str, Any]]:
    """What another option brings, and why not; on a card the reason was told with the right one."""
    happens = happens_words(option, turn.expert)
    is_told = case.stack and option.because == turn.expert.because
    because = "" if is_told else option.because
    rests = Markup("") if is_told else _rests(option.source, is_local)
    verdict = NOT_THERE if is_local else NOT_HERE
    return _apart("option", happens, because, rests, verdict=verdict, option=option.id)


def press_layers(turn: Turn, is_local: bool) -> list[dict[str, Any]]:
    """Who pushes back once the room has held: what is said, then each answer with what it brings.

    Behind a reveal, because it tells what was right before it.
    """
    layers = []
    for press in turn.presses:
        layers += said_apart("why", [press.says], heading=PUSHED)
        for answer in press.answers:
            happens = [answer.text, *happens_words(answer)]
            rests = _rests(answer.source, is_local)
            heading = PRESS_HEADINGS[answer.id]
            layers += _apart("why", happens, answer.because, rests, heading=heading)
    return layers


def _apart(
    kind: str, happens: list[str], because: str, rests: Markup, verdict: str = "", **more: str
) -> list[dict[str, Any]]:
    """What happens and why on one screen where both fit, else each on its own."""
    whole = [each for each in (*happens, because) if each]
    if not happens or not because or len(" ".join(whole).split()) <= WORDS_PER_LAYER:
        return said_apart(kind, whole, rests, verdict, **more)
    first = said_apart(kind, happens, verdict=verdict, **more)
    return [*first, *said_apart(kind, [because], rests, **more)]


def happens_words(option: Option, best: Option | None = None) -> list[str]:
    """What follows an option as it happens; where chance decides, both ways.

    best: the right option, told before: how often pain falls is not said again after it.
    """
    told = [option.happens] if option.happens else []
    if option.luck and not (best and best.luck):
        told.append(_chance())
    if option.luck:
        told.append(f"If pain falls: {option.luck.responded}")
        told.append(f"If it does not: {option.luck.not_responded}")
    return told


def _chance() -> str:
    """How often pain fell in both arms of the pivotal trial; where it is left out, what is sure."""
    try:
        trial = pivotal()
    except LeftOut:
        return "Whether pain falls is chance."
    return (
        f"Whether pain falls is chance: in the pivotal trial {trial.ketamine_events} of "
        f"{trial.ketamine_n} responded on ketamine, {trial.control_events} of {trial.control_n} "
        "on placebo."
    )


def _rests(source: str, is_local: bool) -> Markup:
    """In a line what is said rests on: the whole of it stands in the lesson."""
    if find(source):
        return rests_on([source])
    if is_local:
        return markup('<p class="rests">{}</p>', LOCAL_OWN_VIEW)
    return markup('<p class="rests">{}. {}</p>', *OWN_VIEW[:2])
