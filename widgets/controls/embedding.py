"""One explorer inside another's screen: its controls carry a prefix, and all else is shown as it
is.
"""

from dataclasses import replace

from widgets.controls.explorer import Explorer
from widgets.view.screen import Screen


def lodged(guest: Explorer, prefix: str, values: dict[str, str]) -> Screen:
    """What `guest` (made by Explorer.inside) shows for those of the host's `values` that carry
    `prefix`; its controls and its pointer are renamed to carry it.
    """
    mine = {
        name.removeprefix(prefix): text for name, text in values.items() if name.startswith(prefix)
    }
    screen, controls = guest.shows({**mine, "reason": values.get("reason", "")})
    return replace(
        screen,
        controls=tuple(replace(control, name=prefix + control.name) for control in controls),
        pointer=prefix + screen.pointer if screen.pointer else "",
    )


def asks_for_an_answer(screen: Screen) -> bool:
    """Whether a lodged explorer still waits for the learner to check an answer or to predict."""
    presses = (each for each in screen.controls if each.kind == "action")
    return any(press.name.rpartition("~")[2].startswith(("check", "reveal")) for press in presses)
