"""Doors and look-alikes in a round of eight, against a clock only if the learner wants one."""

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Clock, Options
from widgets.model.cases.screening import ROUND, Door, draw_round
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS
from widgets.view.cited import cited_passage
from widgets.view.screen import Passage, Screen

CLOCKS = (
    ("0", "No clock"),
    ("60", "60 s for each"),
    ("40", "40 s for each"),
    ("20", "20 s for each"),
)
NO_ANSWER = "You gave no answer in the time you chose"
ANSWERS = {"closed": "Closed: contraindicated", "open": "Not closed: discuss"}


class ContraindicationScreen(Explorer):
    """Eight made-up adults who meet all four criteria: is the door closed, or does it only look so?

    `seed` chooses the first round; each new round draws others.
    """

    def __init__(self, seed: int = 1):
        self.seed = seed
        super().__init__(
            self._start("1"),
            heading="Contraindication screen",
            watermark="Made-up adults. Each meets all four criteria; look for what else is true.",
        )

    def _start(self, press: str):
        label = "Begin" if press == "1" else "Another round"
        return [Options("clock", "Clock", CLOCKS, "0"), Action("round", label, press=press)]

    def screen(self, values: dict[str, str]) -> Screen:
        """One door at a time; after each answer why; at the end what was missed."""
        number = values.get("round") or ""
        if not number:
            return Screen(
                f"{ROUND} made-up adults: is the door closed, or does it only look so?",
                controls=tuple(self._start("1")),
            )
        doors = (
            draw_round(self.seed + int(number) - 1) if number.isdigit() else draw_round(self.seed)
        )
        answered = []
        for place, door in enumerate(doors, 1):
            key = f"{door.id}~{number}"
            answer = _answer(key, values)
            if not answer:
                return self._asked(door, place, key, _seconds(number, values), answered)
            answered.append((door, answer))
            if values.get(f"{key}~on") != "yes":
                return self._told(door, place, key, answered)
        return self._over(answered, str(int(number) + 1 if number.isdigit() else 1))

    def _asked(self, door: Door, place, key, clock, answered) -> Screen:
        controls = [Action(f"{key}~{value}", label) for value, label in ANSWERS.items()]
        if clock:
            name = _unclocked(key.split("~")[1])
            controls = [
                Clock(f"{key}~clock", "Time left", clock),
                *controls,
                Action(name, "Go on without the clock"),
            ]
        return Screen(
            f"Door {place} of {ROUND}; {_right_so_far(answered)} right so far.",
            controls=tuple(controls),
            lead=(_door_passage(door, place),),
        )

    def _told(self, door: Door, place, key, answered) -> Screen:
        name, answer = door.name, answered[-1][1]
        kind = f"{name.words[0].upper()}{name.words[1:]}, named by: {name.origin}."
        door_is = (
            "The door is closed." if door.closed else f"{_kind(door)}: the door is not closed."
        )
        verdict = f"{_mark(door, answer)} {door_is}"
        told = cited_passage(
            verdict,
            (
                f"You said: {ANSWERS[answer]}." if answer in ANSWERS else f"{NO_ANSWER}.",
                door.why,
                f"The door in question: {kind}",
            ),
            door.source,
            "good" if _right(door, answer) else "caution",
        )
        return Screen(
            f"Door {place} of {ROUND}; {_right_so_far(answered)} right so far.",
            controls=(Action(f"{key}~on", "Go on"),),
            lead=(_door_passage(door, place), told),
        )

    def _over(self, answered, following: str) -> Screen:
        right = _right_so_far(answered)
        late = [d for d, a in answered if a == "out"]
        lets_in = [d for d, a in answered if d.closed and a == "open"]
        shuts_out = [d for d, a in answered if not d.closed and a == "closed"]
        lines = [f"{right} of {len(answered)} right."]
        lines += [
            f"{words}: {d.name.words}. {d.says}"
            for words, d in (
                *(("A closed door passed", d) for d in lets_in),
                *((f"{_kind(d)} taken for closed", d) for d in shuts_out),
                *(("No answer in time", d) for d in late),
            )
        ]
        listed = tuple(
            f"{each.words[0].upper()}{each.words[1:]} ({each.origin})"
            for each in CONTRAINDICATIONS.values()
        )
        listed += tuple(
            f"And a caution, no door: {each.words} ({each.origin})"
            for name, each in CAUTIONS.items()
            if name not in CONTRAINDICATIONS
        )
        return Screen(
            f"Round over: {right} of {len(answered)} right; {len(lets_in)} closed "
            f"{'door was' if len(lets_in) == 1 else 'doors were'} passed"
            f"{f'; {len(late)} not answered in time' if late else ''}.",
            controls=tuple(self._start(following)),
            lead=(
                Passage(
                    "Round over", tuple(lines), "good" if right == len(answered) else "caution"
                ),
                cited_passage("All doors, in one order", listed, "C23x"),
            ),
        )


def _answer(key: str, values) -> str:
    for value in ANSWERS:
        if values.get(f"{key}~{value}") == "yes":
            return value
    return "out" if values.get(f"{key}~clock") == "out" else ""


def _right_so_far(answered) -> int:
    return sum(_right(door, answer) for door, answer in answered)


def _kind(door: Door) -> str:
    return "A caution" if door.is_caution else "A look-alike"


def _unclocked(number: str) -> str:
    return f"unclocked~{number}"


def _seconds(number: str, values) -> int:
    """Seconds for each door of a round; 0 without a clock, or after it was switched off."""
    chosen = values.get("clock") or "0"
    off = values.get(_unclocked(number)) == "yes" or not chosen.isdigit()
    return 0 if off else int(chosen)


def _door_passage(door: Door, place: int) -> Passage:
    return Passage(f"Door {place} of {ROUND}", (door.says,))


def _mark(door: Door, answer: str) -> str:
    if answer not in ANSWERS:
        return "No answer in time."
    return "Right." if _right(door, answer) else "Not so."


def _right(door: Door, answer: str) -> bool:
    return answer == ("closed" if door.closed else "open")
