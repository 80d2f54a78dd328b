"""What the home page keeps: damaged stores, files in and out, erasing."""

import json
from pathlib import Path

import pytest

from tests.theme.home_page import KEY, TWO_OF_THREE, answer, grade, home, kept, load, store

__all__ = ["home"]  # the fixture


@pytest.mark.browser
def test_a_store_that_cannot_be_read_is_set_aside_and_said(home):
    with home(TWO_OF_THREE[:-9]) as page:
        assert "could not be read: it is not complete JSON" in page.inner_text("#store-status")
        assert kept(page) is None
        aside = page.evaluate(
            "Object.entries(localStorage).filter(([k]) => k.includes(':damaged-'))"
        )
        assert [text for _key, text in aside] == [TWO_OF_THREE[:-9]]
        assert "1 set of answers that could not be read is kept aside" in page.inner_text(
            "#store-summary"
        )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "it is not complete JSON"),
        ("[]", "it holds no set of answers"),
        ('{"schema": 2, "learner": "x", "events": []}', "its schema must be 1, got 2"),
        ('{"schema": 1, "events": []}', "it names no learner id"),
        ('{"schema": 1, "learner": "x"}', "its list of events is missing"),
        (store({"event": "answer", "t": "2026-11-01"}), "entry 1 of 1 is an answer without its id"),
        (store(answer(1, "INF-001", 1) | {"t": "soon"}), "entry 1 of 1 has no readable time"),
        (store(grade(1, True, 1) | {"credit": 2}), "entry 1 of 1 has a credit outside 0 to 1"),
    ],
)
def test_a_damaged_file_is_refused_and_loses_nothing(home, text, why):
    with home(TWO_OF_THREE) as page:
        said = load(page, text)
        assert said == f'"mine.json" was not loaded: {why}. Your answers here are unchanged.'
        assert kept(page) == TWO_OF_THREE


@pytest.mark.browser
def test_a_file_adds_what_is_missing_once(home):
    theirs = store(answer(9, "INF-003", 1), grade(9, True, 1), {"event": "later-kind", "x": 1})
    with home(TWO_OF_THREE) as page:
        assert load(page, theirs) == '1 answer added from "mine.json".'
        both = json.loads(kept(page))
        assert [event.get("id") for event in both["events"] if event["event"] == "answer"] == [
            "a9",
            "a1",
            "a2",
            "a3",
        ]
        assert {"event": "later-kind", "x": 1} in both["events"]
        assert both["learner"] == "someone"
        page.evaluate("document.getElementById('store-status').textContent = ''")
        assert load(page, theirs) == '"mine.json" holds nothing that was not here already.'
        assert json.loads(kept(page)) == both


@pytest.mark.browser
def test_what_is_saved_can_be_loaded(home):
    with home(TWO_OF_THREE) as page:
        with page.expect_download() as download:
            page.click("#store-save")
        saved = Path(download.value.path()).read_text(encoding="utf-8")
        assert saved == TWO_OF_THREE
        assert download.value.suggested_filename.startswith("ketamine-course-answers-")


@pytest.mark.browser
def test_erasing_asks_first_and_takes_everything_but_the_colours(home):
    with home(TWO_OF_THREE) as page:
        page.click("details.display summary")
        page.check('input[name="display-theme"][value="dark"]')
        page.click("#store-erase")
        assert "cannot be brought back" in page.inner_text("#erase-words")
        page.keyboard.press("Escape")
        assert kept(page) == TWO_OF_THREE
        page.click("#store-erase")
        page.click('button[value="erase"]')
        page.wait_for_function("document.getElementById('store-erase').disabled")
        assert page.evaluate("Object.keys(localStorage)") == ["ketamine-course:display"]
        assert page.inner_text("#store-summary") == "Nothing is kept yet."


@pytest.mark.browser
def test_played_cases_are_told_and_erased_with_the_answers(home):
    with home() as page:
        page.evaluate(f"localStorage.setItem('{KEY}:explorer:cases-1', '{{}}')")
        page.reload()
        assert "cases you played" in page.inner_text("#store-summary")
        assert page.is_disabled("#store-save"), "there is no answer to save"
        page.click("#store-erase")
        page.click('button[value="erase"]')
        page.wait_for_function("document.getElementById('store-erase').disabled")
        assert page.evaluate("Object.keys(localStorage)") == []
