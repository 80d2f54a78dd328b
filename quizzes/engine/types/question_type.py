"""What every type of question can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from ..items.records import Item
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant
from .grades import Grade


class QuestionType(Protocol):
    """A type of question: one class, which reads, shows, grades and audits its content.

    `asks_certainty` is False where nobody but the learner, or nobody at all, judges the answer.
    """

    asks_certainty: bool

    def read(self, table: QuestionTable) -> Any:
        """Read the content of a question from its table, noting every problem."""

    def texts(self, body: Any) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""

    def public(self, body: Any, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: nothing of the key."""

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade a response, whatever it is, or say why it cannot be graded."""

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name what is wrong with one variant."""
