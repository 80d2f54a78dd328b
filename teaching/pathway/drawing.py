"""The pathway as plain SVG: wide for a sheet or a screen, in one column for a phone.

Boxes differ by their outline and by words, never by colour alone, so that the figure holds in grey.
Colours are the page's tokens where it has them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from page.html import Markup, joined, markup
from teaching.pathway.lettering import FAMILY, lines, width
from teaching.pathway.stages import Group, Stage, pathway
from teaching.pathway.words import pathway_alt

FORMS = ("wide", "column")
INK, SOFT, PAPER = "var(--ink, #1a222b)", "var(--ink-soft, #4d5862)", "var(--paper, #ffffff)"
PAD, GAP, ARROW = 14, 18, 24  # inside a box; between columns in it; between boxes
OUTLINE = {"gate": (4, ""), "trial": (2, "9 5")}  # width of the line, dashes
BULLET = 15
# A box in its row: its share of the width, and the share of each column in it.
Placed = tuple[Stage, float, tuple[float, ...]]


@dataclass(frozen=True)
class Letters:
    """Sizes of a form: of its text and headings, and of its titles; and its whole width."""

    text: float
    title: float
    whole: float

    @property
    def line(self) -> float:
        """From one line of text to the next."""
        return self.text * 1.24


WIDE_LETTERS, COLUMN_LETTERS = Letters(19, 25, 1400), Letters(16, 21, 360)


def pathway_svg(form: str = "wide", name: str = "pathway", under: Sequence[str] = ()) -> str:
    """The figure as SVG text with its title and description; `name` keeps its ids apart.

    form: "wide" or "column"; another one raises ValueError. under: what is drawn below the boxes, a
    paragraph each.
    """
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}, got {form!r}")
    stages = pathway()
    letters = WIDE_LETTERS if form == "wide" else COLUMN_LETTERS
    rows = _wide_rows(stages) if form == "wide" else [[(each, 1.0, (1.0,))] for each in stages]
    parts, top = [], 3.0
    for number, row in enumerate(rows):
        drawn, height = _row(row, letters, top, name)
        parts += drawn
        top += height
        if number < len(rows) - 1:
            last = row[-1][1] * (letters.whole - 6 - ARROW * (len(row) - 1))  # its width
            parts.append(_down(letters.whole - 3 - last / 2, top))
            top += ARROW
    for words in under:
        drawn, top = _text(words, letters.text, 3, top + GAP / 2, letters.whole - 6)
        parts += drawn
    return str(
        markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
            'class="pathway" aria-labelledby="{name}-title {name}-alt" '
            'font-family="{family}" fill="{ink}">'
            '<title id="{name}-title">From the opioid to a trial of ketamine</title>'
            '<desc id="{name}-alt">{alt}</desc>{parts}</svg>\n',
            _n(letters.whole),
            _n(top + 3),
            name=name,
            family=FAMILY,
            ink=INK,
            alt=pathway_alt(),
            parts=joined(parts),
        )
    )


def _wide_rows(stages: Sequence[Stage]) -> list[list[Placed]]:
    """Three boxes that lead to the gate, the gate, and the trial."""
    opioid, adjuvant, third, gate, trial = stages
    ladder = [(opioid, 0.45, (0.45, 0.55)), (adjuvant, 0.29, (1.0,)), (third, 0.26, (1.0,))]
    return [ladder, [(gate, 1.0, (0.42, 0.3, 0.28))], [(trial, 1.0, (0.31, 0.31, 0.38))]]


def _row(
    row: Sequence[Placed], letters: Letters, top: float, name: str
) -> tuple[list[Markup], float]:
    """The boxes of a row, as tall as the tallest, with arrows between them; and their height."""
    free = letters.whole - 6 - ARROW * (len(row) - 1)
    inside, left = [], 3.0
    for stage, share, columns in row:
        wide = free * share
        texts, tall = _inside(stage, columns, letters, left, top, wide)
        inside.append((stage, left, wide, texts, tall))
        left += wide + ARROW
    height = max(tall for *_, tall in inside)
    drawn = []
    for place, (stage, x, wide, texts, _) in enumerate(inside):
        line, dashes = OUTLINE.get(stage.id, (2, ""))
        drawn.append(
            markup(
                '<g id="{}-{}" data-steps="{}"><rect x="{}" y="{}" width="{}" height="{}" rx="6" '
                'fill="{}" stroke="{}" stroke-width="{}"{}/>{}</g>',
                name, stage.id, " ".join(stage.steps), _n(x), _n(top), _n(wide), _n(height),
                PAPER, INK, line,
                markup(' stroke-dasharray="{}"', dashes) if dashes else "", joined(texts),
            )
        )  # fmt: skip
        if place < len(inside) - 1:
            drawn.append(_right(x + wide, top + height / 2))
    return drawn, height


def _inside(
    stage: Stage, columns: Sequence[float], letters: Letters, left: float, top: float, wide: float
) -> tuple[list[Markup], float]:
    """The words of a box: its title over its columns, and where it leads; and their height."""
    room = wide - 2 * PAD
    texts, y = _text(stage.title, letters.title, left + PAD, top + PAD, room, bold=True)
    free, x, bottoms = room - GAP * (len(columns) - 1), left + PAD, [y]
    for share, groups in zip(columns, _dealt(stage.groups, len(columns)), strict=True):
        below = y
        for group in groups:
            is_named = len(stage.groups) > 1  # a single group is named by the title
            drawn, below = _group(group, letters, x, below + 4, free * share, is_named)
            texts += drawn
        bottoms.append(below)
        x += free * share + GAP
    bottom = max(bottoms) + PAD
    if stage.leads:
        drawn, bottom = _band(stage.leads, letters, left, bottom - 4, wide)
        texts += drawn
    return texts, bottom - top


def _dealt(groups: Sequence[Group], columns: int) -> list[list[Group]]:
    """Groups in columns from left to right; what is more stands under the last."""
    return [[group] for group in groups[: columns - 1]] + [list(groups[columns - 1 :])]


def _group(
    group: Group, letters: Letters, x: float, y: float, room: float, is_named: bool
) -> tuple[list[Markup], float]:
    texts: list[Markup] = []
    if is_named:
        texts, y = _text(group.heading, letters.text, x, y, room, bold=True, fill=SOFT)
    for point in group.points:
        texts.append(
            markup('<circle cx="{}" cy="{}" r="3"/>', _n(x + 5), _n(y + letters.line * 0.55))
        )
        drawn, y = _text(point.words, letters.text, x + BULLET, y, room - BULLET)
        texts += drawn
    return texts, y


def _band(
    words: str, letters: Letters, left: float, y: float, wide: float
) -> tuple[list[Markup], float]:
    """Words in the paper's colour on a band of ink, and the height below it."""
    texts, bottom = _text(words, letters.text, left + PAD, y + 7, wide - 2 * PAD, True, PAPER)
    band = markup(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        _n(left), _n(y), _n(wide), _n(bottom - y + 9), INK,
    )  # fmt: skip
    return [band, *texts], bottom + 9


