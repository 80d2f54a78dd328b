"""The home page's own script: progress, display, and the catalogue behind it."""

import json
import logging
import re

import pytest

from quizzes.engine import load_bank, replay
from tests.theme.pages.home_page import (
    AXE,
    LESSONS,
    ORIGIN,
    TWO_OF_THREE,
    answer,
    grade,
    home,
    home_html,
    store,
)
from theme.pages.catalogue import read_course

__all__ = ["home"]  # the fixture


@pytest.mark.browser
def test_progress_is_told_in_words_and_the_way_on_is_offered(home):
    with home(TWO_OF_THREE) as page:
        words = page.inner_text('[data-lesson="01_hours"] .entry-progress')
        assert words.strip() == (
            "2 of 3 questions answered, 1 right at the last try. Last visit 5 November 2026."
        )
        assert not page.is_visible('[data-lesson="02_next"] .entry-progress')
        assert page.inner_text("#continue") == "Continue: lesson 1, Hours"
        assert page.inner_text("#store-summary") == (
            "3 answers to 2 questions, from 3 November 2026 to 5 November 2026."
        )


@pytest.mark.browser
def test_a_finished_lesson_leads_to_the_next(home):
    events = [each for n in (1, 2, 3) for each in (answer(n, f"INF-00{n}", n), grade(n, True, n))]
    with home(store(*events)) as page:
        assert page.inner_text("#continue") == "Next: lesson 2, Next"
        assert page.get_attribute("#continue", "href") == ORIGIN + "02_next"


@pytest.mark.browser
def test_a_finished_lesson_is_not_offered_again(home):
    events = [answer(1, "NXT-001", 1, "02_next") | {"version": 2}, grade(1, True, 1)]
    with home(store(*events)) as page:
        assert page.inner_text("#continue") == "Next: lesson 1, Hours"


@pytest.mark.browser
def test_an_answer_without_a_grade_was_refused_and_counts_nowhere(home):
    refused = [answer(n, "INF-002", 4) for n in (7, 8)]
    with home(store(answer(1, "INF-001", 3), grade(1, True, 3), *refused)) as page:
        words = page.inner_text('[data-lesson="01_hours"] .entry-progress')
        assert words.startswith("1 of 3 questions answered, 1 right") and "3 November" in words
        assert aim(page, "O6") == "1 of 3 questions answered, 1 right"
        assert page.inner_text("#store-summary").startswith("1 answer to 1 question,")


@pytest.mark.browser
def test_a_form_that_is_not_complete_keeps_what_was_answered(home):
    kept_answer = answer(1, "FRM-001", 3, "form_a") | {"mode": "check"}
    with home(store(kept_answer)) as page:
        assert page.inner_text("#store-summary").startswith("1 answer to 1 question,")


@pytest.mark.browser
def test_what_is_asked_before_a_lesson_is_a_visit_and_no_progress(home):
    before = [answer(1, "INF-000", 3), grade(1, False, 3)]  # not among the lesson's counted ones
    with home(store(*before)) as page:
        assert page.inner_text("#continue") == "Continue: lesson 1, Hours"
        assert not page.is_visible('[data-lesson="01_hours"] .entry-progress')
        assert page.inner_text("#missed-words") == "No question answered yet."
        assert "3 questions, none answered" == aim(page, "O6")


@pytest.mark.browser
def test_before_the_first_answer_the_whole_course_lies_ahead(home):
    with home() as page:
        assert page.inner_text("#continue") == "Start, 8 min"
        assert page.inner_text("#minutes-left") == (
            "16 minutes left: 2 of 2 lessons are not finished."
        )
        assert page.inner_text("#missed-words") == "No question answered yet."
        assert aim(page, "O6") == "3 questions, none answered"


def aim(page, name: str) -> str:
    return page.inner_text(f'[data-objective="{name}"] .aim-count')


@pytest.mark.browser
def test_objectives_minutes_and_missed_questions_come_from_the_last_tries(home):
    finished = [answer(4, "INF-003", 6), grade(4, True, 6)]
    review = [answer(5, "RVW-001", 7, "90_review"), grade(5, False, 7)]
    events = json.loads(TWO_OF_THREE)["events"] + finished + review
    with home(store(*events)) as page:
        assert aim(page, "O6") == "2 of 3 questions answered, 1 right"
        assert aim(page, "O7") == "1 of 2 questions answered, 1 right"
        assert page.inner_text("#minutes-left") == (
            "8 minutes left: 1 of 2 lessons is not finished."
        )
        assert page.inner_text("#missed-words") == "2 questions missed at the last try:"
        rows = page.locator("#missed li")
        assert rows.all_text_contents() == ["1. Hours 1 missed", "Review 1 missed"]
        links = [row.get_attribute("href") for row in page.locator("#missed a").all()]
        assert links == [ORIGIN + "01_hours", ORIGIN + "90_review"]


