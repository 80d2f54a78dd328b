"""What the two forms of twelve questions and the form of day 28 say together, in sentences.

One of the pair comes before the course and the other after it, in either order; nothing is told of
them before both are complete.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..bank import Bank
from ..log.answers import GradedAnswer, Replay
from ..log.pair import in_turn

LATER = "form_c"
BOTH_FIRST = "Before and after the course: told when both sets are answered."
NOT_EQUATED = (
    "The two sets ask the same ideas of other patients. Nobody has measured whether one of them is "
    "harder: their difficulty is not equated, and chance alone moves twelve questions by one or "
    "two either way."
)


@dataclass(frozen=True, slots=True)
class FormTried:
    """A complete form at the first try: each question's idea, whether it was right, and whether the
    learner was sure."""

    rows: tuple[tuple[str, bool, bool], ...]

    @property
    def right(self) -> int:
        """How many were right."""
        return sum(right for _, right, _ in self.rows)

    def on(self, ideas: Iterable[str]) -> FormTried:
        """The same, of some ideas only."""
        return FormTried(tuple(row for row in self.rows if row[0] in set(ideas)))

    def sure_words(self) -> str:
        """Of how many the learner was sure, and whether that was right."""
        sure = [right for _, right, is_sure in self.rows if is_sure]
        if not sure:
            return "you were sure of none"
        return f"you were sure of {len(sure)}, and right in {sum(sure)} of these"


def first_tries(answers: Iterable[GradedAnswer], bank: Bank, form: str) -> FormTried | None:
    """The first answer to each question of a form; None until all have one."""
    items = {item.id: item for item in bank.live(form)}
    first: dict[str, GradedAnswer] = {}
    for each in answers:
        if each.answer.item in items:
            first.setdefault(each.answer.item, each)
    if not items or len(first) < len(items):
        return None
    return FormTried(
        tuple(
            (item.idea, first[name].correct, first[name].certainty == 3)
            for name, item in items.items()
        )
    )


def forms_words(past: Replay, bank: Bank) -> list[str]:
    """Totals, gain and certainty of the pair, and what of it is there on day 28."""
    before, after = (first_tries(past.answers, bank, f) for f in in_turn(past))
    later = first_tries(past.answers, bank, LATER)
    rows = [BOTH_FIRST]
    if before is not None and after is not None:
        gain = after.right - before.right
        said = {True: f"{gain} more", False: f"{-gain} fewer"}[gain > 0] if gain else "as many"
        rows = [
            f"Before the course {before.right} of {len(before.rows)} right at the first try, after"
            f" it {after.right} of {len(after.rows)}: {said}.",
            f"Before, {before.sure_words()}; after, {after.sure_words()}.",
            NOT_EQUATED,
        ]
    if later is None:
        return [*rows, "Day 28 (form C): not complete."]
    rows.append(
        f"Day 28 (form C): {later.right} of {len(later.rows)} right at the first try;"
        f" {later.sure_words()}."
    )
    if before is None or after is None:
        return rows
    ideas = [{idea for idea, *_ in each.rows} for each in (before, after, later)]
    shared = set.intersection(*ideas)
    parts = [each.on(shared) for each in (before, after, later)]
    counts = [f"{each.right} of {len(each.rows)}" for each in parts]
    if shared:
        rows.append(
            f"Of the ideas that all three ask: {counts[0]} before, {counts[1]} after,"
            f" {counts[2]} on day 28."
        )
    return rows
