"""The home page's own script, in a browser without a server: progress, files, erasing."""

import json
import logging
import re
from contextlib import contextmanager
from pathlib import Path

import jinja2
import pytest
from voila.paths import collect_template_paths

from quizzes.engine import load_bank, replay
from theme.catalogue import read_course

THEME = Path(__file__).parents[2] / "theme"
AXE = THEME.parent / "tests" / "vendor" / "axe.min.js"
STATIC = THEME / "voila" / "templates" / "course" / "static"
ORIGIN = "http://course.test/"
KEY = "ketamine-course:v1"
LESSONS = [
    {
        "slug": slug,
        "number": int(slug[:2]),
        "kind": kind,
        "url": f"/{slug}",
        "title": title,
        "claim": "",
        "minutes": 8,
        "items": items,
    }
    for slug, kind, title, items in [
        ("00_start", "opening", "Start", []),
        ("01_hours", "lesson", "Hours", ["INF-001", "INF-002", "INF-003"]),
        ("02_next", "lesson", "Next", ["NXT-001"]),
        ("90_review", "review", "Review", ["RVW-001"]),
    ]
]
OBJECTIVES = [
    {"id": "O6", "text": "Choose the range", "items": ["INF-001", "INF-002", "FRM-001"]},
    {"id": "O7", "text": "Work out the rate", "items": ["INF-003", "NXT-001"]},
]
VERSIONS = {"INF-001": 1, "INF-002": 1, "INF-003": 1, "NXT-001": 2, "RVW-001": 1}


def answer(number: int, item: str, day: int, lesson: str = "01_hours") -> dict:
    time = f"2026-11-{day:02d}T10:00:00Z"
    told = {"item": item, "version": 1, "lesson": lesson, "seed": None, "response": "b"}
    return {
        "event": "answer",
        "id": f"a{number}",
        "t": time,
        **told,
        "certainty": 2,
        "try": 1,
        "mode": "practice",
    }


def grade(number: int, correct: bool, day: int) -> dict:
    return {
        "event": "grade",
        "answer": f"a{number}",
        "credit": 1 if correct else 0,
        "correct": correct,
        "error_pattern": None,
        "t": f"2026-11-{day:02d}T10:00:01Z",
    }


def store(*events: dict) -> str:
    return json.dumps({"schema": 1, "learner": "someone", "events": list(events)})


TWO_OF_THREE = store(
    answer(1, "INF-001", 3),
    grade(1, False, 3),
    answer(2, "INF-001", 4),
    grade(2, True, 4),
    answer(3, "INF-002", 5),
    grade(3, False, 5),
)


def home_html() -> str:
    root = collect_template_paths(["voila", "nbconvert"], "course", root_dirs=[str(THEME)])
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(root), autoescape=True)
    course = {"name": "Course", "home_url": "/", "lessons": LESSONS}
    course |= {"objectives": OBJECTIVES, "versions": VERSIONS}
    return environment.get_template("home.html").render(
        course=course, asset=lambda name: f"/{name}"
    )


@pytest.fixture
def home(new_page):
    """A context manager that opens the home page with a given store: home(text, width=...)."""

    @contextmanager
    def open_home(text: str | None = None, **options):
        def serve(route):
            name = route.request.url.removeprefix(ORIGIN)
            if name:
                route.fulfill(path=STATIC / name)
            else:
                route.fulfill(body=home_html(), content_type="text/html")

        with new_page(**options) as page:
            page.route("**/*", serve)
            if text is not None:
                page.route(ORIGIN + "blank", lambda route: route.fulfill(body=""))
                page.goto(ORIGIN + "blank")
                page.evaluate("([k, v]) => localStorage.setItem(k, v)", [KEY, text])
            page.goto(ORIGIN)
            yield page

    return open_home


def kept(page) -> str | None:
    return page.evaluate("k => localStorage.getItem(k)", KEY)


def load(page, text: str) -> str:
    file = {"name": "mine.json", "mimeType": "application/json", "buffer": text.encode()}
    page.set_input_files("#store-load", file)
    page.wait_for_function("document.getElementById('store-status').textContent")
    return page.inner_text("#store-status")


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
    events = [answer(n, f"INF-00{n}", n) for n in (1, 2, 3)]
    with home(store(*events)) as page:
        assert page.inner_text("#continue") == "Next: lesson 2, Next"
        assert page.get_attribute("#continue", "href") == ORIGIN + "02_next"


@pytest.mark.browser
def test_a_finished_lesson_is_not_offered_again(home):
    events = [answer(1, "NXT-001", 1, "02_next") | {"version": 2}]
    with home(store(*events)) as page:
        assert page.inner_text("#continue") == "Next: lesson 1, Hours"


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
    titles = re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', html)
    assert titles == ["Start", "Hours", "Next", "Review what is due"]


@pytest.fixture
def catalogue(tmp_path):
    """The catalogue of four pages whose names alone tell what they are."""
    for slug in ("90_review", "00_start_here", "02_second", "10_tenth"):
        told = {"title": slug, "minutes": 8, "objectives": ["O6"]}
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
