"""Two in the morning: name no reflex, act, decide about a benzodiazepine, and watch the level
follow.
"""

from evidence import load, state
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Choice, Control, Options
from widgets.controls.steps import EMPTY, Steps
from widgets.controls.values import Values
from widgets.model.safety.adverse import ACTIONS, COVER, GIVEN, AdverseEffect, load_effects
from widgets.view.cited import cited_passage
from widgets.view.safety.adverse import (
    LOOKS_H,
    clock_words,
    night_alt,
    night_passage,
    night_picture,
    night_readouts,
    night_table,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Passage, Screen

ASKED = "And a benzodiazepine?"
OWN_ANSWER = "The course's own answer"
WARNED = "Beside an opioid it carries the boxed warning."


class EffectManager(Explorer):
    """Five calls at 02:00; for each a first action and a word on benzodiazepines, then the clock
    and the level where these are the point.

    `effect` is the id of the first call: hallucinations, somnolence, hypertension, urinary or
    liver. With an `action` of ACTIONS that call has been answered, and only its night is shown.
    """

    heading = "Effect manager, 02:00"
    watermark = (
        "Made-up people and simulated levels. No doses are given here; call as your own unit says."
    )
    first = Options("do", "Your first action", tuple(ACTIONS.items()))
    look = Options(
        "at", "Look again at", tuple((str(hours), clock_words(hours)) for hours in LOOKS_H), "1"
    )

    def __init__(self, effect: str = "hallucinations", action: str = ""):
        for name, value, known in (("effect", effect, load_effects()), ("action", action, ACTIONS)):
            if value not in known and (name, value) != ("action", ""):
                raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
        if action and not load_effects()[effect].level:
            raise ValueError(f"of {effect} no level is shown, so no night can follow {action!r}")
        self.effect = effect
        self.action = action
        calls = tuple((key, f"Call {n}") for n, key in enumerate(load_effects(), 1))
        self.call = Choice("effect", "Which call", calls, effect, leads=True)

    def answered(self, values: Values) -> dict[str, str]:
        """The course's own answers to a call."""
        if self.action:
            return {}
        effect = load_effects()[values[self.call]]
        steps = Steps(values, effect.id)
        asked = ((self.first, effect.action), (_cover(effect.action), effect.benzodiazepine))
        said = {}
        for control, answer in asked:
            question, press = steps.commit_controls(control, "")
            said |= {question.name: answer, press.name: press.press}
        return said

    def controls(self, values: Values) -> tuple[Control, ...]:
        """Which call, and what is due in it: the action, the benzodiazepine, the hours after."""
        if self.action:
            return (Steps(values, self.effect).of(self.look),)
        steps = Steps(values, values[self.call])
        action, _ = steps.committed(self.first)
        if not action:
            return self.call, *steps.commit_controls(self.first, "Do it")
        cover, _ = steps.committed(_cover(action))
        if not cover:
            return self.call, *steps.commit_controls(_cover(action), "Decide")
        has_level = load_effects()[values[self.call]].level
        return self.call, *((steps.of(self.look),) if has_level else ())

    def screen(self, values: Values) -> Screen:
        """The call; then what follows from the action; then the benzodiazepine; then the night."""
        if self.action:
            return self._night(load_effects()[self.effect], self.action, values)
        effect = load_effects()[values[self.call]]
        steps = Steps(values, effect.id)
        action, empty = steps.committed(self.first)
        message = Message("note", EMPTY)
        call = Passage("The call", (effect.call,))
        if not action:  # what to watch for would give this call's answer away, and no dose is shown
            return Screen(
                "02:00, and the ward calls: what do you do first?",
                lead=(call,),
                message=message if empty else None,
            )
        cover, empty = steps.committed(_cover(action))
        lead = (call, _after_action(effect, action))
        if not cover:
            return Screen(
                f"{_first_step(effect, action)}.",
                lead=lead,
                message=message if empty else None,
                aside=watch_for(),
            )
        lead += _after_cover(effect, action, cover)
        if not effect.level:  # weeks or days in, a level says nothing of what is due
            return Screen(f"{_first_step(effect, action)}.", lead=lead, aside=watch_for())
        return self._night(effect, action, values, lead)

    def _night(
        self, effect: AdverseEffect, action: str, values: Values, lead: tuple[Passage, ...] = ()
    ) -> Screen:
        look_h = float(Steps(values, effect.id).answer(self.look))
        table = night_table()
        readouts = night_readouts(action, look_h)
        return Screen(
            f"{effect.label}: at {clock_words(look_h)}, after what you did, a typical person is at "
            f"{readouts[1].text} in the model.",
            alt=night_alt(table, action),
            picture=night_picture(look_h, action),
            readouts=readouts,
            table=table,
            passages=(night_passage(),),
            lead=lead,
            aside=watch_for(),
        )


def _cover(action: str) -> Options:
    """The question about a benzodiazepine, as it is put after a first action."""
    asked, answers = _asked(action)
    return Options("cover", asked, tuple(answers.items()))


def _asked(action: str):
    """What is asked about a benzodiazepine after a first action, and the answers."""
    return ("You gave one. Was it due?", GIVEN) if action == "rescue" else (ASKED, COVER)


def _first_step(effect: AdverseEffect, action: str) -> str:
    right = action == effect.action
    return f"{effect.label}: {'the right first step' if right else 'another step comes first'}"


def _after_action(effect: AdverseEffect, action: str) -> Passage:
    right = action == effect.action
    said = [f"You chose: {ACTIONS[action]}.", effect.follows[action]]
    if not right:
        said.append(f"{OWN_ANSWER}: {ACTIONS[effect.action]}. {effect.follows[effect.action]}")
    return cited_passage(
        _first_step(effect, action), tuple(said), effect.source, "good" if right else "bad"
    )


def _after_cover(effect: AdverseEffect, action: str, cover: str) -> tuple[Passage, ...]:
    right, answers = effect.benzodiazepine, _asked(action)[1]
    said = [f"You chose: {answers[cover]}.", effect.cover[cover]]
    if cover != right:
        said.append(f"{OWN_ANSWER}: {answers[right]}. {effect.cover[right]}")
    said.append(
        f"Wherever an opioid runs: {state(load().facts['F-S14'])}" if effect.pair else WARNED
    )
    verdict, tone = ("right", "good") if cover == right else ("not so", "bad")
    told = cited_passage(f"The benzodiazepine: {verdict}", tuple(said), "F-S14", tone)
    beside = (("Ketamine and an opioid alone", "F-I01"), ("If diazepam is meant", "F-S28"))
    return (
        told,
        *(
            cited_passage(heading, (state(load().facts[fact]),), fact, "caution")
            for heading, fact in (beside if effect.pair else ())
        ),
    )
