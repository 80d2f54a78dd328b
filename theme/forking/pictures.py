"""What a kernel would draw for the first move of a learner, drawn before anybody has come."""

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from theme.first.cells import FIRST_WIDTHS_PX


def drawings(
    explorers: Iterable[Any], widths_px: Sequence[int] = FIRST_WIDTHS_PX
) -> Iterator[None]:
    """Draw the pictures with which explorers open, one at each step.

    What stays of a picture while a control is moved is kept by who draws it, and takes longer than
    all the rest of the first answer. What cannot be drawn is left to the page, which says so.
    """
    # First as they open, then as they are once a learner has predicted, where they ask for it.
    moments = ("before", "after")
    for when, explorer, width_px in itertools.product(moments, explorers, widths_px):
        with contextlib.suppress(Exception):
            explorer.first_state(when=when, width_px=width_px)
        yield
