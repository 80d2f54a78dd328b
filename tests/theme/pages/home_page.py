"""A made-up course's home page in a browser without a server, and stores of answers for it."""

import json
from contextlib import contextmanager
from pathlib import Path

import jinja2
import pytest
from voila.paths import collect_template_paths

from tests.answers import made_up_answer

THEME = Path(__file__).parents[3] / "theme"
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
    at = f"2026-11-{day:02d}T10:00:00Z"
    return made_up_answer(item, id=f"a{number}", t=at, lesson=lesson, certainty=2)


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


def home_html(lessons: list[dict] = LESSONS) -> str:
    root = collect_template_paths(["voila", "nbconvert"], "course", root_dirs=[str(THEME)])
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(root), autoescape=True)
    course = {"name": "Course", "home_url": "/", "lessons": lessons}
    course |= {"objectives": OBJECTIVES, "versions": VERSIONS}
    return environment.get_template("home.html").render(
        course=course, asset=lambda name: f"/{name}", notice="Not for prescribing.", sheet_line=""
    )


@pytest.fixture
def home(new_page):
    """A context manager that opens the home page with a given store: home(text, width=...).

    `script` runs in the page before its own; `lessons` are those of the course.
    """

    @contextmanager
    def open_home(text: str | None = None, script: str = "", lessons=LESSONS, **options):
        def serve(route):
            name = route.request.url.removeprefix(ORIGIN)
            if name:
                route.fulfill(path=STATIC / name)
            else:
                route.fulfill(body=home_html(lessons), content_type="text/html")

        with new_page(**options) as page:
            page.route("**/*", serve)
            if script:
                page.add_init_script(script)
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
