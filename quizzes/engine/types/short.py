"""Short answers: what clinicians write for the same thing is taken, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from ..items.content import Short, WordErrorPattern
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from .free_response import WordsAlone
from .grades import Grade, OptionFeedback, ended, graded, ungraded, verdict

FUZZY_FROM = 6  # letters; one slip of the finger in a shorter word may be another word
_ARTICLES = frozenset("a an the some any my your his her its our their this that these".split())
_NEGATIONS = frozenset("no not non never without neither nor un anti avoid stop except".split())

# "such as", "e.g." or "like" before an example
_LIKE = re.compile(r"^(?:such as|e g|eg|for example|for instance|like|namely) ")


def _pattern(table: QuestionTable) -> WordErrorPattern:
    made = WordErrorPattern(
        label=table.text("label"),
        words=tuple(table.words("words")),
        feedback=table.text("feedback"),
        backing=table.backing(),
    )
    table.close()
    return made


def _singular(word: str) -> str:
    """A word without the ending of its plural; names of drugs and of states keep theirs."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def plain(text: str) -> str:
    """Words without capitals, accents, hyphens, punctuation, articles and plural endings."""
    text = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in text if not unicodedata.combining(each))
    words = re.findall(r"[a-z0-9]+", re.sub(r"[’']s\b", "", bare))
    kept = [word for word in words if word not in _ARTICLES]
    return " ".join(_singular(word) for word in kept or words)


def _near(one: str, other: str) -> bool:
    """Whether two words differ by one letter: wrong, missing, added, or swapped with the next."""
    if one == other:
        return True
    if min(len(one), len(other)) < FUZZY_FROM or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, its = one[start:], other[start:]
    return (
        rest[1:] == its[1:]
        or rest[1:] == its
        or rest == its[1:]
        or (rest[:2] == its[1::-1] and rest[2:] == its[2:])
    )


def _unqualified(given: str, qualifiers: Iterable[str]) -> set[str]:
    """What was given, and what is left of it without the qualifiers that stand before it."""
    known, found, waiting = sorted(map(plain, qualifiers)), {given}, [given]
    while waiting:
        words = waiting.pop()
        for qualifier in known:
            rest = words.removeprefix(f"{qualifier} ")
            if rest != words and rest not in found:
                found.add(rest)
                waiting.append(rest)
    return found


class ShortType(WordsAlone):
    """A few words in the learner's own writing."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> Short:
        """Read the accepted words, what may stand with them, and what is wrong in a known way."""
        made = Short(
            accept=table.words("accept"),
            fuzzy=table.flag("fuzzy", True),
            slips=tuple(_pattern(part) for part in table.parts("slips", [])),
            drugs=table.words("drugs", ()),
            qualifiers=table.words("qualifiers", ()),
        )
        if not made.accept:
            table.problem("accept", "must hold at least one answer")
        right = {plain(each) for each in (*made.accept, *made.drugs)}
        for slip in made.slips:
            for words in slip.words:
                if _unqualified(plain(words), made.qualifiers) & right:
                    table.problem("slips", f"hold {words!r}, which is accepted")
        for each in made.qualifiers:
            if _NEGATIONS & set(plain(each).split()):
                table.problem("qualifiers", f"hold {each!r}, which turns an answer round")
        return made

    def texts(self, body: Short) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield "accept", body.accept[0] if body.accept else ""
        for slip in body.slips:
            yield f"slips {slip.label}: label", slip.label
            yield f"slips {slip.label}: feedback", slip.feedback

    def public(self, body: Short, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: that words are asked for."""
        return {"words": True}

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade a few words."""
        body = body_of(item, Short)
        if response is None or response == "":
            return ungraded("no answer", "Give an answer first.")
        if not isinstance(response, str):
            return ungraded("refused", "Write a few words.")
        given = plain(response)
        if not given:
            return ungraded("refused", "Write a few words with letters or digits.")
        forms = _unqualified(given, body.qualifiers)
        accepted, members = set(map(plain, body.accept)), set(map(plain, body.drugs))
        exact = any(each in accepted or _with_example(each, accepted, members) for each in forms)
        drug = not exact and any(_all_of(each, accepted | members) for each in forms)
        slip = None if exact or drug else _slip(body, forms)
        near = body.fuzzy and not (exact or drug or slip)
        nearly = near and _nearly(forms, body.accept)
        drug = drug or (near and not nearly and _nearly(forms, body.drugs))
        right = exact or drug or nearly
        options = (
            (
                OptionFeedback(
                    id=slip.label,
                    text=response.strip(),
                    correct=False,
                    chosen=True,
                    misconception=slip.label,
                    reason=fill(slip.feedback, variant.values),
                    backing=slip.backing,
                ),
            )
            if slip
            else ()
        )
        word, key = verdict(float(right)), body.accept[0]
        if exact:
            sentence = f"{word}."
        elif drug:
            sentence = ended(f"{word}: it is one of this class. The answer is: {key}")
        else:
            sentence = ended(f"{word}. The answer is: {key}")
        return graded(
            item,
            variant,
            score=float(right),
            sentence=sentence,
            key=key,
            options=options,
            error_pattern=slip.label if slip else None,
        )


def _with_example(form: str, accepted: set[str], drugs: set[str]) -> bool:
    """Whether a form names the key and a drug of its class: "benzodiazepine, e.g. lorazepam"."""
    return any(
        _LIKE.sub("", form.removeprefix(f"{key} ")) in drugs
        or form.removesuffix(f" {key}") in drugs
        for key in accepted
        if f" {key} " in f" {form} " and form != key
    )


def _all_of(form: str, right: set[str]) -> bool:
    """Whether a form names nothing but right answers: "lorazepam or midazolam"."""
    return all(part in right for part in re.split(r" (?:or|and) ", form))


def _slip(body: Short, forms: set[str]) -> WordErrorPattern | None:
    return next((each for each in body.slips if forms & set(map(plain, each.words))), None)


def _nearly(forms: set[str], accepted: Iterable[str]) -> bool:
    """Whether one letter is off; a figure that is off is another answer."""
    return any(
        _near(form, each) and re.findall(r"\d+", form) == re.findall(r"\d+", each)
        for form in forms
        for each in map(plain, accepted)
    )
