"""Doors and look-alikes in a round of eight, against a clock only if the learner wants one."""

from widgets.model.findings import CONTRAINDICATIONS
from widgets.model.screening import ROUND, Door, draw_round
from widgets.view.cited import cited_passage
from widgets.view.screen import Passage, Screen

from .explorer import Explorer
from .inputs import Action, Clock, Options

CLOCKS = (
    ("0", "No clock"),
    ("60", "60 s for each"),
    ("40", "40 s for each"),
    ("20", "20 s for each"),
)
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
                return self._asked(door, place, key, values.get("clock") or "0", answered)
            answered.append((door, answer))
            if values.get(f"{key}~on") != "yes":
                return self._told(door, place, key, answer)
        return self._over(answered, str(int(number) + 1 if number.isdigit() else 1))

    def _asked(self, door: Door, place, key, clock, answered) -> Screen:
        controls = [Action(f"{key}~{value}", label) for value, label in ANSWERS.items()]
        if clock.isdigit() and int(clock):
            controls.insert(0, Clock(f"{key}~clock", "Time left", int(clock)))
        right = sum(_right(door, answer) for door, answer in answered)
        sentence = f"Door {place} of {ROUND}; {right} right so far."
        return Screen(
            sentence,
            controls=tuple(controls),
            lead=(Passage(f"Door {place} of {ROUND}", (door.says,)),),
        )

    def _told(self, door: Door, place, key, answer) -> Screen:
        given = ANSWERS.get(answer, "No answer in the time you chose")
        name = CONTRAINDICATIONS[door.finding]
        kind = f"{name.words[0].upper()}{name.words[1:]}, named by: {name.origin}."
        verdict = "Closed." if door.closed else "Not closed: a look-alike."
        told = cited_passage(
            f"Door {place} of {ROUND}: {verdict}",
            (f"You said: {given}.", door.why, f"The door in question: {kind}"),
            door.source,
            "good" if _right(door, answer) else "caution",
        )
        return Screen(
            f"Door {place} of {ROUND}: {verdict}",
            controls=(Action(f"{key}~on", "Go on"),),
            lead=(Passage("What you read", (door.says,)), told),
        )

    def _over(self, answered, following: str) -> Screen:
        right = sum(_right(door, answer) for door, answer in answered)
        lets_in = [d for d, a in answered if d.closed and not _right(d, a)]
        shuts_out = [d for d, a in answered if not d.closed and not _right(d, a)]
        lines = [f"{right} of {len(answered)} right."]
        lines += [
            f"A closed door passed: {CONTRAINDICATIONS[d.finding].words}. {d.says}" for d in lets_in
        ]
        lines += [
            f"A look-alike taken for closed: {CONTRAINDICATIONS[d.finding].words}. {d.says}"
            for d in shuts_out
        ]
        listed = tuple(
            f"{each.words[0].upper()}{each.words[1:]} ({each.origin})"
            for each in CONTRAINDICATIONS.values()
        )
        return Screen(
            f"Round over: {right} of {len(answered)} right; {len(lets_in)} closed "
            f"{'door was' if len(lets_in) == 1 else 'doors were'} passed.",
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


def _right(door: Door, answer: str) -> bool:
    return answer == ("closed" if door.closed else "open")
