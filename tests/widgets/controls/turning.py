"""Turns every control of an explorer through its options and holds its figures to what they say."""

from evidence.numbers import format_number

SETTINGS = ("choice", "options", "checks", "number")
ANSWERS = ("options", "checks", "field", "writing")  # beside a button they wait for its press
STEPS = 8


def options_of(control) -> list[str]:
    """The values to try: all of a list, some of a slider's."""
    if control["kind"] == "number":
        low, high, step = control["low"], control["high"], control["step"]
        tried = [low + round((high - low) * part / step) * step for part in (0, 0.6, 1)]
        return [format_number(round(value, 6)).replace(",", "") for value in tried]
    values = [value for value, _ in control["options"]]
    return ["", " ".join(values), *values] if control["kind"] == "checks" else values


def figures(explorer) -> dict[str, tuple]:
    """What each figure on the screen says, by its label."""
    return {each["label"]: (each["text"], each["note"]) for each in explorer.shown["readouts"]}


def _refused(explorer) -> bool:
    message = explorer.shown["message"]
    return not explorer.shown["readouts"] and bool(message) and message["level"] != "note"


def silent(explorer, questions=()) -> list[str]:
    """Each figure that a control does not move and that does not say so, or says so falsely.

    questions: controls that ask the learner something and are no setting.
    """
    values = {**{each["name"]: each.get("value", "") for each in explorer.controls}}
    values |= explorer.values
    shown, before = explorer.shown, figures(explorer)
    still = {each.label: set(each.unmoved_by) for each in explorer.visit.screen.readouts}
    said = [text for note in shown["notes"] for text in note["paragraphs"]]
    waits = any(each["kind"] == "action" for each in explorer.controls)
    problems = []
    for control in explorer.controls:
        name, kind = control["name"], control["kind"]
        if kind not in SETTINGS or name in questions or (waits and kind in ANSWERS):
            continue
        moved, tried, refused = set(), 0, 0
        for value in options_of(control):
            if value == values[name]:
                continue
            explorer.values = {**values, name: value}
            tried, refused = tried + 1, refused + _refused(explorer)
            if not _refused(explorer):
                now = figures(explorer)
                moved |= {label for label in before if now.get(label) != before[label]}
        explorer.values = values
        if tried == refused:  # nothing is shown that could be still
            continue
        for label in before:
            if label in moved and name in still[label]:
                problems.append(f"{label} says that {name} does not move it, and it does")
            elif label not in moved and name not in still[label]:
                problems.append(f"{label} does not move with {name}, and does not say so")
            elif label not in moved and not _is_said(said, control["label"], label):
                problems.append(f"{label} does not move with {name}, and no words say so")
    return problems


def _is_said(said, control_label: str, label: str) -> bool:
    return any(
        f"“{control_label}”" in text and (label in text or "none of these figures" in text)
        for text in said
    )


def played(explorer):
    """Answer and press until figures are shown or nothing is left to press; yield each screen."""
    explorer.frame_px = 700
    pressed = set()
    for _ in range(STEPS):
        yield explorer
        answers = {}
        for control in explorer.controls:
            empty = not explorer.values.get(control["name"])
            if control["kind"] in ("options", "choice", "checks") and empty:
                answers[control["name"]] = control["options"][0][0]
            elif control["kind"] == "number" and empty and not control["value"]:
                answers[control["name"]] = options_of(control)[1]
            elif control["kind"] in ("field", "writing") and empty:
                answers[control["name"]] = "90"
        explorer.values = {**explorer.values, **answers}
        buttons = [
            each
            for each in explorer.controls
            if each["kind"] == "action" and each["name"] not in pressed
        ]
        if not buttons:
            return
        pressed.add(buttons[0]["name"])
        explorer.values = {**explorer.values, buttons[0]["name"]: buttons[0]["press"]}
    yield explorer
