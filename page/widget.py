"""The base of everything live on a page: one sentence in its place, and a picture of it at rest."""

from collections.abc import Sequence
from typing import Any

import anywidget

from page.sentence import checked_sentence


class CourseWidget(anywidget.AnyWidget):
    """A live part of a page, which stands in a notebook for one true sentence.

    A subclass gives `sentence`, and with `at_rest` what is shown where no kernel runs. Its `_esm`
    and `_css` are what page.assets.front_end says.
    """

    @property
    def sentence(self) -> str:
        """What this part says now, in one sentence of at most 110 characters."""
        raise NotImplementedError(f"{type(self).__name__} must define sentence")

    def at_rest(self) -> tuple[dict[str, str], dict[str, Any]]:
        """What stands for this part where no kernel runs: data and metadata by MIME type."""
        return {}, {}

    def first_state(
        self, widths_px: Sequence[int]
    ) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
        """What it shows as it opens: its state, and what of it changes with a picture's width.

        widths_px: the widths to draw for. A part without a picture has nothing for any of them.
        """
        return self.get_state(), {}

    def __repr__(self) -> str:
        return checked_sentence(self.sentence, type(self).__name__)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        more, about = self.at_rest()
        return data | more, metadata | about
