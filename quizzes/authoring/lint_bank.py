"""The rules that need the whole bank: where the keys stand, what is covered, what says the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..engine.items import Item, OptionList
from ..engine.schedule import group_of
from .bankwide.pairs import enough_pairs, pairs
from .bankwide.shares import about_the_authors, levels, practice, stances
from .bankwide.sittings import answered_before
from .guessing import guessable

# Critical values of chi squared at p = 0.01 for 2, 3 and 4 degrees of freedom.
CHI_SQUARED = {3: 9.21, 4: 11.345, 5: 13.277}
ENOUGH_KEYS = 40
LONGEST_RUN = 4
ALIKE = 0.8
APPLIED_AT_LEAST = 7
# How many questions of each objective a form of twelve holds: the first steps count twice.
BLUEPRINT = {**dict.fromkeys((f"O{number}" for number in range(1, 12)), 1), "O3": 2}
FORM_ITEMS = {"form_a": 12, "form_b": 12, "form_c": 5}

Row = tuple[str, str, str, str]  # code, level, item id or "bank", sentence


def _sba(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.type == "sba" and isinstance(item.body, OptionList)]


def _key_place(item: Item) -> int:
    return next(place for place, each in enumerate(item.body.options) if each.correct)


def key_position(items: Sequence[Item]) -> Iterator[Row]:
    """Keys must not favour one position, nor stay in one for long."""
    for count, critical in CHI_SQUARED.items():
        places = [_key_place(item) for item in _sba(items) if len(item.body.options) == count]
        if len(places) < ENOUGH_KEYS:
            continue
        expected = len(places) / count
        found = Counter(places)
        chi = sum((found[place] - expected) ** 2 / expected for place in range(count))
        if chi > critical:
            shares = ", ".join(f"{'abcde'[place]} {found[place]}" for place in range(count))
            yield (
                "KEY_POSITION",
                "W",
                "bank",
                f"the keys of {count}-option questions are uneven: {shares}",
            )
    for lesson in sorted({item.lesson for item in items}):
        run, before = 0, -1
        for item in _sba([each for each in items if each.lesson == lesson]):
            run = run + 1 if _key_place(item) == before else 1
            before = _key_place(item)
            if run == LONGEST_RUN + 1:
                yield (
                    "KEY_POSITION",
                    "W",
                    item.id,
                    f"{run} keys in a row stand at {'abcde'[before]}",
                )


def _plain(item: Item) -> str:
    texts = [item.vignette, item.lead_in]
    if isinstance(item.body, OptionList):
        texts += [option.text for option in item.body.options]
    text = re.sub(r"\{[^{}]*\}|\d[\d.,]*", " 0 ", " ".join(texts).casefold())
    return " ".join(re.findall(r"[a-z]+|0", text))


def _pieces(text: str) -> frozenset[tuple[str, ...]]:
    words = text.split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def duplicate_surfaces(items: Sequence[Item]) -> Iterator[Row]:
    """Two questions in the same words are one question, whatever their numbers."""
    rows = [(item, _plain(item)) for item in items]
    pieces = {item.id: _pieces(text) for item, text in rows}
    for place, (item, text) in enumerate(rows):
        for other, other_text in rows[place + 1 :]:
            if text == other_text:
                yield "DUP_SURFACE", "E", other.id, f"reads the same as {item.id}"
                continue
            one, two = pieces[item.id], pieces[other.id]
            if one and two and len(one & two) > ALIKE * len(one | two):
                yield "DUP_SURFACE", "W", other.id, f"reads almost the same as {item.id}"


def blueprint(items: Sequence[Item]) -> Iterator[Row]:
    """Forms A and B follow the blueprint, in parallel; form C has five questions."""
    for form, wanted in FORM_ITEMS.items():
        own = [item for item in items if item.lesson == form]
        if not own:
            continue
        if len(own) != wanted:
            yield "BLUEPRINT", "E", form, f"must hold {wanted} questions, got {len(own)}"
        if form == "form_c":
            continue
        counts = Counter(item.objective for item in own)
        for objective in sorted({*BLUEPRINT, *counts}):
            if counts[objective] != BLUEPRINT.get(objective, 0):
                yield (
                    "BLUEPRINT",
                    "E",
                    form,
                    f"must hold {BLUEPRINT.get(objective, 0)} of "
                    f"{objective}, got {counts[objective]}",
                )
        applied = sum(item.bloom != "recall" for item in own)
        if applied < APPLIED_AT_LEAST:
            yield (
                "BLUEPRINT",
                "E",
                form,
                f"must hold at least {APPLIED_AT_LEAST} questions of application, got {applied}",
            )
        if not any(item.type == "numeric" and item.objective == "O7" for item in own):
            yield "BLUEPRINT", "E", form, "must ask for a number in O7"


def parallel(items: Sequence[Item]) -> Iterator[Row]:
    """Each question of form A has a twin of the same idea in form B."""
    groups = {
        form: {group_of(item) for item in items if item.lesson == form}
        for form in ("form_a", "form_b")
    }
    if groups["form_a"] and groups["form_b"]:
        for group in sorted(groups["form_a"] ^ groups["form_b"]):
            yield "BLUEPRINT", "E", "form_a", f"the idea {group!r} stands in one of the forms only"


def twins(items: Sequence[Item]) -> Iterator[Row]:
    """What form C asks is asked in forms A and B too, or nothing can be held beside it."""
    pair = [
        {group_of(item) for item in items if item.lesson == form} for form in ("form_a", "form_b")
    ]
    for item in items:
        if (
            item.lesson == "form_c"
            and all(pair)
            and not all(group_of(item) in each for each in pair)
        ):
            yield "TWIN", "W", item.id, f"has the idea {group_of(item)!r}, without twins in A and B"


def groups(items: Sequence[Item]) -> Iterator[Row]:
    """A group that is named like a question is that question's idea, so the question must exist, or
    have left its name to others; what is asked in the review needs an idea that a lesson asks."""
    known = {item.id for item in items}
    lessons_read = {item.id.partition("-")[0] for item in items}
    shared = Counter(group_of(item) for item in items)
    asked = {group_of(item) for item in items if item.place not in ("review", "form")}
    for item in items:
        named = item.group and item.group[0].isupper() and item.group not in known
        if named and shared[item.group] < 2 and item.group.partition("-")[0] in lessons_read:
            yield "GROUP", "E", item.id, f"belongs to {item.group}, which is no live question"
        if item.place == "review" and group_of(item) not in asked:
            yield "GROUP", "E", item.id, f"has the idea {group_of(item)!r}, which no lesson asks"


BANK_RULES = (
    key_position,
    duplicate_surfaces,
    blueprint,
    parallel,
    twins,
    groups,
    guessable,
    pairs,
    answered_before,
    about_the_authors,
)
# What only the bank of the whole course can hold.
COURSE_RULES = (levels, stances, practice, enough_pairs)
