"""The slides of a plan as data: what stands on each, what the teacher's notes say, its picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from evidence import load, state
from teaching import Plan, Step
from teaching.kit.facts import (
    SETTINGS,
    adults_only,
    dose_rows,
    message,
    more_to_watch,
    pitfalls,
    source_ids,
    source_labels,
    stop_points,
    trial_sentences,
    watch_points,
)
from teaching.kit.paper.sheet import foot_lines
from teaching.kit.session import RoomQuestion, ShownStep, minutes_words, shown_steps
from teaching.kit.slides.pictures import SlidePicture, after_prediction, before_prediction
from teaching.kit.words import kit_words
from teaching.known import closing_sentence
from teaching.pathway import Group, Stage, pathway, pathway_alt, pathway_notes

TABLE_HEAD = ("Dose", "How much", "Route", "Beside it")
WHY_NOT, RIGHT = "Why not the others:", "Right: "
WHAT_TO_ASK, WHAT_IS_HEARD = "What would you ask?", "The answers, each only when it is asked for:"
TO_TAKE_HOME = "To take home"
SIMULATED = {"InfusionLab": ("F-D08",)}  # explorers of a model, and what was measured instead
NOT_MEASURED = "Simulated, with a band for how people differ. Not measured."


@dataclass(frozen=True)
class Slide:
    """One slide: a title, paragraphs, lettered choices, and at most one of table, picture, boxes.

    `is_key` where it tells what is right: then `right` holds the places of the right choices.
    `rows` are those of a table under `columns`; `boxes` the stages of the pathway. `notes` are for
    the teacher.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_key: bool = False
    right: tuple[int, ...] = ()
    bullets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: SlidePicture | None = None
    boxes: tuple[Stage, ...] = ()
    notes: tuple[str, ...] = ()


def deck(plan: Plan) -> tuple[Slide, ...]:
    """The slides of a plan in their order, then those to have at hand for questions.

    Raises LeftOut where a case or question of the plan is left out because of a mistake.
    """
    steps = [slide for shown in shown_steps(plan) for slide in _step(shown, plan)]
    closing = () if _is_closing(plan.steps[-1]) else (_closing(TO_TAKE_HOME, plan),)
    return (_opening(plan), *steps, *closing, *_at_hand(), _last())


def _is_closing(step: Step) -> bool:
    """Whether a step shows the closing sentence itself."""
    return step.kind == "exit" and not step.questions


def _opening(plan: Plan) -> Slide:
    bring = [f"Bring: {each}." for each in plan.bring]
    return Slide(
        f"{plan.title}, {minutes_words(plan.minutes)}",
        (plan.summary,),
        notes=(*bring, *foot_lines()),
    )


def _step(shown: ShownStep, plan: Plan) -> Iterator[Slide]:
    """The slides of a step: what is put to the room, then its key; notes with the first."""
    slides = [_closing(shown.step.title, plan)] if _is_closing(shown.step) else list(_bare(shown))
    yield replace(slides[0], notes=(*_notes(shown, plan), *slides[0].notes))
    yield from slides[1:]


def _notes(shown: ShownStep, plan: Plan) -> tuple[str, ...]:
    step = shown.step
    expect = [f"Expect: {each}" for each in step.expect]
    cut = [f"If late: {step.cut}"] if step.cut else []
    replies = (
        [f"If somebody says “{each.says}”: {each.reply}" for each in plan.arguments]
        if step.kind in ("talk", "debrief") or step is plan.steps[0]
        else []
    )
    return (shown.clock, step.say, *expect, *cut, *replies)


def _bare(shown: ShownStep) -> Iterator[Slide]:
    step, title = shown.step, shown.step.title
    if step.explorer and step.kind == "predict":
        asks, drawn = before_prediction(step.explorer, step.lesson)
        yield from _pictured(title, asks, drawn)
    elif step.explorer:
        said, drawn = after_prediction(step.explorer, step.lesson)
        told = [state(load().facts[each]) for each in SIMULATED.get(step.explorer, ())]
        shown_with = (said, NOT_MEASURED) if told else (said,)
        first, *more = _pictured(title, shown_with, drawn)
        yield replace(first, notes=tuple(told))
        yield from more
    elif shown.story:
        yield Slide(title, (shown.case_title, *shown.story))
    elif shown.told:
        yield Slide(title, tuple(f"{heading}: {words}" for heading, words in shown.told))
    elif step.kind == "debrief":
        yield Slide(
            title, bullets=tuple(f"{each.name}: {each.asks}" for each in kit_words().debrief)
        )
    elif step.kind == "say":
        yield Slide(title, bullets=step.expect)
    elif not shown.asked:
        yield Slide(title)
        if step.expect:  # what the room has said first
            yield Slide(title, bullets=step.expect)
    for number, asked in enumerate(shown.asked, 1):
        more = f" ({number} of {len(shown.asked)})" if len(shown.asked) > 1 else ""
        yield from _may_ask(title, asked)
        question, key = _asked(f"{title}{more}", asked)
        yield question
        if not step.on_paper:
            yield key


