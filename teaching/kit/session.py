"""A plan with everything that its steps name: stories, questions with their keys, decisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.numbers import format_number
from quizzes.engine import Item, answer_key, public_view
from quizzes.engine.on_paper import to_place
from teaching import Plan, Step
from teaching.kit.questions import bank
from teaching.plan import CHOSEN, DEALT, EACH
from widgets.model.cases import Case, Option, Turn, case_of
from widgets.model.cases.records import HOLDS, PRESS
from widgets.model.cases.walk import expert_walk
from widgets.view.cases.case import shuffled_options
from widgets.view.cases.on_the_way import answer_words, ask_label

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
    """One of the things to choose from, whether it is right, why, and in a case what happens."""

    text: str
    is_right: bool
    why: str
    happens: str = ""


@dataclass(frozen=True)
class RoomQuestion:
    """What is put to the room: the words before it, what is asked, the choices, key and reasons.

    `choices` is () where nothing is chosen from; the key is in words then. `answer_in` names the
    unit of a number, `happens` what the right choice brings. `may_ask` is what may be asked before,
    each with its answer; `pushed` what somebody says who pushes back, and the answer that holds.
    """

    before: tuple[str, ...]
    asks: str
    choices: tuple[RoomChoice, ...]
    key: str
    why: tuple[str, ...]
    answer_in: str = ""
    happens: str = ""
    may_ask: tuple[tuple[str, str], ...] = ()
    pushed: tuple[tuple[str, str], ...] = ()


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
    if step.decision == EACH:
        return (turn for turn, _ in expert_walk(case).steps if turn.kind != PRESS)
    if step.decision == DEALT:
        return (turn for turn in case.turns if turn.drawn)
    return (turn for turn in case.turns if step.decision == turn.id)


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
    """A decision of a case with its options in the order of the case player.

    As this course's way comes to it, after what may be asked where that is due.
    """
    turn = next((each for each, _ in expert_walk(case).steps if each.id == turn.id), turn)
    by_id = {option.id: option for option in turn.options}
    choices = tuple(
        RoomChoice(
            words, by_id[name].expert, by_id[name].because, " ".join(happens_words(by_id[name]))
        )
        for name, words in shuffled_options(case, turn)
    )
    best = turn.expert
    is_asked = case.asks and turn.id == (case.asks_before or case.turns[0].id)
    return RoomQuestion(
        *((), turn.ask, choices, best.text, (best.because,) if best.because else ()),
        happens=" ".join(happens_words(best)),
        may_ask=tuple((ask_label(e), answer_words(e)) for e in case.asks) if is_asked else (),
        pushed=tuple(
            (press.says, next(each.text for each in press.answers if each.id == HOLDS))
            for press in turn.presses
        ),
    )


def happens_words(option: Option) -> tuple[str, ...]:
    """What follows an option; where chance decides, both ways."""
    if not option.luck:
        return (option.happens,) if option.happens else ()
    ways = (f"If pain falls: {option.luck.responded}", f"If not: {option.luck.not_responded}")
    return tuple(text for text in (option.happens, *ways) if text)
