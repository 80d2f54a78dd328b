"""A scenario as a short code: the values of some controls as one number in letters and digits, with
a check."""

import hashlib
import math

from evidence.errors import LearnerError
from evidence.numbers import format_number
from page.codes import (
    LETTERS,
    in_groups,
    letters_needed,
    letters_of,
    number_of,
    plain,
    wrong_letter,
)

from .inputs import Checks, Choice, Number

CHECK_LETTERS, GROUP, LONGEST = 3, 4, 60


class ScenarioError(LearnerError):
    """A code that cannot be read, or values that have none; the message is one sentence for the
    learner."""


def code_of(name: str, controls, values: dict[str, str]) -> str:
    """The code of these values, in groups of four; ScenarioError where a value is not one a slider
    can hold."""
    number = 0
    for control in controls:
        number = number * _size(control) + _place(control, values.get(control.name, ""))
    digits = letters_of(number, _length(controls))
    return in_groups(digits + _check(name, controls, digits), GROUP)


def values_of(name: str, controls, code: str) -> dict[str, str]:
    """The values that a code holds, by control; ScenarioError with a sentence for anything else."""
    length = _length(controls)
    if isinstance(code, str):
        code = without_tail(code, length + CHECK_LETTERS)
    if not isinstance(code, str) or len(code) > LONGEST:
        raise ScenarioError("A code has letters and digits in groups of four. This is not one.")
    given = plain(code)
    if not given:
        raise ScenarioError("Nothing is written: type or paste a code first.")
    if wrong_letter(given) or len(given) != length + CHECK_LETTERS:
        raise ScenarioError(
            f"A code of this explorer has {length + CHECK_LETTERS} letters and digits, got "
            f"{len(given)} or other characters. Nothing was changed."
        )
    digits, check = given[:length], given[length:]
    if check != _check(name, controls, digits):
        raise ScenarioError(
            "The code is damaged, or comes from another explorer or edition. Nothing was changed."
        )
    number, values = number_of(digits), {}
    for control in reversed(controls):
        number, place = divmod(number, _size(control))
        values[control.name] = _value(control, place)
    if number:
        raise ScenarioError("The code is damaged. Nothing was changed.")
    return values


def without_tail(text: str, size: int) -> str:
    """A code of `size` letters without what stands behind it, set off by a sign.

    Mail programs and pages that pass links on add a full stop, or `&fbclid=…`. A text that does not
    begin with that many letters in groups, or that goes on with a letter, comes back as it is.
    """
    seen = 0
    for place, each in enumerate(text[:LONGEST]):
        if not each.isalnum() and each not in "- ":
            break
        seen += each.isalnum()
        if seen == size:
            tail = text[place + 1 :]
            return text if tail.lstrip("- ")[:1].isalnum() else text[: place + 1]
    return text


def _resolution(control: Number) -> float:
    """Ten places between two steps of a fine slider; whole units where the steps are coarse."""
    return control.step / 10 if control.step < 1 else 1.0


def _size(control) -> int:
    if isinstance(control, Number):
        return round((control.high - control.low) / _resolution(control)) + 1
    return 2 ** len(control.options) if isinstance(control, Checks) else len(control.options) + 1


def _place(control, value: str) -> int:
    if isinstance(control, Number):
        place = (control.read(value).value - control.low) / _resolution(control)
        if abs(place - round(place)) > 1e-6 or not 0 <= round(place) < _size(control):
            raise ScenarioError(
                f"No code: {control.label} has a value that the slider cannot hold."
            )
        return round(place)
    known = [option for option, _ in control.options]
    if isinstance(control, Checks):
        return sum(1 << known.index(each) for each in value.split())
    return known.index(value) + 1 if value else 0


def _value(control, place: int) -> str:
    if isinstance(control, Number):
        return format_number(round(control.low + place * _resolution(control), 9))
    known = [option for option, _ in control.options]
    if isinstance(control, Checks):
        return " ".join(each for bit, each in enumerate(known) if place >> bit & 1)
    return known[place - 1] if place else ""


def _length(controls) -> int:
    return letters_needed(math.prod(_size(control) for control in controls))


def _check(name: str, controls, digits: str) -> str:
    """Three letters over the digits and over everything that gives them their meaning."""
    shape = [
        (each.name, *(option for option, _ in each.options))
        if isinstance(each, Choice | Checks)
        else (each.name, each.low, each.high, each.step)
        for each in controls
    ]
    digest = hashlib.sha256(f"{name}{shape}{digits}".encode()).digest()
    return letters_of(
        int.from_bytes(digest[:4], "big") % len(LETTERS) ** CHECK_LETTERS, CHECK_LETTERS
    )
