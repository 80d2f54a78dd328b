"""An explorer on screens: what it asks a room to predict, the live one, and its picture at rest."""

import ast
from base64 import b64encode
from typing import Any

import nbformat

import widgets
from page.html import joined, markup
from teaching import known
from teaching.plan import Step
from teaching.stage.drawn.screens import layer, paragraphs_html, screen
from teaching.stage.single import explorers_of
from widgets.controls.inputs import Checks, Choice, Field, Number
from widgets.view.figures import size_px, still_png

# Drawn so, letters and picture are large enough for a room at 4:3 and at 16:9; see stage.css.
STILL_PX, STILL_TALL_PX = 540, 324
HANDS_FOR_AT_MOST = 9  # number keys count hands
DRAWN_BEFORE = "Drawn beforehand, after the prediction and as it opens. It does not move."


class UnknownExplorer(ValueError):
    """A step names an explorer that its lesson does not show."""


def explorer_screens(step: Step) -> list[dict[str, Any]]:
    """The live explorer, with its picture after the prediction behind a reveal."""
    explorer, place = _explorer(step)
    live = {"name": step.explorer, "lesson": step.lesson, "cell": place}
    told = {"layers": [layer("picture", _picture(explorer))]}
    title = step.title or explorer.heading
    return [screen(step, "explorer", title, live=live, told=told, learn=_learn(step))]


def predict_screens(step: Step) -> list[dict[str, Any]]:
    """What the explorer asks before it shows anything, for hands or for a number said aloud."""
    explorer, _ = _explorer(step)
    asked = explorer.visit().screen
    screens = []
    for control in asked.controls or ():
        if isinstance(control, Choice | Checks) and len(control.options) <= HANDS_FOR_AT_MOST:
            options = [{"id": v, "text": text, "figure": ""} for v, text in control.options]
            poll = f"{step.lesson}/{step.explorer}/{control.name}"
            screens.append(
                screen(
                    step, "predict", control.label, options=options, poll=poll, learn=_learn(step)
                )
            )
        elif isinstance(control, Number | Field):
            words = paragraphs_html(
                filter(None, ["Each says a number aloud.", _in_words(control.unit)])
            )
            screens.append(screen(step, "predict", control.label, words))
    if not screens:
        raise UnknownExplorer(
            f"{step.id}: {step.explorer} asks for no prediction, got kind predict"
        )
    lead = [text for passage in asked.lead if not passage.folded for text in passage.paragraphs]
    first = screen(step, "say", explorer.heading, paragraphs_html([*lead, asked.sentence]))
    return [first, *screens]


def _in_words(unit: str) -> str:
    """What a number is said in: "In mg/h.", "Out of 100.", or nothing."""
    if unit.startswith("of "):
        return f"Out {unit}."
    return f"In {unit}." if unit else ""


def _learn(step: Step) -> str:
    """Where a learner has it, from the address of the course."""
    return f"voila/render/{step.lesson}.ipynb"


def _explorer(step: Step) -> tuple[Any, int]:
    """The explorer as its lesson shows it, and the place of its cell."""
    place = explorers_of(step.lesson).get(step.explorer)
    if place is None:
        raise UnknownExplorer(
            f"{step.id}: explorer must be one that {step.lesson or 'its lesson'} shows "
            f"({', '.join(explorers_of(step.lesson)) or 'none'}), got {step.explorer!r}"
        )
    source = (
        nbformat.read(known.LESSON_FILES / f"{step.lesson}.ipynb", as_version=4).cells[place].source
    )
    call = ast.parse(source.strip()).body[-1].value  # type: ignore[attr-defined]
    arguments = [ast.literal_eval(each) for each in call.args]
    named = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
    return getattr(widgets, step.explorer)(*arguments, **named), place


def _picture(explorer) -> Any:
    """The picture after the prediction with its words, large enough for a room."""
    shown = explorer.visit(when="after", width_px=STILL_PX).screen
    size = size_px(shown.picture, STILL_PX, STILL_TALL_PX)
    png = b64encode(still_png(shown.picture, STILL_PX, STILL_TALL_PX)).decode("ascii")
    picture = markup(
        '<img class="still" src="data:image/png;base64,{}" alt="{}" width="{}" height="{}">',
        png, shown.alt or shown.sentence, *size,
    )  # fmt: skip
    told = markup('<p class="still-note">{}</p>', DRAWN_BEFORE)
    return joined([picture, markup('<p class="verdict">{}</p>', shown.sentence), told])
