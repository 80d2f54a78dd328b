"""The largest letters in which words fit into a box of a slide."""

from collections.abc import Sequence

from teaching.pathway.lettering import lines

PT_PER_INCH = 72
SIDE_IN, TOP_IN = 0.1, 0.05  # the margins of a cell of a table
LINE_STEP, AFTER_PARAGRAPH = 1.22, 0.4  # from line to line, and after a paragraph, in letters


def check_table(
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    wide_in: float,
    tall_in: float,
    pt: float,
) -> None:
    """Raise ValueError where rows do not fit under each other, measured as bold Arial of a size.

    shares: of the width, by column. A cell keeps a margin of its own on each side.
    """
    needed_in = 0.0
    for row in rows:
        cells = [
            len(lines(words, pt, (wide_in * share - 2 * SIDE_IN) * PT_PER_INCH, bold=True))
            for words, share in zip(row, shares, strict=True)
        ]
        needed_in += max(cells) * pt * LINE_STEP / PT_PER_INCH + 2 * TOP_IN
    if needed_in > tall_in:
        begins = rows[-1][0][:60] if rows else ""
        raise ValueError(
            f"a table of a slide must be at most {tall_in:.2f} inches tall, got {needed_in:.2f}: "
            f"{begins}"
        )


def largest_size(
    paragraphs: Sequence[str], wide_in: float, tall_in: float, sizes_pt: Sequence[float]
) -> float:
    """The first of `sizes_pt`, from large to small, in which the paragraphs fit, measured as Arial.

    Raises ValueError where they fit in none.
    """
    for size in sizes_pt:
        rows = sum(len(lines(each, size, wide_in * PT_PER_INCH, bold=True)) for each in paragraphs)
        needed = rows * size * LINE_STEP + len(paragraphs) * size * AFTER_PARAGRAPH
        if needed <= tall_in * PT_PER_INCH:
            return size
    begins = paragraphs[0][:60] if paragraphs else ""
    raise ValueError(
        f"the words of a slide must fit in letters of {sizes_pt[-1]:g} pt, got more: {begins}"
    )
