"""A deck as it is shown in one session: its options in the session's order, with their letters.

What the page may hold (`open_screens`) and what it is told later (`told_screens`) are made apart.
"""

from collections.abc import Iterator
from itertools import groupby
from random import Random
from typing import Any

from page.html import Markup, joined, made_here, markup

OPTION_LETTERS = "ABCDEFGHI"
ORDER_PATTERN = r"[0-9a-z]{1,12}"  # what tells one session from another


def ordered(deck: dict[str, Any], order: str) -> list[dict[str, Any]]:
    """The screens of a deck with their options in the order of this session, each with its letter.

    A question with pictures as options takes several screens; the last one tells of it. Of what
    chance deals, the session has its own hand.
    """
    dealt = [each for screens in _hands(deck["screens"]) for each in _dealt(screens, order)]
    return [part for screen in dealt for part in _parts(_lettered(screen, order))]


def _hands(screens: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The screens, those together that a hand is dealt from."""
    for _, group in groupby(screens, key=lambda each: (each.get("hand"), each["step"])):
        yield list(group)


def _dealt(screens: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    """As many of the cards as a session deals, in an order of chance; other screens as they are."""
    hand = screens[0].get("hand")
    if not hand:
        return screens
    cards = list(dict.fromkeys(each["card"] for each in screens))
    taken = Random(f"{order}/{hand}").sample(cards, screens[0]["deals"])
    return [each for card in taken for each in screens if each["card"] == card]


def _lettered(screen: dict[str, Any], order: str) -> dict[str, Any]:
    options = list(screen["options"])
    # By the question, so that it stands alike where it is asked again.
    if not screen.get("in_order"):  # a scale, the lines of a picture and a list stay as they are
        Random(f"{order}/{screen['poll']}").shuffle(options)
    lettered = [
        {**each, "letter": letter} for letter, each in zip(OPTION_LETTERS, options, strict=False)
    ]
    return {**screen, "options": lettered, "all": lettered}


def _parts(screen: dict[str, Any]) -> Iterator[dict[str, Any]]:
    size = screen.get("per_screen", 0)
    if not size:
        yield screen
        return
    starts = range(0, len(screen["options"]), size)
    for start in starts:
        last = start == starts[-1]
        told = screen["told"] if last else {**screen["told"], "layers": []}
        yield {**screen, "options": screen["options"][start : start + size], "told": told}


def open_screens(deck: dict[str, Any], order: str) -> list[dict[str, Any]]:
    """What the page may hold from the start: nothing of it tells which option is right."""
    numbers = _numbers(deck)
    return [
        {
            "kind": screen["kind"],
            "step": numbers.get(screen["step"], 0),
            "where": screen["where"],
            "title": screen["title"],
            "html": made_here(screen["html"]),
            "options": [
                {
                    "letter": each["letter"],
                    "text": each["text"],
                    "figure": made_here(each["figure"]),
                }
                for each in screen["options"]
            ],
            "live": screen.get("live"),
        }
        for screen in ordered(deck, order)
    ]


def told_screens(deck: dict[str, Any], order: str) -> list[dict[str, Any]]:
    """What the page keeps in its memory until a reveal, and the teacher's own notes."""
    numbers = _numbers(deck)
    return [
        {
            "step": numbers.get(screen["step"], 0),
            "title": screen["title"],
            "options": [{"letter": each["letter"], "text": each["text"]} for each in screen["all"]],
            "poll": screen["poll"],
            "round": screen["round"],
            "letters": [each["letter"] for each in screen["all"]],
            "layers": list(_layers(screen)),
            "notes": screen["told"]["notes"],
            "learn": screen["learn"],
        }
        for screen in ordered(deck, order)
    ]


def _numbers(deck: dict[str, Any]) -> dict[str, int]:
    """The place of each step in the plan, from 1."""
    return {step["id"]: n for n, step in enumerate(deck["steps"], 1)}


def _layers(screen: dict[str, Any]) -> Iterator[dict[str, Any]]:
    options = {each["id"]: each for each in screen["all"]}
    layers = screen["told"]["layers"]
    if options and screen["poll"] and (layers or screen["kind"] == "predict"):
        yield {"kind": "split", "html": ""}
    order = list(options)
    reasons = sorted(
        (each for each in layers if each["kind"] == "option"),
        key=lambda e: order.index(e["option"]),
    )
    for each in layers:
        if each["kind"] == "option":
            if each is next(one for one in layers if one["kind"] == "option"):
                kind = "answer" if screen["kind"] == "asks" else "option"
                yield from (_option(reason, options, kind) for reason in reasons)
            continue
        right = [options[id_] for id_ in each.get("right", ())]
        letters = sorted(option["letter"] for option in right)
        html = made_here(each["html"])
        if each["kind"] == "why" and right:  # the room has just read what it says
            html = joined([*(_named(letter) for letter in letters), html])
        yield {"kind": each["kind"], "letters": letters, "html": str(html)}


def _option(reason: dict[str, Any], options: dict[str, Any], kind: str) -> dict[str, Any]:
    option = options[reason["option"]]
    words = "" if option["figure"] else option["text"]
    html = joined([_named(option["letter"], words), made_here(reason["html"])])
    return {"kind": kind, "letters": [option["letter"]], "html": str(html)}


def _named(letter: str, words: str = "") -> Markup:
    said = markup(" <span>{}</span>", words) if words else ""
    return markup('<p class="named"><b class="letter">{}</b>{}</p>', letter, said)
