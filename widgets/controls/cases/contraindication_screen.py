"""Doors and look-alikes in a round of eight, against a clock only if the learner wants one."""

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Clock, Control, Options
from widgets.controls.steps import Steps
from widgets.controls.values import Values
from widgets.model.cases.screening import ROUND, Door, draw_round
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS
from widgets.model.gate.contraindications import SOURCE
from widgets.view.cited import cited_passage
from widgets.view.screen import Passage, Screen

CLOCKS = (
    ("0", "No clock"),
    ("60", "60 s for each"),
    ("40", "40 s for each"),
    ("20", "20 s for each"),
)
NO_ANSWER = "You gave no answer in the time you chose"
ANSWERS = {"closed": "Contraindicated", "open": "Not contraindicated: discuss"}


class ContraindicationScreen(Explorer):
    """Eight made-up adults who meet all four criteria: is the door closed, or does it only look so?

    `seed` chooses the first round; each new round draws others.
    """

    heading = "Contraindication screen"
    watermark = "Made-up adults. Each meets all four criteria; look for what else is true."
    clock = Options("clock", "Clock", CLOCKS, "0")
    without_clock = Action("unclocked", "Go on without the clock")
    go_on = Action("on", "Go on")
    answers = {value: Action(value, label) for value, label in ANSWERS.items()}

    def __init__(self, seed: int = 1):
        self.seed = seed

    def answered(self, values: Values) -> dict[str, str]:
        """The first round begun, and its first door answered as it should be."""
        begin = Steps(values).begin_again("")
        first = self._doors(1)[0]
        answer = self.answers["closed" if first.closed else "open"]
        pressed = Steps(values, begin.press, first.id).of(answer)
        return {begin.name: begin.press, pressed.name: pressed.press}

    def controls(self, values: Values) -> tuple[Control, ...]:
        """What begins a round."""
        steps = Steps(values)
        return self.clock, steps.begin_again("Another round" if steps.attempt else "Begin")

    def _doors(self, number: int):
        return draw_round(self.seed + number - 1)

    def screen(self, values: Values) -> Screen:
        """One door at a time; after each answer why; at the end what was missed."""
        steps = Steps(values)
        if not steps.attempt:
            return Screen(f"{ROUND} adults: is ketamine contraindicated, or does it only look so?")
        answered: list[tuple[Door, str]] = []
        for place, door in enumerate(self._doors(steps.attempt), 1):
            here = steps.now.child(door.id)
            answer = self._answer(here)
            if not answer:
                return self._asked(door, place, steps.now, answered)
            answered.append((door, answer))
            if not here.pressed(self.go_on):
                return self._told(door, place, here, answered)
        return self._over(answered)

    def _answer(self, here: Steps) -> str:
        """What was pressed at a door; "out" where the time ran out first, "" where none yet."""
        for value, press in self.answers.items():
            if here.pressed(press):
                return value
        return "out" if here.answer(Clock("clock", "Time left", 0)) else ""

    def _asked(self, door: Door, place: int, now: Steps, answered) -> Screen:
        here = now.child(door.id)
        seconds = 0 if now.pressed(self.without_clock) else int(now.values[self.clock])
        controls: list[Control] = [here.of(press) for press in self.answers.values()]
        if seconds:
            clock = here.of(Clock("clock", "Time left", seconds))
            controls = [clock, *controls, now.of(self.without_clock)]
        return Screen(
            f"Person {place} of {ROUND}; {_right_so_far(answered)} right so far.",
            controls=tuple(controls),
            lead=(_door_passage(door, place),),
        )

    def _told(
        self, door: Door, place: int, here: Steps, answered: list[tuple[Door, str]]
    ) -> Screen:
        name, answer = door.name, answered[-1][1]
        named = "" if name.origin == SOURCE else f", named by {name.origin}"
        kind = f"{name.words[0].upper()}{name.words[1:]}{named}."
        door_is = "Contraindicated." if door.closed else f"{_kind(door)}: not contraindicated."
        verdict = f"{_mark(door, answer)} {door_is}"
        told = cited_passage(
            verdict,
            (
                f"You said: {ANSWERS[answer]}." if answer in ANSWERS else f"{NO_ANSWER}.",
                door.why,
                f"What was in question: {kind}",
            ),
            door.source,
            "good" if _right(door, answer) else "caution",
        )
        return Screen(
            f"Person {place} of {ROUND}; {_right_so_far(answered)} right so far.",
            controls=(here.of(self.go_on),),
            lead=(_door_passage(door, place), told),
        )

    def _over(self, answered: list[tuple[Door, str]]) -> Screen:
        right = _right_so_far(answered)
        late = [d for d, a in answered if a == "out"]
        lets_in = [d for d, a in answered if d.closed and a == "open"]
        shuts_out = [d for d, a in answered if not d.closed and a == "closed"]
        lines = [f"{right} of {len(answered)} right."]
        lines += [
            f"{words}: {d.name.words}. {d.says}"
            for words, d in (
                *(("A contraindication missed", d) for d in lets_in),
                *((f"{_kind(d)} taken for a contraindication", d) for d in shuts_out),
                *(("No answer in time", d) for d in late),
            )
        ]
        listed = tuple(
            f"{each.named[0].upper()}{each.named[1:]}" for each in CONTRAINDICATIONS.values()
        )
        listed += tuple(
            f"And a caution, no contraindication: {each.words} ({each.origin})"
            for name, each in CAUTIONS.items()
            if name not in CONTRAINDICATIONS
        )
        return Screen(
            f"Round over: {right} of {len(answered)} right; {len(lets_in)} "
            f"{'contraindication' if len(lets_in) == 1 else 'contraindications'} missed"
            f"{f'; {len(late)} not answered in time' if late else ''}.",
            lead=(
                Passage(
                    "Round over", tuple(lines), "good" if right == len(answered) else "caution"
                ),
                cited_passage("All contraindications, in one order", listed, "C23x"),
            ),
        )


def _right_so_far(answered: list[tuple[Door, str]]) -> int:
    return sum(_right(door, answer) for door, answer in answered)


def _kind(door: Door) -> str:
    return "A caution" if door.is_caution else "A look-alike"


def _door_passage(door: Door, place: int) -> Passage:
    return Passage(f"Person {place} of {ROUND}", (door.says,))


def _mark(door: Door, answer: str) -> str:
    if answer not in ANSWERS:
        return "No answer in time."
    return "Right." if _right(door, answer) else "Not so."


def _right(door: Door, answer: str) -> bool:
    return answer == ("closed" if door.closed else "open")
