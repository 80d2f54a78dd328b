"""What the home page keeps: damaged stores, files in and out, erasing."""

import json
import re
from pathlib import Path

import pytest

from tests.theme.pages.home_page import KEY, TWO_OF_THREE, answer, grade, home, kept, load, store

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
        ("{", "This is not a file that this course has saved."),
        ("[]", "This is not a file that this course has saved."),
        (
            '{"schema": 2, "learner": "x", "events": []}',
            "This file was saved by another version of the course and cannot be read by this one.",
        ),
        (
            store(answer(1, "INF-001", 1) | {"t": "soon"}),
            "This file is damaged or was edited by hand: entry 1 of 1 has no readable time.",
        ),
        (
            '{"kind":"ketamine-course","schema":1,"learner":"x","events":[],"check":"00000000"}',
            "This file is damaged or was edited by hand.",
        ),
    ],
)
def test_a_damaged_file_is_refused_and_loses_nothing(home, text, why):
    with home(TWO_OF_THREE) as page:
        assert load(page, text) == f"{why} Nothing was changed."
        assert kept(page) == TWO_OF_THREE


@pytest.mark.browser
def test_a_file_of_the_earlier_home_page_adds_what_is_missing_once(home):
    theirs = store(answer(9, "INF-003", 1), grade(9, True, 1), {"event": "later-kind", "x": 1})
    with home(TWO_OF_THREE) as page:
        assert load(page, theirs).startswith(
            "1 answer added from this file. It was saved by an ear"
        )
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
        assert load(page, theirs).startswith("This file holds no answer that was not here already.")
        assert json.loads(kept(page)) == both


def saved_by(page) -> tuple[str, str]:
    """What the page saves as a file: its text and its name."""
    with page.expect_download() as download:
        page.click("#store-save")
    return Path(download.value.path()).read_text(
        encoding="utf-8"
    ), download.value.suggested_filename


@pytest.mark.browser
def test_what_is_saved_can_be_loaded_and_what_is_edited_cannot(home):
    with home(TWO_OF_THREE) as page:
        saved, name = saved_by(page)
        assert re.fullmatch(r"ketamine-course-answers-\d{4}-\d\d-\d\d\.json", name)
        assert page.inner_text("#store-status") == f"Saved as {name}."
    with home() as page:
        edited = saved.replace('"certainty":2', '"certainty":3', 1)
        assert load(page, edited).startswith("This file is damaged or was edited by hand.")
        assert kept(page) is None
        page.evaluate("document.getElementById('store-status').textContent = ''")
        assert load(page, saved) == "3 answers added from this file."
        assert json.loads(kept(page)) == json.loads(TWO_OF_THREE)
        assert saved_by(page)[0][:60] == saved[:60]


@pytest.mark.browser
def test_the_newer_answer_counts_whatever_was_loaded_last(home):
    older = store(answer(9, "INF-001", 1), grade(9, False, 1))
    with home(TWO_OF_THREE) as page:
        load(page, older)
        assert "2 of 3 questions answered, 1 right" in page.inner_text("[data-lesson='01_hours']")


@pytest.mark.browser
def test_an_answer_of_a_wrong_clock_is_told_and_does_not_stay_the_last(home):
    future = answer(1, "INF-001", 3) | {"t": "2031-05-05T10:00:00Z"}
    log = store(future, grade(1, False, 3), answer(2, "INF-001", 4), grade(2, True, 4))
    with home(log) as page:
        assert "1 of 3 questions answered, 1 right" in page.inner_text("[data-lesson='01_hours']")
        assert "Last visit 4 November 2026" in page.inner_text("[data-lesson='01_hours']")
        assert page.inner_text("#store-clock").startswith("1 answer carries a time that cannot")
    with home(TWO_OF_THREE) as page:
        assert page.inner_text("#store-clock") == ""


@pytest.mark.browser
def test_a_resume_code_is_known_here(home):
    code = {"event": "resumed", "id": "r", "t": "2026-11-06T10:00:00Z", "code": "x"}
    code |= {"lessons": {"1": 2, "2": 1}, "on": "5 November 2026"}
    with home(store(code)) as page:
        first = page.inner_text("[data-lesson='01_hours']")
        assert (
            "Every question answered elsewhere, says your resume code of 5 November 2026." in first
        )
        assert "elsewhere" not in page.inner_text("[data-lesson='02_next']")
        assert page.inner_text("#minutes-left").startswith("8 minutes left: 1 of 2 lessons")


BLOCK = (
    """Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } })"""
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.mark.browser
@pytest.mark.parametrize("script", [BLOCK, FULL])
def test_a_browser_that_keeps_nothing_says_so(home, script):
    with home(script=script) as page:
        assert "does not let the page keep answers" in page.inner_text("#store-summary")
        said = load(page, TWO_OF_THREE)
        assert said.startswith("This browser has no room to keep the answers of this file")
        assert said.endswith("Nothing was changed.")


@pytest.mark.browser
def test_a_browser_that_is_full_says_so_and_still_saves_a_file(home):
    with home(TWO_OF_THREE) as page:
        page.evaluate(f"{FULL}; 0")
        page.evaluate("dispatchEvent(new StorageEvent('storage', { key: null }))")
        assert "no room left for more answers" in page.inner_text("#store-summary")
        assert '"a3"' in saved_by(page)[0]


@pytest.mark.browser
def test_what_safari_erases_is_told(home):
    with home() as page:
        words = page.inner_text(".store")
        assert "Safari" in words and "seven days" in words and "save a file" in words


@pytest.mark.browser
def test_erasing_asks_first_and_takes_everything_but_the_colours(home):
    with home(TWO_OF_THREE) as page:
        page.evaluate("sessionStorage.setItem('ketamine-course:draft:INF-001', '{}')")
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
        assert page.evaluate("Object.keys(sessionStorage)") == []
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
