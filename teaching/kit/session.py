"""A plan with everything that its steps name: stories, questions with their keys, decisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.numbers import format_number
from quizzes.engine import Item, answer_key, public_view
from quizzes.engine.on_paper import to_place
from teaching import Plan, Step
from teaching.kit.questions import bank
from teaching.plan import CHOSEN, EACH
from widgets.model.cases import Case, Turn, case_of
from widgets.view.cases.case import shuffled_options

KIND_WORDS = {
    "say": "Say",
    "case": "Case",
    "question": "Question",
    "predict": "Predict",
    "explorer": "Look",
    "reveal": "Reveal",
    "talk": "Talk",
    "debrief": "Debrief",
    "exit": "Close",
}

YOUR_CASE = "the case that you chose"


@dataclass(frozen=True)
class RoomChoice:
    """One of the things to choose from, whether it is right, and why."""

    text: str
    is_right: bool
    why: str


@dataclass(frozen=True)
class RoomQuestion:
    """What is put to the room: the words before it, what is asked, the choices, key and reasons.

    `choices` is () where nothing is chosen from; the key is in words then. `answer_in` names the
    unit of a number.
    """

    before: tuple[str, ...]
    asks: str
    choices: tuple[RoomChoice, ...]
    key: str
    why: tuple[str, ...]
    answer_in: str = ""


@dataclass(frozen=True)
class ShownStep:
    """A step with the minute it starts at, and all that stands on its screen."""

    step: Step
    starts_min: float
    case_title: str = ""
    story: tuple[str, ...] = ()
    asked: tuple[RoomQuestion, ...] = ()
    told: tuple[tuple[str, str], ...] = ()  # heading and words of a reveal

    @property
    def clock(self) -> str:
        """When it starts and ends, such as 3:30 to 5:00."""
        return f"{clock(self.starts_min)} to {clock(self.starts_min + self.step.minutes)}"


def clock(minutes: float) -> str:
    """Minutes as a clock shows them: 3:30."""
    seconds = round(minutes * 60)
    return f"{seconds // 60}:{seconds % 60:02d}"


def minutes_words(minutes: float) -> str:
    """Minutes in words with their unit: "1 minute", "1.5 minutes"."""
    return f"{format_number(minutes)} minute{'' if minutes == 1 else 's'}"


def shown_steps(plan: Plan) -> tuple[ShownStep, ...]:
    """The steps of a plan in order, each with what it names.

    Raises LeftOut where a case or question is left out because of a mistake in its file.
    """
    steps, start = [], 0.0
    for step in plan.steps:
        steps.append(_shown(step, start))
        start += step.minutes
    return tuple(steps)


def _shown(step: Step, start: float) -> ShownStep:
    asked = tuple(map(_question, _items(step)))
    if not step.case:
        return ShownStep(step, start, asked=asked)
    if step.case == CHOSEN:
        return ShownStep(step, start, YOUR_CASE, asked=asked)
    case = case_of(step.case)
    title = case_title(case)
    if step.kind == "reveal":
        told = (("The trap", case.trap), ("Debrief", case.debrief))
        return ShownStep(step, start, title, told=told)
    if not step.decision:
        return ShownStep(step, start, title, story=paragraphs(case.stem), asked=asked)
    return ShownStep(step, start, title, asked=tuple(decision(case, t) for t in _turns(case, step)))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, which empty lines part."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def case_title(case: Case) -> str:
    """A case by its number and title."""
    number = f"{case.number}{case.form}"
    return f"Case {number}: {case.title}" if number else case.title


def _turns(case: Case, step: Step) -> Iterator[Turn]:
    return (turn for turn in case.turns if step.decision in (EACH, turn.id))


def _items(step: Step) -> Iterator[Item]:
    for name in step.questions:
        item = bank().item(name)
        if item is None:
            raise ValueError(f"step {step.id} must name questions of the bank, got {name!r}")
        yield item


def _question(item: Item) -> RoomQuestion:
    view, key = public_view(item), answer_key(item)
    case = view.get("case", {"title": "", "text": []})
    more = [view["finding"]] if "finding" in view else []
    more += [view["picture"]["alt"]] if "picture" in view else []
    more += to_place(view) if {"stems", "lines"} & set(view) else []
    title = [case["title"]] if case["title"] else []
    before = (*title, *case["text"], *view["vignette"], *more)
    choices = tuple(RoomChoice(each.text, each.correct, each.reason) for each in key.options)
    return RoomQuestion(before, view["lead_in"], choices, key.key, key.why, _units(view))


def _units(view: dict) -> str:
    return " or ".join(view.get("units", ()))


def decision(case: Case, turn: Turn) -> RoomQuestion:
    """A decision of a case with its options in the order of the case player."""
    by_id = {option.id: option for option in turn.options}
    choices = tuple(
        RoomChoice(words, by_id[name].expert, by_id[name].consequence)
        for name, words in shuffled_options(case, turn)
    )
    return RoomQuestion((), turn.ask, choices, turn.expert.text, (turn.expert.consequence,))
