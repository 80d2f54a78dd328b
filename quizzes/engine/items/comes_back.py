"""What of a lesson comes back in the review, and in which paragraph a question is answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .toml_reader import QuestionTable

IDEA = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2,5}-\d{3,4}")
_LESSON = re.compile(r"\d{2}_[a-z0-9_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Where something is taught: a lesson, and the words of the heading ("": the whole lesson)."""

    lesson: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledIdea:
    """An idea that comes back: the `group` of its questions, and the lesson that schedules it.

    `words` name its topic and give no answer away; `place` is its place in the list of the lesson,
    which begins with what is most harmful to forget.
    """

    id: str
    lesson: str
    words: str
    read: Paragraph
    place: int


def read_comes_back(top: QuestionTable, lesson: str) -> tuple[ScheduledIdea, ...]:
    """The ideas of a lesson's file that come back; one with a mistake is named and left out."""
    made: list[ScheduledIdea] = []
    for place, row in enumerate(top.parts("comes_back", [])):
        before = len(top.problems)
        idea = ScheduledIdea(
            id=row.word("idea", IDEA, "hours-to-plateau"),
            lesson=lesson,
            words=row.text("words"),
            read=Paragraph(
                lesson=row.word("read_in", _LESSON, "11_watch_and_stop")
                if "read_in" in row.data
                else lesson,
                heading=row.text("read"),
            ),
            place=place,
        )
        if idea.id in {each.id for each in made}:
            row.problem("idea", f"is named twice: {idea.id!r}")
        row.close()
        if len(top.problems) == before:
            made.append(idea)
    return tuple(made)


def read_paragraphs(top: QuestionTable, lesson: str) -> dict[str, Paragraph]:
    """Where the questions of a lesson's file are answered, by their ids."""
    table = top.part("paragraphs", {})
    made: dict[str, Paragraph] = {}
    for heading in table.data:
        for name in table.words(heading):
            if name in made:
                table.problem(heading, f"names {name}, which has its paragraph already")
            made[name] = Paragraph(lesson=lesson, heading=heading)
    return made


def paragraph_of(
    name: str,
    group: str,
    lesson: str,
    ideas: Mapping[str, ScheduledIdea],
    paragraphs: Mapping[str, Paragraph],
) -> Paragraph:
    """Where a question is answered: its own paragraph, else that of its idea, else its lesson."""
    if name in paragraphs:
        return paragraphs[name]
    return ideas[group].read if group in ideas else Paragraph(lesson=lesson)
