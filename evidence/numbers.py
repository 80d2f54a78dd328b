"""The one reader and the one writer of numbers that a learner types or sees.

A misread number is a dosing error, so no reader guesses. `parse_number` is for files and code: it
takes one way of writing. `read_number` is for people: what can be read in one way only is read and
said back, what can be read in two ways is asked back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from .errors import LearnerError
from .units import canonical_unit

DIGITS_AT_MOST = 15  # more than a float can hold exactly, and more than any dose needs
TYPED_AT_MOST = 60  # characters that a number and its unit can need
SHOWN_AT_MOST = 20  # characters of a refused text that are repeated back

_ALL_DIGITS = Context(prec=400)  # the largest float has 309 digits before its point
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")

# The first pattern that matches names the problem; {got} is what was typed.
_PROBLEMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (
            r"[-\u2010-\u2015\u2212].*",
            "{got} has a minus sign: write an amount of 0 or more, without a sign",
        ),
        (
            r".*[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff].*",
            "{got} has an invisible character in it: delete it all and write the number again with "
            "the digits 0 to 9 and a point",
        ),
        (
            r".*[^\x00-\x7f].*",
            "{got} has a character other than the digits 0 to 9 and a point: write it again with "
            "those only",
        ),
        (r"\+.*", "{got} has a plus sign: write the number without a sign"),
        (r"\.[0-9]+", "{got} has nothing before the point: write 0{text}"),
        (
            r"[0-9][0-9,]*\.",
            "{got} has nothing after the point: leave the point out, or write "
            "the digits that follow it",
        ),
        (r"[0-9.,]+[eE].*", "{got} is written with an exponent: write the number out, such as 0.1"),
        (
            r"[0-9.,_]*_[0-9.,_]*",
            "{got} has an underscore: write thousands with a comma, such as 1,000",
        ),
        (
            r"[0-9.,]*[0-9]\s+[0-9].*",
            "{got} has a space inside the number: write thousands with a comma, such as 1,000",
        ),
        (r",[0-9]+", "{got} has nothing before the comma: write 0 and a point there, such as 0.1"),
        (r"[0-9]+,", "{got} has nothing after the comma: leave it out, or write what follows it"),
        (
            r"[0-9]*,[0-9]*",
            "{got} has a comma that does not stand between thousands: for decimals "
            "use a point, not a comma, such as 0.1",
        ),
        (
            r"0[0-9]+(\.[0-9]*)?",
            "{got} starts with a 0 that does not belong there: leave it out, "
            "or write 0.5 if you meant a half",
        ),
        (
            r"[0-9.,]*[.,][0-9.,]*",
            "{got} has more points or commas than one number can hold: use "
            "one point for decimals, and commas between thousands only",
        ),
        (
            r"[0-9][0-9.,]*\s*[a-zA-Z%/].*",
            "{got} has more than the number: write the number only, without a unit",
        ),
    )
)


# Other digits that keyboards offer, and the separators that go with them: Arabic-Indic, Persian,
# Devanagari, Bengali, Thai and full width. A middle dot can only be a decimal point, an apostrophe
# only stand between thousands.
_SCRIPTS = tuple(map(ord, "\u0660\u06f0\u0966\u09e6\u0e50\uff10"))
_DIGITS = {chr(first + digit): str(digit) for first in _SCRIPTS for digit in range(10)}
_MARKS = {
    "\u066b": "\u00b7",
    "\u066c": "'",
    "\u060c": ",",
    "\uff0c": ",",
    "\uff0e": ".",
    "\u2019": "'",
    "\u02bc": "'",
}
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff"  # no width, and no effect on what is seen
_TURNING = "\u061c\u200f"  # no width; inside a number they change the order in which it is seen
_DECIMAL_MARKS, _GROUP_MARKS = ("", ".", ",", "\u00b7"), ("", ",", ".", " ", "'")
_HAS_TWO_MEANINGS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_TYPED = re.compile(
    r"(?P<number>[0-9](?:[0-9.,\u00b7' ]*[0-9])?)(?P<rest>\s*(?:[a-zA-Z%/\u00b5\u03bc].*)?)"
)
_EXPONENT = re.compile(r"[0-9.,]+\s*[eE]\s*[-+]?[0-9].*")


class DoseError(LearnerError):
    """A dose that is refused; the message is a sentence: the thing, the limit and what came."""


class NumberError(DoseError):
    """A number that cannot be read or shown; the message is one sentence for the learner."""


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number that a learner typed: `value`, and `echo` ("read as 0.1") where the way of writing
    is not the course's own, else ""."""

    value: float
    echo: str = ""


