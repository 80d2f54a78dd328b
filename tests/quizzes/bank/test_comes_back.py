"""What comes back of each lesson: three or four ideas, each with its paragraph in a lesson."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from quizzes.engine import load_bank
from quizzes.engine.schedule.finished import cores_finished
from quizzes.talk.codes import lessons_of
from quizzes.talk.look_again import anchor
from tests.quizzes.schedule.learners import coming_back

BANK = load_bank()
LESSONS = Path(__file__).resolve().parents[3] / "lessons"
HEADING = re.compile(r"^#{1,3} (\S.*)$", re.M)


def headings(lesson):
    notebook = json.loads((LESSONS / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    return {
        heading
        for cell in notebook["cells"]
        if cell["cell_type"] == "markdown"
        for heading in HEADING.findall("".join(cell["source"]))
    }


@pytest.mark.parametrize("lesson", lessons_of(BANK))
def test_three_or_four_ideas_of_each_lesson_come_back(lesson):
    ideas = [idea for idea in BANK.ideas if idea.lesson == lesson]
    assert len(ideas) in (3, 4) and [idea.place for idea in ideas] == [*range(len(ideas))]
    assert len({idea.words for idea in ideas}) == len(ideas)


def test_what_only_the_review_asks_belongs_to_an_idea():
    ideas = {idea.id for idea in BANK.ideas}
    asked = [item for item in BANK.items if item.place == "review" and item.counts]
    assert asked and [item.id for item in asked if item.idea not in ideas] == []


def test_every_paragraph_is_a_heading_of_its_lesson():
    for read in [idea.read for idea in BANK.ideas] + [*BANK.paragraphs.values()]:
        assert read.heading in headings(read.lesson), read


def test_every_question_that_counts_has_its_paragraph():
    without = [
        item.id
        for item in BANK.items
        if item.counts and item.place != "form" and not BANK.paragraph(item).heading
    ]
    assert without == [], "name them at the head of their file, under [paragraphs]"


def test_no_two_headings_of_a_lesson_share_an_anchor():
    for lesson in lessons_of(BANK):
        counts = Counter(anchor(heading) for heading in headings(lesson))
        assert max(counts.values()) == 1


def test_no_paragraph_names_a_question_that_is_gone():
    names = {item.id for item in BANK.items}
    assert set(BANK.paragraphs) <= names


def test_each_lesson_has_a_core_that_can_be_finished():
    cores = {item.lesson for item in BANK.items if item.counts and item.place == "exit"}
    assert cores == set(lessons_of(BANK)) and cores_finished([], BANK) == {}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('{ idea = "tst 1", words = "W", read = "R" }', "idea: must look like"),
        ('{ idea = "TST-001", read = "R" }', "words: is missing"),
        ('{ idea = "TST-001", words = "W" }', "read: is missing"),
        ('{ idea = "TST-001", words = "W", read = "R", more = 1 }', "more: is not a known field"),
        ('{ idea = "TST-001", words = "W", read = "R", read_in = "x" }', "read_in: must look like"),
    ],
)
def test_an_idea_that_does_not_fit_is_refused_in_words(bank_of, good_text, row, words):
    head = good_text.head.replace(
        'lesson = "01_test"\n', f'lesson = "01_test"\ncomes_back = [{row}]\n'
    )
    with pytest.raises(ValueError, match=re.escape(words)):
        bank_of(head + good_text.sba)


def test_an_idea_or_a_paragraph_that_is_named_twice_is_refused(bank_of, good_text):
    twice = coming_back(good_text.head, "TST-001", "TST-001")
    with pytest.raises(ValueError, match="is named twice"):
        bank_of(twice + good_text.sba)
    paragraphs = '\n[paragraphs]\n"One" = ["TST-001"]\n"Two" = ["TST-001"]\n'
    with pytest.raises(ValueError, match="has its paragraph already"):
        bank_of(good_text.head + paragraphs + good_text.sba)


def test_an_idea_of_one_lesson_is_none_of_another(bank_of, good_text):
    other = coming_back(good_text.head, "TST-001").replace("01_test", "02_test")
    with pytest.raises(ValueError, match="names TST-001, as 01_test does already"):
        bank_of(coming_back(good_text.head, "TST-001") + good_text.sba, **{"02_test": other})
