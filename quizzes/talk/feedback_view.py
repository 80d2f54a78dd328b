"""What a page is shown once an answer is graded."""

from __future__ import annotations

from typing import Any

import evidence
from quizzes.engine import (
    Backing,
    Grade,
    GradedAnswer,
    Item,
    OptionFeedback,
    Replay,
    ended,
    paragraphs,
    public_view,
)
from quizzes.engine.corrections import sentences

from .certainty_words import certainty_words

WITHOUT_OPTIONS = ("numeric", "short", "card", "poll", "shift")
TICKED_OF_SEVERAL = ("multi", "key_features")
# What a learner did with one of several options, by whether it was ticked and whether it belongs.
TICKED_WORDS = {
    (True, True): ("You ticked this, and it belongs.", "right"),
    (False, True): ("You missed this one: it belongs.", "missed"),
    (True, False): ("You ticked this: it does not belong.", "does not belong"),
    (False, False): ("You did not tick this, and rightly.", "rightly not ticked"),
}
# What a learner said of his own words, by whether he ticked a row of the rubric.
OWN_WORDS = {
    True: ("You have this.", "in yours"),
    False: ("Not in your sentences yet.", "not yet"),
}


def _sentence(words: str) -> str:
    return ended(f"{words[:1].upper()}{words[1:]}")


def _source_chip(source: Any) -> dict[str, Any]:
    return {
        "label": source.short,
        "status": _sentence(source.seen),
        "disagrees": "",
        "sources": [{"citation": source.citation, "link": source.link, "seen": ""}],
    }


def _fact_chip(record: Any) -> dict[str, Any]:
    chip = evidence.chip(record)
    return {
        "label": chip.label,
        "status": _sentence(chip.status_words),
        "disagrees": chip.disagrees,
        "sources": [
            {"citation": each.citation, "link": each.link, "seen": _sentence(each.depth_words)}
            for each in chip.sources
        ],
    }


def chips(backing: Backing) -> list[dict[str, Any]]:
    """What a statement rests on: for each fact or source its label, its standing, and links.

    A source that already stands on the chip of a fact is not shown twice.
    """
    known = evidence.load()
    records = [evidence.find(name) for name in backing.facts]
    covered = {source for record in records for source in record.sources}
    extra = [known.sources[name] for name in backing.sources if name not in covered]
    return [*map(_fact_chip, records), *map(_source_chip, extra)]


def _said(option: OptionFeedback, kind: str) -> tuple[bool, str, str]:
    """Whether it stands as right, the words before its text, and the tag on its box ("": none).

    One of several options is right if the learner did right by it, ticked or left open.
    """
    if kind == "own_words":
        return option.chosen, *OWN_WORDS[option.chosen]
    if kind in TICKED_OF_SEVERAL:
        return option.chosen == option.correct, *TICKED_WORDS[option.chosen, option.correct]
    if kind == "find" and not option.correct:
        words = "Not here; you chose this:" if option.chosen else "Not here:"
        return False, words, "not here" if option.chosen else ""
    word = "Right" if option.correct else "Wrong"
    did = f"you had “{option.given}”" if option.given else "you chose this" if option.chosen else ""
    marked = option.correct or option.chosen or option.given
    return option.correct, f"{word}; {did}:" if did else f"{word}:", word.lower() if marked else ""


def _option(option: OptionFeedback, kind: str) -> dict[str, Any]:
    right, words, tag = _said(option, kind)
    return {
        "id": option.id,
        "text": option.text,
        "right": right,
        "chosen": option.chosen,
        "words": words,
        "tag": tag,
        "reason": option.reason,
        "chips": chips(option.backing),
    }


def feedback(
    item: Item, grade: Grade, certainty: int | None, read: dict[str, str] | None = None
) -> dict[str, Any]:
    """The feedback of a graded answer, as plain data for the page; `read` is the way to the
    paragraph that answers it, told unless the answer was right."""
    given = grade.feedback
    written, numeric = item.type in ("numeric", "short"), item.type == "numeric"
    options = [_option(option, item.type) for option in given.options]
    made = next((each for each in options if each["chosen"]), None) if written else None
    return {
        "verdict": given.verdict,
        "sentence": given.sentence,
        "echo": grade.echo,
        "hints": f"With help: {round(100 * grade.score)} of 100 of the credit."
        if grade.correct and grade.score < 1
        else "",
        "certainty": certainty_words(item, grade, certainty),
        "key": given.key,
        "read": None if grade.correct else read,
        "slip": {"label": grade.error_pattern, "reason": made["reason"], "chips": made["chips"]}
        if made
        else None,
        "options": [] if item.type in WITHOUT_OPTIONS else options,
        "slips": [
            {"label": option.id, "text": option.text, "reason": option.reason}
            for option in given.options
            if not option.chosen
        ]
        if numeric
        else [],
        "explanation": paragraphs(given.explanation),
        "chips": chips(Backing(sources=item.sources, facts=item.facts)),
    }


def grade_event(answer_id: str, grade: Grade) -> dict[str, Any]:
    """The part of a grade that the browser keeps."""
    return {
        "answer": answer_id,
        "credit": round(grade.score, 6),
        "correct": grade.correct,
        "error_pattern": grade.error_pattern,
    }


def corrections(past: Replay) -> list[dict[str, Any]]:
    """What the learner has to be told of questions that were corrected since they were answered;
    `version` is what a page notes once it has been read, `again` whether another answer has become
    right."""
    return [
        {
            "item": name,
            "version": rows[-1].version,
            "sentences": sentences(rows),
            "again": any(each.key for each in rows),
        }
        for name, rows in past.corrected.items()
    ]


def kept(item: Item, result: GradedAnswer) -> dict[str, Any]:
    """A stored answer without its result: what was asked and what was said."""
    answer = result.answer
    return {
        "item": item.id,
        "answer": answer.id,
        "response": answer.response,
        "certainty": answer.certainty,
        "try": answer.attempt,
        "question": public_view(item, answer.seed),
    }


def graded(item: Item, result: GradedAnswer, read: dict[str, str] | None = None) -> dict[str, Any]:
    """A stored answer that has been graded: what was asked, what was said, and the feedback."""
    return kept(item, result) | {"feedback": feedback(item, result.grade, result.certainty, read)}
