"""The lint's rule on guessing: over the bank and over the forms together no rule beats chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...engine.items import Item
from .choices import Score, WordChoice, choices, follow
from .cues import SURFACE_RULES
from .stance import STANCE_RULES, with_a_stance
from .surface_model import left_out_picks, model_score

SE_AT_MOST = 3.0
ITEMS_AT_LEAST = 6  # with fewer a rule that hits them all may still be chance
_FORMS = ("form_a", "form_b", "form_c")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Questions that are passed together; where they are `held`, a rule that beats chance is an
    error."""

    name: str
    asked: tuple[WordChoice, ...]
    held: bool


def scopes(items: Sequence[Item]) -> list[Scope]:
    """The bank, the three forms together, and each form alone, which is too small to be held."""
    asked = choices(items)
    found = [Scope(name="bank", asked=tuple(asked), held=True)]
    of_forms = tuple(choice for choice in asked if choice.lesson in _FORMS)
    if of_forms:
        found.append(Scope(name="forms", asked=of_forms, held=True))
    for form in _FORMS:
        own = tuple(choice for choice in of_forms if choice.lesson == form)
        if own:
            found.append(Scope(name=form, asked=own, held=False))
    return found


def scores(scope: Scope, picks: dict[str, frozenset[int]]) -> list[Score]:
    """What each rule takes of a scope, the model of looks among them."""
    asked = list(scope.asked)
    found = [follow(name, rule, asked) for name, rule in SURFACE_RULES.items()]
    stance = with_a_stance(asked)
    found += [follow(name, rule, stance) for name, rule in STANCE_RULES.items()]
    return [*found, model_score(asked, picks)]


def _beats(each: Score) -> bool:
    return each.items >= ITEMS_AT_LEAST and abs(each.z) > SE_AT_MOST


def _said(each: Score) -> str:
    return (
        f"{each.rule}: takes {each.hits:.1f} of {each.items} questions, chance {each.expected:.1f} "
        f"({each.z:+.1f} standard errors)"
    )


def guessable(items: Sequence[Item]) -> Iterator[tuple[str, str, str, str]]:
    """Each rule that beats chance, or falls below it so far that it can be struck out.

    An error over the bank and the forms together, a warning in a form alone.
    """
    found = scopes(items)
    picks = left_out_picks(found[0].asked)
    for scope in found:
        for each in scores(scope, picks):
            if _beats(each):
                code = "GUESSED_BY_ATTITUDE" if each.rule in STANCE_RULES else "GUESSED_BY_LOOKS"
                yield code, "E" if scope.held else "W", scope.name, _said(each)


def guess_table(items: Sequence[Item]) -> str:
    """What every rule would score, scope by scope, as text."""
    found = scopes(items)
    picks = left_out_picks(found[0].asked)
    lines = []
    for scope in found:
        lines.append(f"{scope.name}, {len(scope.asked)} choices among words")
        for each in sorted(scores(scope, picks), key=lambda each: -abs(each.z)):
            if each.items:
                lines.append(f"  {'!' if _beats(each) else ' '} {_said(each)}")
    return "\n".join(lines)
