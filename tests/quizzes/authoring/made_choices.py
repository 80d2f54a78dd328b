"""Questions made for the tests of guessing: options of chance words, with every cue among them."""

import random
from dataclasses import replace

from quizzes.engine.items import AnswerOption, Backing, OptionList
from quizzes.engine.items.content import ATTITUDES

WORDS = (
    "pain relief patient infusion evening ward nurse family doctor morning sleep plan review level "
    "effect change chart order pump may some always only because since not stop give start if "
    "unless and or both"
).split()
MARKS = ("", "", "", ",", ";", ".")


def option_text(chance: random.Random) -> str:
    """A few words, of any length and with any of the signs that a rule may look at."""
    words = [chance.choice(WORDS) + chance.choice(MARKS) for _ in range(chance.randint(3, 14))]
    if chance.random() < 0.3:
        words.append(str(chance.randint(1, 99)))
    return " ".join(words)


def made(item, number: int, texts, key: int, attitudes=(), **changes):
    """The question `item` with other options, of which number `key` is right."""
    options = tuple(
        AnswerOption(
            id="abcde"[place],
            text=text,
            correct=place == key,
            feedback="Because.",
            misconception="",
            backing=Backing(),
            attitude=attitudes[place] if attitudes else "",
        )
        for place, text in enumerate(texts)
    )
    body = OptionList(options=options, several=False, scoring="all_or_nothing")
    lesson = changes.pop("lesson", f"{1 + number % 5:02}_test")
    return replace(item, id=f"TST-{number:03}", lesson=lesson, body=body, **changes)


def chance_bank(item, count: int, key_of, seed: int = 3, **changes):
    """`count` questions whose options are made by chance; `key_of` says which is right.

    It is given the texts, the attitudes and a source of chance.
    """
    chance = random.Random(seed)
    found = []
    for number in range(count):
        many = chance.choice((3, 4, 4))
        texts = [f"{option_text(chance)} {'abcde'[place]}" for place in range(many)]
        attitudes = [chance.choice(ATTITUDES) for _ in range(many)]
        if len(set(attitudes)) == 1:
            attitudes[0] = "act" if attitudes[1] != "act" else "hold"
        key = key_of(texts, attitudes, chance)
        found.append(made(item, number, texts, key, attitudes, **changes))
    return found


def by_chance(texts, attitudes, chance):
    """The key of a bank that cannot be guessed."""
    return chance.randrange(len(texts))