def _refuse(text: str) -> NumberError:
    shown = text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"
    shown = "".join(each for each in shown if each.isprintable() or each in " \u00a0\u202f")
    got = f"'{shown}'"
    for pattern, words in _PROBLEMS:
        if pattern.fullmatch(text):
            return NumberError(words.format(got=got, text=shown) + ".")
    return NumberError(f"{got} is not a number: write it in digits, such as 0.1 or 1,250.")


def parse_number(text: str) -> float:
    """Read an amount of 0 or more as a learner typed it, such as "0.1", "5" or "1,250".

    Spaces around the number are allowed. Raises NumberError, a sentence with problem and fix, for
    a bare point (".1", "1."), a decimal comma, a sign, an exponent, a space or a unit inside, a 0
    in front ("05"), an empty text, or more than 15 digits.
    """
    if not isinstance(text, str):
        raise NumberError(f"A number must come as text, got {type(text).__name__}.")
    typed = text.strip()
    if not typed:
        raise NumberError("Nothing is written: write a number, such as 0.1.")
    if not (_PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed)):
        raise _refuse(typed)
    if sum(character.isdigit() for character in typed) > DIGITS_AT_MOST:
        raise NumberError(f"The number has more than {DIGITS_AT_MOST} digits: write fewer.")
    return float(typed.replace(",", ""))


def read_number(
    text: str, unit: str | None = None, low: float | None = None, high: float | None = None
) -> NumberRead:
    """Read an amount of 0 or more as a learner typed it, on any keyboard.

    `unit` is the field's: it may stand behind the number, another one is refused by name. `low` and
    `high` are limits that the learner sees beside the field: of two readings, one alone inside them
    is taken. Limits that nobody sees must not choose: leave them out, and the learner is asked.
    They limit nothing else. What is not written as the course writes it is said back in `echo`.
    Raises NumberError, a DoseError, for what can be read in two ways or not at all.
    """
    if not isinstance(text, str):
        raise NumberError(f"A number must come as text, got {type(text).__name__}.")
    if len(text) > TYPED_AT_MOST:
        raise NumberError(
            f"A number must have at most {TYPED_AT_MOST} characters, got {len(text)}: write fewer."
        )
    if _PLAIN.fullmatch(text) and not _HAS_TWO_MEANINGS.fullmatch(text):
        return NumberRead(parse_number(text))
    seen = _as_seen(text)
    if not seen:
        raise NumberError("Nothing is written: write a number, such as 0.1.")
    plain = _in_our_digits(seen)
    found = _TYPED.fullmatch(plain)
    if not found or _EXPONENT.fullmatch(plain):
        raise _refuse(plain)
    number = found["number"]
    if found["rest"].strip():
        _check_unit(plain, found["rest"].strip(), unit)
    readings = _readings(number)
    if not readings:
        raise _refuse(number)
    if sum(each.isdigit() for each in number) > DIGITS_AT_MOST:
        raise NumberError(f"The number has more than {DIGITS_AT_MOST} digits: write fewer.")
    inside = [
        each for each in readings if (low is None or each >= low) and (high is None or each <= high)
    ]
    if len(readings) > 1 and (low is None and high is None or len(inside) != 1):
        raise NumberError(_asked_back(number, *readings))
    value = inside[0] if len(readings) > 1 else readings[0]
    as_ours = text.strip().startswith(number) and bool(
        _PLAIN.fullmatch(number) or _GROUPED.fullmatch(number)
    )
    if as_ours and len(readings) == 1:
        return NumberRead(value)
    return NumberRead(value, f"read as {format_number(value, DIGITS_AT_MOST)}")