def _text(
    words: str, size: float, x: float, y: float, room: float, bold: bool = False, fill: str = INK
) -> tuple[list[Markup], float]:
    """Lines of text whose top is `y`, and the height below them.

    Each line has its length with it: in a font of another width it still ends in its box.
    """
    drawn = []
    for line in lines(words, size, room, bold):
        weight = markup(' font-weight="700"') if bold else ""
        drawn.append(
            markup(
                '<text x="{}" y="{}" font-size="{}"{} fill="{}" textLength="{}" '
                'lengthAdjust="spacingAndGlyphs">{}</text>',
                _n(x), _n(y + size), _n(size), weight, fill, _n(width(line, size, bold)), line,
            )
        )  # fmt: skip
        y += size * 1.24
    return drawn, y


def _down(x: float, y: float) -> Markup:
    return _arrow((x, y + 2), (x, y + ARROW - 4), (8, 0))


def _right(x: float, y: float) -> Markup:
    return _arrow((x + 2, y), (x + ARROW - 4, y), (0, 8))


def _arrow(start: tuple[float, float], end: tuple[float, float], side: tuple[float, float]):
    """A line with a filled head, whose half width is `side`."""
    (x1, y1), (x2, y2), (dx, dy) = start, end, side
    back = (x2 - 1.5 * dy, y2 - 1.5 * dx)
    head = ((x2, y2), (back[0] + dx, back[1] + dy), (back[0] - dx, back[1] - dy))
    return markup(
        '<path d="M{} {}L{} {}" stroke="{ink}" stroke-width="3"/><path d="M{}Z" fill="{ink}"/>',
        _n(x1), _n(y1), _n(back[0]), _n(back[1]),
        "L".join(f"{_n(x)} {_n(y)}" for x, y in head), ink=INK,
    )  # fmt: skip


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
