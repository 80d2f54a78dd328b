"""Every page of the running course, in Chromium. A page is opened once; all checks look at it."""

from pathlib import Path

import pytest

from tests import medication_lint
from tests.course.pages import keyboard_checks, live_checks, page_checks
from tests.running import take_kernel, wait_until_ready

pytestmark = pytest.mark.browser

LESSONS = [
    p.stem for p in sorted((Path(__file__).resolve().parents[3] / "lessons").glob("*.ipynb"))
]
LICENCE = "CC BY 4.0"  # the only name in the course that ends like a badly written dose
# The glossary has hundreds of links, each a stop of the keyboard.
GLOSSARY = pytest.param("glossary", marks=pytest.mark.all)
PAGES = ["home", "about", GLOSSARY, "search", "404", *LESSONS]


def medication_problems(page) -> list[str]:
    """Return what the medication-text lint finds in everything a page says."""
    return [
        f"{where}: {found}"
        for where, text in page_checks.texts(page)
        for found in medication_lint.problems(text.replace(LICENCE, ""))
    ]


def first_look(page) -> list[str]:
    """Return what is wrong with a lesson as it opens, before its explorers show a result."""
    looks = (page_checks.axe_problems, page_checks.picture_problems, medication_problems)
    return [problem for look in looks for problem in look(page)]


def dark_axe_problems(page) -> list[str]:
    """Return axe's findings in dark colours."""
    page.emulate_media(color_scheme="dark")
    found = page_checks.axe_problems(page)
    page.emulate_media(color_scheme="light")
    return found


# In this order: what changes the page least comes first, what ends it last.
CHECKS = {
    "structure": page_checks.structure_problems,
    "pictures": page_checks.picture_problems,
    "medication text": medication_problems,
    "axe": page_checks.axe_problems,
    "axe in dark": dark_axe_problems,
    "keyboard": keyboard_checks.keyboard_problems,
    "skip link": keyboard_checks.skip_link_problems,
    "reduced motion": page_checks.motion_problems,
    "names": page_checks.name_problems,
    "320 px": page_checks.reflow_problems,
    "200 % text at 375 px": page_checks.large_text_problems,
}
NOT_SEEN = ["the visit of this page ended before this check"]
IN_LESSONS = {
    "another kernel": live_checks.another_kernel_problems,
    "kernel lost": live_checks.lost_problems,
}


def _found(check, *arguments) -> list[str]:
    """Run a check; one that breaks is a problem of its own and does not hide the others."""
    try:
        return check(*arguments)
    except Exception as error:
        return [f"could not be checked: {type(error).__name__}: {error}"]


@pytest.fixture(scope="module")
def visit(course, lesson_urls, new_page):
    """Open a page once, look at it in every way, and remember the problems by check."""
    seen: dict[str, dict[str, list[str]]] = {}

    still = {"home": "", "about": "about", "404": "no-such-page"}
    still |= {"glossary": "glossary", "search": "search?q=ketamine"}
    special = {name: course.url + path for name, path in still.items()}

    def look(name: str) -> dict[str, list[str]]:
        if name not in seen:
            found = seen[name] = {}
            try:
                with new_page(reduced_motion="reduce", color_scheme="light") as page:
                    look_at(page, name, found)
            except Exception as error:
                found["answer"] = [f"could not be visited: {type(error).__name__}: {error}"]
        return seen[name]

    def look_at(page, name, found):
        asked, sockets = [], []
        broken = found["scripts"] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: sockets.append(socket.url))
        page.on("pageerror", lambda error: broken.append(f"the page's script failed: {error}"))
        answer = page.goto(special.get(name) or lesson_urls[name])
        right = 404 if name == "404" else 200
        wrong = answer.status != right
        found["answer"] = [f"must answer {right}, got {answer.status}"] if wrong else []
        if name not in special:
            wait_until_ready(page)
        page_checks.wait_until_drawn(page)
        if name not in special:
            found["before the curve"] = _found(first_look, page)
            live_checks.reveal(page)
        for check, look_for in CHECKS.items():
            found[check] = _found(look_for, page)
        found["requests"] = page_checks.request_problems([*asked, *sockets], course.url)
        if name not in special:
            for check, look_for in IN_LESSONS.items():
                found[check] = _found(look_for, page, live_checks.kernels_of(page, course))

    return look


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("check", ["answer", *CHECKS, "requests", "scripts"])
def test_a_page_passes(visit, name, check):
    problems = visit(name).get(check, NOT_SEEN)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("check", ["before the curve", *IN_LESSONS])
def test_a_live_page_passes(visit, name, check):
    problems = visit(name).get(check, NOT_SEEN)
    assert not problems, "\n".join(problems)


def test_the_home_page_lists_every_lesson(lesson_urls):
    assert sorted(lesson_urls) == LESSONS


@pytest.mark.parametrize("name", LESSONS[1:2])
def test_a_page_is_whole_and_alive_without_a_kernel(new_page, lesson_urls, name):
    with new_page() as page:
        page.route("**/voila/api/open/*", lambda route: None)  # never answered
        page.goto(lesson_urls[name])
        wait_until_ready(page)
        assert len(page.inner_text("main")) > 1000
        assert page.locator(".x").count() and page.locator(".kq-card").count()
        drawn = page.locator(".x-figure:not([hidden]) .x-picture")
        assert drawn.count() and all(each.get_attribute("aria-label") for each in drawn.all())
        assert page.locator("html[data-kernel]").count() == 0


@pytest.mark.parametrize("name", LESSONS[1:2])
def test_answers_survive_a_reload_and_a_lost_kernel(course, open_lesson, name):
    with open_lesson(name) as page:
        given = live_checks.answer_first_question(page)
        assert live_checks.stored_answers(page) == (1, 1)
        page.reload()
        wait_until_ready(page)
        assert live_checks.shown_answer(page) == given
        take_kernel(page)
        assert live_checks.lost_problems(page, live_checks.kernels_of(page, course)) == []
        assert live_checks.shown_answer(page) == given, "the banner must not take the answer away"
        page.unroute_all()
        page.reload()
        wait_until_ready(page)
        assert live_checks.shown_answer(page) == given
        assert live_checks.stored_answers(page) == (1, 1)
        assert page_checks.axe_problems(page) == []
        assert medication_problems(page) == []
