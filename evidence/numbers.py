"""The one reader and the one writer of numbers that a learner types or sees.

A misread number is a dosing error, so the reader never guesses: what could be read in two ways is
refused with a sentence that names the problem and the fix.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

DIGITS_AT_MOST = 15  # more than a float can hold exactly, and more than any dose needs
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


class NumberError(ValueError):
    """A number that cannot be read or shown; the message is one sentence for the learner."""


def _refuse(text: str) -> NumberError:
    shown = text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"
    shown = "".join(each if each.isprintable() else "?" for each in shown)
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
