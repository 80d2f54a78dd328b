"""Puts a plan into the words of its run sheet: clock marks, screens, answers, arguments, cuts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from string import ascii_uppercase

import evidence
from evidence.tables import COURSE, find
from quizzes.engine import Item, answer_key, public_view
from teaching import known
from teaching.case_words import LOCAL_VIEW, CaseWords, ExpertsWay
from teaching.ideas import sentences, told_apart
from teaching.plan import DEALT, Argument, Plan, Step

WORDS_A_MINUTE = 200  # how fast somebody reads who is preparing
LABELS = 150  # words of the sheet itself: headings, and what stands before screens and cuts
KIND_LABELS = {
    "say": "Say",
    "case": "Case",
    "question": "Question",
    "predict": "Predict",
    "explorer": "Show",
    "reveal": "Reveal",
    "talk": "Talk",
    "debrief": "Debrief",
    "exit": "Close",
}
CASE_LEFT_OUT = "This case is left out: its file has a mistake. The rest works."
IN_SHORT_WORDS = 30  # of why, where a step has several questions: the presenter view has it all


@dataclass(frozen=True)
class Expected:
    """What is right, and why; `asked` where it is one of several, `source` a place of the evidence.

    `claim` is its id where it is a claim, which the About page shows in full.
    """

    answer: str
    why: str = ""
    asked: str = ""
    source: str = ""
    claim: str = ""


@dataclass(frozen=True)
class SheetStep:
    """One step as the sheet tells it; `number` counts from 1, times are minutes and seconds."""

    number: int
    starts: str
    ends: str
    kind: str
    title: str
    say: str
    screen: str
    expected: tuple[Expected, ...]
    cut: str
    saves: str


@dataclass(frozen=True)
class ClaimChip:
    """A claim as a chip shows it: its place, its standing, and the sources with their links."""

    claim: str
    label: str
    status: str
    status_words: str
    sources: tuple[tuple[str, str], ...]  # what it is called, and its link or ""


@dataclass(frozen=True)
class SheetArgument:
    """A wrong argument, the reply, and the chip of the claim that it rests on."""

    says: str
    reply: str
    chip: ClaimChip


@dataclass(frozen=True)
class RunSheet:
    """The whole sheet; `minutes_to_read` is worked out from its words, those of sources apart."""

    id: str
    title: str
    minutes: str
    summary: str
    is_local: bool
    bring: tuple[str, ...]
    steps: tuple[SheetStep, ...]
    saves: str  # what all cuts together save
    arguments: tuple[SheetArgument, ...]
    close: str
    close_chip: ClaimChip | None

    @property
    def minutes_to_read(self) -> int:
        """How many minutes it takes to read all of it, rounded up."""
        told = asdict(self)
        folded = [told["close_chip"] or {}, *(each["chip"] for each in told["arguments"])]
        for chip in folded:  # a chip's sources are folded
            chip["sources"] = ()
        return math.ceil((_words_in(told) + LABELS) / WORDS_A_MINUTE)


def run_sheet(plan: Plan, cases: Mapping[str, CaseWords], local: Path | None = None) -> RunSheet:
    """The sheet of a plan; a plan for any case needs one in it first (`teaching.for_case`).

    `local` is the folder of a local plan, which may name the questions that stand there.
    """
    last_asked = {name: step.id for step in plan.steps for name in step.questions}
    steps: list[SheetStep] = []
    start = 0.0
    for number, step in enumerate(plan.steps, 1):
        marks = _clock(start), _clock(start + step.minutes)
        start += step.minutes
        asks_first = step is _asks_at(plan, cases.get(step.case))
        expected = tuple(_expected(step, cases, last_asked, local, asks_first))
        screen = _screen(step, cases, local, asks_first)
        steps.append(
            SheetStep(
                *(number, *marks, KIND_LABELS[step.kind], step.title, step.say, screen, expected),
                *(step.cut, minutes_in_words(step.saves_minutes) if step.cut else ""),
            )
        )
    return RunSheet(
        id=plan.id,
        title=plan.title,
        minutes=minutes_in_words(plan.minutes),
        summary=plan.summary,
        is_local=plan.is_local,
        bring=plan.bring,
        steps=tuple(steps),
        saves=minutes_in_words(sum(step.saves_minutes for step in plan.steps)),
        arguments=tuple(_argument(each) for each in plan.arguments),
        close=known.closing_sentence(plan.close),
        close_chip=_chip(plan.close),
    )


def minutes_in_words(minutes: float) -> str:
    """Minutes as a teacher says them: "20 min", "1½ min", "½ min"; to the nearest half."""
    halves = round(minutes * 2)
    whole, half = divmod(halves, 2)
    return f"{whole or ''}{'½' if half else ''}{'' if halves else '0'} min"


def _clock(minutes: float) -> str:
    """A mark of the clock: minutes and seconds since the start."""
    seconds = round(minutes * 60)
    return f"{seconds // 60}:{seconds % 60:02d}"


def _asks_at(plan: Plan, case: CaseWords | None) -> Step | None:
    """The step at which a case is asked about: once, before the first decision that needs it."""
    asked = (
        e for e in plan.steps if case and e.case == case.id and case.is_asked_before(e.decision)
    )
    return next(asked, None)


def _screen(
    step: Step, cases: Mapping[str, CaseWords], local: Path | None, asks_first: bool
) -> str:
    """What the room sees, in a line."""
    if step.case:
        case = cases.get(step.case)
        if case is None:
            return CASE_LEFT_OUT
        if step.kind == "reveal":
            return f"{case.name}: how it ends, its trap and debrief."
        if step.decision == DEALT:
            return f"{case.name}: {case.deals} of these {len(case.dealt)}, dealt by chance."
        way = case.at(step.decision)
        before = f"What may be asked, {case.may_ask}. Then: " if asks_first else ""
        if case.is_local:  # nothing shows it but the sheet
            told = _with_letters(way.ask, way.options) if way else f"{case.title}. {case.stem}"
            return f"{case.name}: {before}{told}"
        story = f"{case.title} {sentences(case.stem)[0]}"
        return f"{case.name}: {before}{way.ask if way else story}"
    if step.questions:
        items = [known.question(name, local) for name in step.questions]
        asked = [_asked(item, local) for item in items if item]
        if len(asked) == 1 or any(
            known.is_local_question(item.id, local) for item in items if item
        ):
            return " ".join(asked)
        return f"{len(asked)} questions, one after another."
    if step.explorer:
        there = known.explorers_of(step.lesson)
        lab = f"The explorer of lesson {int(step.lesson[:2])}" if there else "An explorer"
        state = "before anything is shown" if step.kind == "predict" else "with its result"
        return f"{lab}, {state}."
    return ""


def _expected(
    step: Step,
    cases: Mapping[str, CaseWords],
    last_asked: Mapping[str, str],
    local: Path | None,
    asks_first: bool,
) -> Iterator[Expected]:
    """What is right at a step: of a question from its key, of a case the expert's way."""
    case = cases.get(step.case)
    if case and step.kind == "reveal":
        yield Expected(case.trap, why=case.debrief)
    elif case and step.decision == DEALT:
        for way in (each for each in case.way if each.id in case.dealt):
            yield Expected(
                *(_ended(way.answer), way.because, way.ask, _label(way.source)),
                _claim(way.source),
            )
    elif case and (decided := case.at(step.decision)):
        yield from _decided(decided)
        if asks_first and case.decisive:
            yield Expected(f"Worth asking first: {' '.join(map(_ended, case.decisive))}")
    yield from _keys(step, last_asked, local)
    for text in step.expect:
        yield Expected(text)