@pytest.mark.browser
def test_a_lesson_is_finished_with_its_core(home):
    core = [dict(each, core_items=each["items"][:2]) for each in LESSONS]
    with home(TWO_OF_THREE, lessons=core) as page:
        assert page.inner_text("#minutes-left").startswith("8 minutes left: 1 of 2 lessons")
        assert "2 of 3 questions answered" in page.inner_text('[data-lesson="01_hours"]')


@pytest.mark.browser
def test_an_answer_to_an_older_version_of_a_question_does_not_count(home):
    with home(store(answer(1, "NXT-001", 1, "02_next"), grade(1, False, 1))) as page:
        assert aim(page, "O7") == "2 questions, none answered"
        assert page.inner_text("#missed-words") == "No question answered yet."
        assert page.inner_text("#store-summary").startswith("1 answer to 1 question")


@pytest.mark.browser
def test_erasing_takes_the_progress_off_the_page(home):
    with home(TWO_OF_THREE) as page:
        page.click("#store-erase")
        page.click('button[value="erase"]')
        page.wait_for_function("document.getElementById('store-erase').disabled")
        assert page.inner_text("#continue") == "Start, 8 min"
        assert page.get_attribute("#continue", "href").endswith("/00_start")
        assert not page.is_visible("#missed")
        assert aim(page, "O6") == "3 questions, none answered"


@pytest.mark.browser
def test_the_choice_of_colours_and_size_lasts(home):
    with home() as page:
        page.click("details.display summary")
        page.check('input[name="display-theme"][value="dark"]')
        page.check('input[name="display-scale"][value="large"]')
        page.reload()
        chosen = page.evaluate("({...document.documentElement.dataset})")
        assert chosen["theme"] == "dark" and chosen["scale"] == "large"


@pytest.mark.browser
def test_without_javascript_the_lessons_are_there(home):
    with home(java_script_enabled=False) as page:
        assert page.is_visible("article >> text=Hours")
        assert not page.is_visible("#store-save") and not page.is_visible("details.display")
        assert page.inner_text('[data-objective="O6"] .aim-count') == "3 questions"
        assert page.get_attribute(".ways-on .quiet", "href") == "/90_review"
        assert not page.is_visible("#minutes-left")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_lost_at_the_side(home, width):
    with home(TWO_OF_THREE, width=width) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", [None, TWO_OF_THREE, TWO_OF_THREE[:-9]])
def test_axe_finds_nothing(home, text, scheme):
    with home(text, width=375, color_scheme=scheme) as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate("axe.run().then((found) => found.violations.map((v) => v.id))") == []


def test_only_lessons_are_counted_and_numbered():
    html = home_html()
    assert "2 lessons, 16 minutes" in html
    shown = re.findall(r'class="entry-number"><span class="hush">Lesson </span>(\d+)<', html)
    assert shown == ["1", "2"]
    titles = re.findall(r'<h3 id="entry-\d+"><a href="[^"]*">([^<]*)</a></h3>', html)
    assert titles == ["Start", "Hours", "Next", "Review what is due"]


@pytest.fixture
def catalogue(tmp_path):
    """The catalogue of four pages whose names alone tell what they are."""
    for slug in ("90_review", "00_start_here", "02_second", "10_tenth"):
        told = {"title": slug, "objectives": ["O6"]}
        notebook = {"cells": [], "metadata": {"course": told}}
        (tmp_path / f"{slug}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return read_course("/", logging.getLogger(__name__), tmp_path)


def test_a_page_is_what_its_name_says(catalogue):
    assert [(page.slug, page.number, page.kind) for page in catalogue.lessons] == [
        ("00_start_here", 0, "opening"),
        ("02_second", 2, "lesson"),
        ("10_tenth", 10, "lesson"),
        ("90_review", 90, "review"),
    ]


def test_the_page_counts_the_questions_of_an_objective_as_the_review_does(catalogue):
    bank = load_bank()
    expected = {name: tally.items for name, tally in replay([], bank).objectives.items()}
    assert {aim.id: len(aim.items) for aim in catalogue.objectives} == expected
    told = {name for aim in catalogue.objectives for name in aim.items}
    assert told <= set(catalogue.versions)
    assert all(bank.item(name).status == "live" for name in catalogue.versions)
