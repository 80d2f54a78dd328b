"""A choice and the button that commits it. Another choice takes the press back, in the page, so a
press without a choice does not count later on.
"""

from widgets.controls.inputs import Action, Options

EMPTY = "Choose one option first."


def commit_controls(key: str, label: str, options, press_label: str) -> list:
    """The options of `key` and the button that commits one of them."""
    return [Options(key, label, tuple(options)), Action(f"{key}~go", press_label, again=True)]


def committed(key: str, values) -> tuple[str, bool]:
    """The committed choice of `key` ("" if none yet), and whether a press came without a choice."""
    pressed, chosen = values.get(f"{key}~go") == "yes", values.get(key, "")
    return (chosen, False) if pressed and chosen else ("", pressed)