def _decided(way: ExpertsWay) -> Iterator[Expected]:
    """What is right at a decision and why, and what to answer to whoever pushes back.

    What happens then is left to the stage: the sheet has to be read in ten minutes.
    """
    source = _label(way.source)
    yield Expected(_ended(way.answer), way.because, "", source, _claim(way.source))
    for press in way.presses:
        yield Expected(press.holds, asked=press.says)


def _keys(step: Step, last_asked: Mapping[str, str], local: Path | None) -> Iterator[Expected]:
    """The keys of the questions of a step, each where it is asked last."""
    later = [name for name in step.questions if last_asked[name] != step.id]
    if later:
        yield Expected("No answer is shown yet: it stands where the same is asked again.")
    several = len(step.questions) > 1
    for name in (each for each in step.questions if each not in later):
        item = known.question(name, local)
        if item is not None:
            key = answer_key(item)
            asked = _local_mark(name, local) + key.asked
            why = told_apart(key.why, IN_SHORT_WORDS)[:1] if several else [key.why]
            words = " ".join(each for page in why for each in page)
            yield Expected(key.key, why=words, asked=asked if several else "")


def _asked(item: Item, local: Path | None) -> str:
    """What a question asks; of a department's, which nothing shows but the sheet, all of it."""
    key = answer_key(item)
    if not known.is_local_question(item.id, local):
        return key.asked
    story = " ".join(public_view(item)["vignette"])
    told = _with_letters(f"{story} {key.asked}", [each.text for each in key.options])
    return f"Local: {told}"


def _with_letters(ask: str, options: Sequence[str]) -> str:
    """What is asked, and what there is to choose from: "A: this. B: that."."""
    lettered = zip(ascii_uppercase, options, strict=False)
    return " ".join((ask, *(f"{letter}: {_ended(text)}" for letter, text in lettered)))


def _ended(text: str) -> str:
    """A text as a sentence."""
    return text if text[-1:] in ".?!”" else f"{text}."


def _local_mark(question: str, local: Path | None) -> str:
    """What stands before a question of a department."""
    return "Local: " if known.is_local_question(question, local) else ""


def _label(source: str) -> str:
    """What a record is called in a chip, or whose own view it is."""
    if source == LOCAL_VIEW:
        return "Your department’s own view"
    return "The course’s own view" if source == COURSE else evidence.chip(find(source)).label


def _claim(source: str) -> str:
    return source if source in evidence.load().claims else ""


def _argument(argument: Argument) -> SheetArgument:
    chip = _chip(argument.claim)
    assert chip is not None
    return SheetArgument(argument.says, argument.reply, chip)


def _chip(name: str) -> ClaimChip | None:
    """The chip of a claim; None for an objective, behind which no source stands."""
    claims = evidence.load().claims
    if name not in claims:
        return None
    chip = evidence.chip(claims[name])
    sources = tuple((each.label, each.link) for each in chip.sources)
    return ClaimChip(name, chip.label, chip.status, chip.status_words, sources)


def _words_in(told: object) -> int:
    """How many words somebody reads, in whatever holds them."""
    if isinstance(told, str):
        return 0 if told.startswith("https://") else len(told.split())
    if isinstance(told, Mapping):
        return sum(_words_in(each) for each in told.values())
    return sum(map(_words_in, told)) if isinstance(told, (list, tuple)) else 0
