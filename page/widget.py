"""The base of everything live on a page: one sentence in its place, and a picture of it at rest."""

from typing import Any

import anywidget

SENTENCE_LIMIT = 110  # characters of a repr that ipywidgets stores in a notebook


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

    def __repr__(self) -> str:
        said = self.sentence
        if len(said) > SENTENCE_LIMIT:
            raise ValueError(
                f"the sentence of {type(self).__name__} must have at most {SENTENCE_LIMIT} "
                f"characters, got {len(said)}: {said!r}"
            )
        return said

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        more, about = self.at_rest()
        return data | more, metadata | about


def cut_to_sentence(words: str) -> str:
    """Words cut at a space to what a notebook stores, with an ellipsis where they were cut."""
    if len(words) <= SENTENCE_LIMIT:
        return words
    return words[: SENTENCE_LIMIT - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
