"""Drives an explorer through every option and both ends of every number, and holds each screen.

What it needs of an explorer is what the page needs: `controls`, `values`, `shown`, its sentence.
"""

import re

from tests.medication_lint import problems
from tests.widgets.controls.as_a_page import opened, said
from tests.widgets.controls.turning import options_of, played

SENTENCE_LIMIT, REFUSAL_LIMIT = 110, 250  # characters
SETTINGS = ("choice", "options", "checks", "number")
BROKEN = ("could not be computed", "broadcast", "Traceback", "must be one of line, band")
PLACEHOLDER = re.compile(r"\{[^{}]*\}|\bNone\b|\bnan\b|\binf\b|\bTODO\b|<[\w.]+ object")
# The drill's orders have errors to be found, and per minute in place of per hour is one of them.
SHOWS_ERRORS = {"PumpDrill": "'mg/kg/min'"}
FOREIGN = ("<metadata", "<style", "<!--")
# What no model can know, what nobody says of a time, and an article that stumbles.
NOT_SAID_SO = re.compile(r"\b0\.\d+ ng/mL|\bhours? 0\.\d+|\b[Aa] (?:8|11|18)(?:\d|,000)? [a-z]")
WORDS_OF_A_PICTURE = 40  # characters; fewer cannot say what is drawn


def screen_problems(explorer) -> list[str]:
    """Return what is wrong with the screen that an explorer shows now."""
    shown = explorer.shown
    text = said(shown)
    allowed = SHOWS_ERRORS.get(explorer.visit.explorer.name, "")
    found = [each for each in map(str, problems(text)) if not allowed or allowed not in each]
    found += [f"shows {word!r}" for word in BROKEN if word in text]
    found += [f"a placeholder: {each!r}" for each in PLACEHOLDER.findall(text)]
    found += [f"says {each!r}" for each in NOT_SAID_SO.findall(text)]
    # A refusal is told to the learner whole; what a notebook stores is what stands for the picture.
    sentence = explorer.visit.screen.sentence
    limit = REFUSAL_LIMIT if shown["message"] else SENTENCE_LIMIT
    if not sentence.strip() or len(sentence) > limit:
        found.append(f"the sentence has {len(sentence)} characters: {sentence[:60]!r}")
    if shown["strokes"]:
        if len(shown["alt"]) < WORDS_OF_A_PICTURE:
            found.append(f"a picture says only {shown['alt']!r}")
        if not shown["table"] or not shown["table"]["rows"]:
            found.append("a picture has no table")
        if "<svg" not in explorer.backdrop:
            found.append("a picture has no axes")
        elif "<text" not in explorer.backdrop and "<use" not in explorer.backdrop:
            found.append("the axes of a picture have no words")
        # Neither is for the learner, and such a style would reach the rest of the page.
        found += [f"a picture brings {each}" for each in FOREIGN if each in explorer.backdrop]
        found += ticks_off_their_axis(explorer.visit.screen.picture)
    for table in filter(None, [shown["table"]]):
        if any(len(row) != len(table["columns"]) for row in table["rows"]):
            found.append("a row of the table is longer or shorter than its head")
        found += _levels_too_exact(table)
    return found


def _levels_too_exact(table) -> list[str]:
    """Return the cells of a table that claim to know a level below 1 ng/mL."""
    levels = [place for place, name in enumerate(table["columns"]) if name.endswith("ng/mL")]
    cells = [row[place] for row in table["rows"] for place in levels if place < len(row)]
    return [f"a level of {cell} ng/mL" for cell in cells if cell.startswith("0.")]


def ticks_off_their_axis(picture) -> list[str]:
    """Return each named tick outside its axis: the drawing would stretch the axis to it, and what
    moves would no longer stand where the axis says."""
    axes = [(picture.x_label, picture.x_min, picture.x_max, picture.x_ticks)]
    axes += [(each.y_label, each.y_min, each.y_max, each.y_ticks) for each in picture.panels]
    return [
        f"a tick at {value:g} is off its axis ({label}), {low:g} to {high:g}"
        for label, low, high, ticks in axes
        for value, _ in ticks
        if not low <= value <= high
    ]


def beyond(control) -> list[str]:
    """Values that the control's limits refuse, and one that is no number at all."""
    low, high, step = control["low"], control["high"], control["step"]
    return [f"{low - step:.6g}", f"{high + step:.6g}", "many"]


def driven(explorer) -> list[str]:
    """Return each problem of each screen that one turn of any control leads to."""
    found = []
    for page in played(opened(explorer)):
        found += screen_problems(page)
        values = dict(page.values)
        for control in list(page.controls):
            if control["kind"] not in SETTINGS:
                continue
            for value in options_of(control):
                page.values = {**values, control["name"]: value}
                where = f"{control['name']} = {value!r}: "
                found += [where + each for each in screen_problems(page)]
            if control["kind"] == "number":
                found += _refusals(page, values, control)
            page.values = values
    return found


def _refusals(explorer, values, control) -> list[str]:
    found = []
    for value in beyond(control):
        explorer.values = {**values, control["name"]: value}
        where = f"{control['name']} = {value!r}: "
        found += [where + each for each in screen_problems(explorer)]
    return found
