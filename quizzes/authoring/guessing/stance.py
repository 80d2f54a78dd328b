"""Rules that choose by attitude alone: how an option stands to acting, whatever it is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from .choices import Rule, WordChoice, most
from .cues import SURFACE_RULES

# From the one that is liked most to the one that is struck out first; what is equal is tossed for.
_LIKES: Mapping[str, tuple[int, int, int, int]] = {  # act, open, hold, never
    "most restrained": (0, 1, 2, 3),
    "restrained but not absolute": (0, 2, 3, 1),
    "most active": (3, 2, 1, 0),
    "active but not without condition": (2, 3, 1, 0),
    "neither act nor never": (0, 1, 1, 0),
    "anything but act": (0, 1, 1, 1),
    "anything but never": (1, 1, 1, 0),
    "act or open": (1, 1, 0, 0),
    "open": (0, 1, 0, 0),
    "hold": (0, 0, 1, 0),
}
_PLACE = {"act": 0, "open": 1, "hold": 2, "never": 3}


def _liked(likes: tuple[int, int, int, int], choice: WordChoice) -> frozenset[int]:
    return most([float(likes[_PLACE[each]]) for each in choice.attitudes])


def _liked_and_not_longest(likes: tuple[int, int, int, int], choice: WordChoice) -> frozenset[int]:
    liked = _liked(likes, choice)
    return liked - SURFACE_RULES["longest in characters"](choice) or liked


STANCE_RULES: Mapping[str, Rule] = {
    **{f"attitude: {name}": partial(_liked, likes) for name, likes in _LIKES.items()},
    "attitude: restrained but not absolute, and not the longest": partial(
        _liked_and_not_longest, _LIKES["restrained but not absolute"]
    ),
}


def with_a_stance(asked: list[WordChoice]) -> list[WordChoice]:
    """The choices whose options say how they stand to acting."""
    return [choice for choice in asked if choice.attitudes]
