"""Reads what a view shows, so that a test can hold it against a number worked out another way.

Nothing here imports the formatter or the parser of the course: what they get wrong would be wrong
on both sides.
"""

import html
import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

from widgets.view.picture import Picture, Stroke
from widgets.view.screen import Passage, Readout, Table

_NUMBER = re.compile(r"(?<![\w.,])[−-]?\d+(?:,\d{3})*(?:\.\d+)?")


def numbers(text: str, *names: str) -> list[float]:
    """Every number of a text in the order of reading, after `names` ("Kamp 2020") are cut out."""
    for name in names:
        text = text.replace(name, " ")
    found = (each.group(0) for each in _NUMBER.finditer(text))
    return [float(each.replace(",", "").replace("−", "-")) for each in found]


class Rounded:
    """Equal to a number that is `value` rounded to `significant` digits, with none before the point
    lost: neither another value nor more or fewer digits. At a tie either neighbour will do."""

    def __init__(self, value: float, significant: int = 4):
        self.value, self.significant = float(value), significant

    def __eq__(self, shown: object) -> bool:
        if not isinstance(shown, int | float):
            return NotImplemented
        if self.value == 0 or shown == 0:
            return self.value == shown
        places = max(0, self.significant - 1 - math.floor(math.log10(abs(self.value))))
        whole = shown * 10**places
        is_near = abs(whole - self.value * 10**places) <= 0.5 + 1e-6
        return is_near and abs(whole - round(whole)) < 1e-6 * max(1.0, abs(whole) * 1e-6)

    def __hash__(self):
        return hash((self.value, self.significant))

    def __repr__(self):
        return f"{self.value:.{self.significant + 3}g} to {self.significant} digits"


def rounded(*values: float, significant: int = 4) -> list[Rounded]:
    """What `numbers` must find where these values are shown to so many digits."""
    return [Rounded(value, significant) for value in values]


def level_said(ng_per_ml: float) -> float | Rounded:
    """What `numbers` must find where a level is shown: two digits, and "below 1" for less."""
    return 1 if 0 < ng_per_ml < 1 else Rounded(ng_per_ml, 2)


def says_level(text: str, ng_per_ml: float) -> bool:
    """Whether a text is that level and nothing else."""
    return numbers(text) == [level_said(ng_per_ml)] and ("below" in text) == (0 < ng_per_ml < 1)


def hour_said(hour: float) -> float | Rounded:
    """What `numbers` must find where an hour is shown: minutes before the first."""
    return Rounded(60 * hour, 2) if 0 < hour < 1 else Rounded(hour, 3 if hour >= 10 else 2)


def stroke(picture: Picture, label: str, panel: int = 0, kind: str | None = None) -> Stroke:
    """The one stroke of a panel with this label, of this kind if one is given."""
    found = [
        each
        for each in picture.strokes
        if (each.label, each.panel) == (label, panel) and kind in (None, each.kind)
    ]
    there = [(each.kind, each.label, each.panel) for each in picture.strokes]
    assert len(found) == 1, f"{len(found)} strokes are {kind} {label!r} in {panel}, of {there}"
    return found[0]


def points(drawn: Stroke) -> list[tuple[float, float]]:
    """The points of a stroke as (x, y)."""
    return [(float(x), float(y)) for x, y in zip(drawn.x, drawn.y, strict=True)]


def pieces(drawn: Stroke) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The pieces of line of "segments", each from one point to the next."""
    assert drawn.kind == "segments", drawn.kind
    ends = points(drawn)
    return list(zip(ends[::2], ends[1::2], strict=True))


def height_at(drawn: Stroke, x: float, upper: bool = False) -> float:
    """How high a line, or an edge of a band, stands at `x`."""
    edge = drawn.y_high if upper else drawn.y
    assert edge is not None, f"{drawn.label} has no upper edge"
    return float(np.interp(x, drawn.x, edge))


def rows(table: Table) -> list[dict[str, str]]:
    """Each row of a table by the headings of its columns, which all differ."""
    assert len(set(table.columns)) == len(table.columns), table.columns
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def row_of(table: Table, first: str) -> dict[str, str]:
    """The one row of a table that begins with this cell."""
    found = [each for each in rows(table) if each[table.columns[0]] == first]
    assert len(found) == 1, f"{len(found)} rows begin with {first!r} in {table.caption}"
    return found[0]


def readout(readouts: Iterable[Readout], label: str) -> Readout:
    """The one readout with this label."""
    readouts = list(readouts)
    found = [each for each in readouts if each.label == label]
    assert len(found) == 1, f"{len(found)} are {label!r} of {[each.label for each in readouts]}"
    return found[0]


def said(passages: Iterable[Passage]) -> str:
    """Headings and paragraphs of passages as one text."""
    return "\n".join("\n".join((each.heading, *each.paragraphs)) for each in passages)


def plain(markup: str) -> str:
    """The words of a piece of HTML, a space where a tag stood."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def cells(markup: str) -> list[list[str]]:
    """The body of the one table in a piece of HTML: a list of cells for each row."""
    body = re.search(r"<tbody>(.*?)</tbody>", markup, re.DOTALL)
    assert body, markup
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL)
    ]


def in_order(text: str, *parts: str) -> None:
    """Assert that `parts` stand in the text, each after the one before."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, f"{part!r} does not come next in {text[place:]!r}"
        place = found + len(part)


def all_numbers(texts: Sequence[str]) -> list[float]:
    """The numbers of several texts, one after the other."""
    return [number for text in texts for number in numbers(text)]
