"""The largest letters in which words fit into a box of a slide."""

from collections.abc import Sequence

from teaching.pathway.lettering import lines

PT_PER_INCH = 72
LINE_STEP, AFTER_PARAGRAPH = 1.22, 0.4  # from line to line, and after a paragraph, in letters


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
