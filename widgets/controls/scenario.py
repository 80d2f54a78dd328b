"""A scenario as a short code: the values of some controls as one number in letters and digits, with
a check."""

import hashlib

from evidence.numbers import format_number

from .inputs import Checks, Choice, Number

# Crockford's letters: none is mistaken for another; O, I and L are read as what they look like.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
CHECK_LETTERS, LONGEST = 3, 60


class ScenarioError(ValueError):
    """A code that cannot be read, or values that have none; the message is one sentence for the
    learner."""


def code_of(name: str, controls, values: dict[str, str]) -> str:
    """The code of these values, in groups of four; ScenarioError where a value is not one a slider
    can hold."""
    number = 0
    for control in controls:
        number = number * _size(control) + _place(control, values.get(control.name, ""))
    digits = _letters(number, _length(controls))
    code = digits + _check(name, controls, digits)
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def values_of(name: str, controls, code: str) -> dict[str, str]:
    """The values that a code holds, by control; ScenarioError with a sentence for anything else."""
    if not isinstance(code, str) or len(code) > LONGEST:
        raise ScenarioError("A code has letters and digits in groups of four. This is not one.")
    plain = code.strip().upper().translate(READ_AS)
    length = _length(controls)
    if not plain:
        raise ScenarioError("Nothing is written: type or paste a code first.")
    if any(letter not in LETTERS for letter in plain) or len(plain) != length + CHECK_LETTERS:
        raise ScenarioError(
            f"A code of this explorer has {length + CHECK_LETTERS} letters and digits, got "
            f"{len(plain)} or other characters. Nothing was changed."
        )
    digits, check = plain[:length], plain[length:]
    number = 0
    for letter in digits:
        number = number * len(LETTERS) + LETTERS.index(letter)
    if check != _check(name, controls, digits):
        raise ScenarioError(
            "The code is damaged, or comes from another explorer or edition. Nothing was changed."
        )
    values = {}
    for control in reversed(controls):
        number, place = divmod(number, _size(control))
        values[control.name] = _value(control, place)
    if number:
        raise ScenarioError("The code is damaged. Nothing was changed.")
    return values


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
    count, size = 0, 1
    for control in controls:
        size *= _size(control)
    while len(LETTERS) ** count < size:
        count += 1
    return count


def _letters(number: int, length: int) -> str:
    letters = ""
    for _ in range(length):
        number, place = divmod(number, len(LETTERS))
        letters = LETTERS[place] + letters
    return letters


def _check(name: str, controls, digits: str) -> str:
    """Three letters over the digits and over everything that gives them their meaning."""
    shape = [
        (each.name, *(option for option, _ in each.options))
        if isinstance(each, Choice | Checks)
        else (each.name, each.low, each.high, each.step)
        for each in controls
    ]
    digest = hashlib.sha256(f"{name}{shape}{digits}".encode()).digest()
    return _letters(
        int.from_bytes(digest[:4], "big") % len(LETTERS) ** CHECK_LETTERS, CHECK_LETTERS
    )
