"""How wide words are, so that they are broken where a box ends."""

from functools import cache
from pathlib import Path

import matplotlib
from fontTools.afmLib import AFM

# The metrics of Helvetica, which Arial and Liberation Sans share; they come with matplotlib.
METRICS = Path(matplotlib.get_data_path()) / "fonts" / "afm"
FILES = {False: "phvr8a.afm", True: "phvb8a.afm"}
FAMILY = "Arial, Helvetica, Liberation Sans, Nimbus Sans, sans-serif"
PER_EM = 1000
GLYPHS = {"’": "quoteright", "“": "quotedblleft", "”": "quotedblright", "–": "endash", "−": "minus"}


@cache
def _widths(bold: bool) -> dict[str, float]:
    metrics = AFM(METRICS / FILES[bold])
    by_code = {chr(code): wide for code, wide, _ in map(metrics.__getitem__, metrics.chars())
               if code > 0}  # fmt: skip
    by_code["'"] = metrics["quotesingle"][1]
    return by_code | {sign: metrics[name][1] for sign, name in GLYPHS.items()}


def width(words: str, size: float, bold: bool = False) -> float:
    """How wide words are in letters of a size, in the unit of the size.

    A sign that the metrics do not have counts as wide as they come.
    """
    widths = _widths(bold)
    return sum(widths.get(sign, PER_EM) for sign in words) * size / PER_EM


def lines(words: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """Words broken at spaces into lines no wider than `room`.

    Raises ValueError for a single word that is wider: it would stick out of its box.
    """
    broken: list[str] = []
    for word in words.split():
        if width(word, size, bold) > room:
            raise ValueError(f"{word!r} must fit in {room:g} in letters of {size:g}")
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size, bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return tuple(broken)