def _as_seen(text: str) -> str:
    """The text without what nobody sees; what would show it in another order is refused."""
    plain = "".join(each for each in text if each not in _UNSEEN)
    plain = "".join(
        " " if each == "\t" or unicodedata.category(each) == "Zs" else each for each in plain
    )
    plain = plain.strip().strip(_TURNING).strip()
    # at either end of the number such a mark changes nothing
    plain = re.sub(rf"(?<=\d)[{_TURNING}]+(?=\s*[a-zA-Z%/]|$)", "", plain)
    if any(unicodedata.category(each) in ("Cf", "Cc", "Co", "Cn", "Cs") for each in plain):
        raise NumberError(
            "There is an invisible character inside the number, which can turn its digits round: "
            "delete it all and write it again."
        )
    return plain


def _in_our_digits(text: str) -> str:
    """The digits of one other script as 0 to 9, with its separators; mixed scripts stay."""
    scripts = {ord(each) - int(_DIGITS[each]) for each in text if each in _DIGITS}
    if not scripts and not any(each in _MARKS for each in text):
        return text
    if len(scripts) > 1 or (scripts and re.match(r"[^a-zA-Z]*[0-9]", text)):
        return text
    return "".join(_DIGITS.get(each, _MARKS.get(each, each)) for each in text)


def _check_unit(typed: str, written: str, unit: str | None) -> None:
    if unit is None:
        raise _refuse(typed)
    if canonical_unit(written) == canonical_unit(unit) or written.casefold() == unit.casefold():
        return
    named = written if len(written) <= SHOWN_AT_MOST else written[: SHOWN_AT_MOST - 1] + "…"
    raise NumberError(
        f"'{named}' is not the unit of this field, which is {unit}: work the number out in that "
        "unit, or write it alone."
    )


def _readings(number: str) -> list[float]:
    """Every amount that the characters can mean in some country, smallest first."""
    found = set()
    for decimal in _DECIMAL_MARKS:
        whole, _, part = number.partition(decimal) if decimal else (number, "", "0")
        if not re.fullmatch(r"[0-9]+", part):
            continue
        for group in _GROUP_MARKS:
            between = re.escape(group)
            form = rf"[1-9][0-9]{{0,2}}(?:{between}[0-9]{{3}})+" if group else "0|[1-9][0-9]*"
            # Who writes decimals with a raised point groups with a comma.
            if decimal == "\u00b7" and group not in ("", ","):
                continue
            if group != decimal or not group:
                if re.fullmatch(form, whole):
                    found.add(float(f"{whole.replace(group, '') if group else whole}.{part}"))
    return sorted(found)


def _size(value: float) -> str:
    """Between which numbers a value lies, without a mark that has two meanings."""
    if value < 1000:
        return f"between {int(value)} and {int(value) + 1}"
    return f"{'more than ' if value % 1000 else ''}{int(value // 1000)} thousand"


def _asked_back(number: str, smaller: float, larger: float) -> str:
    """The two readings, and how to write either so that it cannot be the other."""
    short = format_number(smaller, DIGITS_AT_MOST)
    two_meanings = _HAS_TWO_MEANINGS.fullmatch(short)
    way = f"{round(smaller, 2):g}" if two_meanings else short
    return (
        f"'{number}' can be read as {_size(smaller) if two_meanings else short} or as "
        f"{_size(larger)}: write {way} or {larger:.0f}."
    )


@lru_cache(maxsize=4096, typed=True)  # a screen writes the same few numbers again and again
def format_number(x: float, significant: int = 4) -> str:
    """Write a number for a screen: 0.1, 5, 16.67, 1,250.

    Leading zero, no trailing zero, a comma between thousands, never an exponent. Decimals are
    rounded to `significant` digits, half away from zero; digits before the point are all kept
    except that a fraction may round them up. What is not 0 never becomes 0, and there is no "-0".
    Raises NumberError for what is not a finite number, or if `significant` is below 1.
    """
    if isinstance(x, bool) or isinstance(x, str):
        raise NumberError(f"A number to show must be a number, got {x!r}.")
    if not isinstance(significant, int) or significant < 1:
        raise NumberError(f"significant must be a whole number of at least 1, got {significant!r}.")
    # repr gives the shortest digits that mean this float, so 0.1 stays 0.1 and not 0.1000…055
    exact = Decimal(repr(float(x)))
    if not exact.is_finite():
        raise NumberError(f"A number to show must be finite, got {x!r}.")
    if exact == 0:
        return "0"
    decimals = max(0, significant - 1 - exact.adjusted())
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ALL_DIGITS)
    shown = f"{rounded:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
