"""The one question after a prediction: why is the level there? With an answer to each answer."""

from widgets.view.screen import Passage

RISING = {
    "store": (
        "part of each milligram is still going into muscle and fat",
        "Yes. What goes into the tissues is missing in the blood, so the level climbs until they "
        "are nearly full.",
        True,
    ),
    "clear": (
        "the body has not begun to clear it yet",
        "Clearing begins with the first milligram: what goes out grows with the level. What "
        "takes hours is filling the tissues.",
        False,
    ),
    "pump": (
        "the level follows the pump at once",
        "The pump is at its rate at once, the level is not. Look at the curve: it goes on "
        "climbing for hours.",
        False,
    ),
}
FALLING = {
    "return": (
        "muscle and fat give back what they took up",
        "Yes. Blood clears quickly at first; then the tissues feed it, and the fall slows down.",
        True,
    ),
    "half": (
        "it falls by half again and again, at one pace",
        "That would be one pool. The curve bends: the first half goes quickly, what is left goes "
        "slowly.",
        False,
    ),
    "mirror": (
        "it takes as long to leave as the infusion ran",
        "The hours of the fall belong to the body. Days on a plateau fill the tissues no further "
        "than nearly full.",
        False,
    ),
}


def why_options(after_stop: bool) -> tuple[tuple[str, str], ...]:
    """Values and labels of the answers, for an hour after the stop or before it."""
    return tuple((key, label) for key, (label, _, _) in (FALLING if after_stop else RISING).items())


def why_feedback(answer: str) -> tuple[Passage, ...]:
    """What is said to an answer; nothing while there is none."""
    found = {**RISING, **FALLING}.get(answer)
    if not found:
        return ()
    _, said, right = found
    return (
        Passage(
            "That is the reason" if right else "Not that", (said,), "good" if right else "caution"
        ),
    )