def _pictured(
    title: str, said: tuple[str, ...], drawn: tuple[SlidePicture, ...]
) -> Iterator[Slide]:
    """A slide for each drawing, or the words alone where there is none."""
    for number, each in enumerate(drawn):  # the sentence is about the first panel
        yield Slide(title, said if number == 0 else (f"{each.panel}.",), picture=each)
    if not drawn:
        yield Slide(title, said)


def _asked(title: str, asked: RoomQuestion) -> tuple[Slide, Slide]:
    """A question or decision, and the same with what is right and why."""
    choices = tuple(each.text for each in asked.choices)
    unit = (f"Answer in {asked.answer_in}.",) if asked.answer_in else ()
    question = Slide(title, (*asked.before, asked.asks, *unit), choices)
    right = tuple(n for n, each in enumerate(asked.choices) if each.is_right)
    key = () if right else (f"{RIGHT}{asked.key}" if not choices else asked.key,)
    each_why = tuple(
        " ".join(text for text in (f"{each.text}:", each.happens, each.why) if text)
        for each in asked.choices
        if not each.is_right
    )
    pushed = tuple(f"Somebody pushes back. {says} Hold: {holds}" for says, holds in asked.pushed)
    then = (f"What happens: {asked.happens}",) if asked.happens else ()
    notes = (*then, *((WHY_NOT, *each_why) if each_why else ()), *pushed)
    return question, Slide(title, (asked.asks, *key, *asked.why), choices, True, right, notes=notes)


def _may_ask(title: str, asked: RoomQuestion) -> Iterator[Slide]:
    """What may be asked before a decision; the answers are in the notes."""
    if asked.may_ask:
        answers = tuple(f"{ask} {answer}" for ask, answer in asked.may_ask)
        asks = tuple(ask for ask, _ in asked.may_ask)
        yield Slide(title, (WHAT_TO_ASK,), bullets=asks, notes=(WHAT_IS_HEARD, *answers))


def _closing(title: str, plan: Plan) -> Slide:
    return Slide(title, (closing_sentence(plan.close),))


def _at_hand() -> tuple[Slide, ...]:
    """What the handout says, on slides of its own."""
    stages = pathway()
    *ladder, gate, trial = stages
    plan, ends, harms = trial.groups
    notes = (gate.leads, *pathway_notes())
    return (
        Slide("From the opioid to a trial", boxes=stages, notes=(pathway_alt(), *pathway_notes())),
        *(Slide(group.heading, bullets=_points(group)) for each in ladder for group in each.groups),
        Slide(
            f"{gate.title}: the criteria",
            (adults_only(),),
            bullets=_points(gate.groups[0]),
            notes=notes,
        ),
        _contraindications(gate),
        Slide(f"{trial.title}: {plan.heading[0].lower()}{plan.heading[1:]}", bullets=_points(plan)),
        Slide(ends.heading, bullets=(*_points(ends), *_points(harms))),
        Slide("What the blinded trials found", trial_sentences(), notes=(message(),)),
        *_doses(),
        *_watch(),
        Slide("Watch for, and arrange", bullets=more_to_watch()),
        Slide("Stop rule (this course's own words)", bullets=stop_points()),
        Slide("Four pitfalls", bullets=tuple(f"{each.says} {each.beside}" for each in pitfalls())),
    )


def _watch() -> Iterator[Slide]:
    """The watch list on two slides: on one its letters would be too small for a room."""
    points = watch_points()
    half = (len(points) + 1) // 2
    yield Slide("Watch for", bullets=points[:half])
    yield Slide("Watch for, the second half", bullets=points[half:])


def _points(group: Group) -> tuple[str, ...]:
    return tuple(point.words for point in group.points)


def _contraindications(gate: Stage) -> Slide:
    """Those of the source document beside those that other texts add; the caution above both."""
    _, own, others, caution = gate.groups
    rows = tuple(zip_longest(_points(own), _points(others), fillvalue=""))
    said = f"{caution.heading}: {' '.join(_points(caution))}"
    heads = (own.heading, others.heading)
    return Slide(f"{gate.title}: contraindications", (said,), columns=heads, rows=rows)


def _doses() -> Iterator[Slide]:
    """Each limit on a slide of its own, under the heading of its setting: never one list of two."""
    for setting, heading in SETTINGS.items():
        for each in dose_rows(setting):
            row = (each.label, each.amount, each.route, each.beside)
            yield Slide(f"Doses. {heading}", (adults_only(),), columns=TABLE_HEAD, rows=(row,))


def _last() -> Slide:
    sources = "; ".join(source_labels(source_ids()))
    return Slide("What this is", foot_lines(), notes=(f"Sources: {sources}.",))
