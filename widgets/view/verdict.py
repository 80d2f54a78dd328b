"""What is said of a prediction once the answer is there: whether it held, by how much, and why."""

from evidence.numbers import format_number
from widgets.view.screen import Passage

CLOSE = 1 / 20  # of the whole scale: nearer than that a prediction was close


def said_of(right: bool, words: str, why: str) -> Passage:
    """The verdict on a choice, then one reason."""
    heading = "Your prediction: right" if right else "Your prediction: not so"
    return Passage(heading, (words, why), "good" if right else "caution")


def said_of_numbers(
    pairs: tuple[tuple[float, float], ...], span: float, words: str, why: str
) -> Passage:
    """The verdict on numbers, each as said and as found, on a scale of `span`; then one reason."""
    apart = max(abs(said - found) for said, found in pairs)
    if apart and apart <= CLOSE * span:
        return Passage("Your prediction: close", (words, why), "good")
    return said_of(not apart, words, why)


def said_of_a_level(said: float, level: float, top: float, words: str, why: str = "") -> Passage:
    """The verdict on a level in ng/mL, on a scale that ends at `top`."""
    close = abs(said - level) <= CLOSE * top
    heading = f"Your prediction: {'close' if close else 'not so'}"
    return Passage(heading, (words, why) if why else (words,), "good" if close else "caution")


def miss(said: int, found: int) -> str:
    """How far a count lies from what was found: "right", "3 too many" or "3 too few"."""
    if said == found:
        return "right"
    return f"{format_number(abs(said - found))} too {'many' if said > found else 'few'}"
