"""Minutes are added up from words, questions and stated times: counted here by hand."""

from dataclasses import replace

import pytest

from quizzes.engine import Bank, load_bank
from quizzes.engine.minutes import (
    LessonMinutes,
    count_words,
    lesson_minutes,
    part_seconds,
    question_s,
    reading_and_answer_s,
)

ITEM = next(item for item in load_bank().items if item.type == "sba" and not item.seeded)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("# One two, three.", 3),
        ("**Predict.** After 5 hours …", 4),
        ("- one\n- two", 2),
        ('<div class="worked">\n\none\n\n</div>', 1),
        ("<details><summary>Seen at the source</summary><ul><li>a b c d</li></ul></details> x", 5),
        ("<svg><text>no words of a drawing</text></svg>yes", 1),
        ("<style>.a { color: red }</style>yes", 1),
    ],
)
def test_the_words_that_a_reader_sees_are_counted(text, words):
    assert count_words(text) == words


def test_a_question_takes_what_its_author_says_or_what_its_reading_takes():
    reading = reading_and_answer_s(ITEM)
    assert question_s(replace(ITEM, time_s=5)) == reading > 15
    assert question_s(replace(ITEM, time_s=600)) == 600
    longer = replace(ITEM, explanation=ITEM.explanation + " word" * 20)
    assert reading_and_answer_s(longer) == pytest.approx(reading + 6)


def markdown(source, **more):
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def code(source, html="", **course):
    outputs = [{"data": {"text/html": html}}] if html else []
    metadata = {"course": course}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": outputs}


TEN = "word " * 10  # 3 seconds


def test_a_lesson_is_the_sum_of_its_parts():
    bank = Bank(items=(replace(ITEM, lesson="01_x", place="exit", time_s=200),))
    cells = [
        markdown(TEN * 100, id="notice"),
        markdown(TEN),
        code("TrialWall()", html=TEN * 50, seconds=90),
        code('quiz("01_x", "exit")', html=TEN * 50),
        code('claim_box("C01")', html=TEN),
        code("from widgets import claim_box"),
        markdown("## Go deeper\n\n" + "word " * 8),
        code('claim_box("C01")', html=TEN),
        markdown("## Go deeper"),
    ]
    core, deeper = part_seconds(cells, bank)
    assert core == pytest.approx(3 + 90 + 200 + 3)
    assert deeper == pytest.approx(3 + 3 + 0.6)
    found = lesson_minutes({"cells": cells}, bank)
    assert found == LessonMinutes(5, 1) and found.words == "5 min, and 1 to go deeper"
    assert lesson_minutes({"cells": cells[:2]}, bank).words == "1 min"


def test_a_heading_that_only_begins_like_the_mark_is_none():
    cells = [markdown("## Go deeper still\n\n" + TEN), markdown(" ## Go deeper in a line")]
    assert part_seconds(cells, Bank(items=()))[1] == 0
