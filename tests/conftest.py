"""What tests of the whole course share: a browser, the running course, and its pages."""

from contextlib import contextmanager

import pytest
from hypothesis import settings

from tests.running import SECONDS_TO_OPEN, Course, wait_until_ready
from tools import browser as browsers

# A property holds or not; how long an example takes says only how busy the machine is.
settings.register_profile("course", deadline=None)
settings.load_profile("course")

# Root may not use Chromium's sandbox; the rest keeps it from speaking to anyone by itself.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


LEFT = pytest.StashKey[int]()


def pytest_deselected(items):
    """Count what is left for `make test-all`."""
    for item in items:
        if item.get_closest_marker("all"):
            item.config.stash[LEFT] = item.config.stash.get(LEFT, 0) + 1


def pytest_sessionfinish(session):
    """Each process of a run with several tells the one that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = session.config.stash.get(LEFT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Every process collects the same tests: what one leaves, all leave."""
    node.config.stash[LEFT] = getattr(node, "workeroutput", {}).get("left", 0)


def pytest_terminal_summary(terminalreporter, config):
    if left := config.stash.get(LEFT, 0):
        terminalreporter.write_line(f"Left for make test-all: {left} tests.")


@pytest.fixture(scope="session")
def browser_path():
    """The path of a Chromium or Chrome that starts; without one the tests fail, they never skip."""
    path = browsers.find()
    if path is None:
        pytest.fail(browsers.SENTENCE, pytrace=False)
    return path


@pytest.fixture(scope="module")
def browser(browser_path):
    """One running Chromium, driven by Playwright.

    For one file only: while it runs, asyncio believes that this thread's loop is taken.
    """
    from playwright.sync_api import expect, sync_playwright

    # What a learner does first waits for a kernel; how long says only how busy the machine is.
    expect.set_options(timeout=SECONDS_TO_OPEN * 1000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def course():
    """The running course; when the tests end, no process of it may be left."""
    running = Course()
    yield running
    left = running.stop()
    assert not left, f"the course left processes behind: {[str(p) for p in left]}"


@pytest.fixture(scope="session")
def course_url(course):
    """The address of the running course's home page, ending in a slash."""
    return course.url


@pytest.fixture(scope="session")
def lesson_urls(course):
    """The address of each lesson by its name."""
    return course.lesson_urls()


@pytest.fixture(scope="module")
def new_page(browser):
    """A context manager that opens an empty page: new_page(width=1280, **context options)."""

    @contextmanager
    def open_page(width: int = 1280, height: int = 900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(SECONDS_TO_OPEN * 1000)
        try:
            yield context.new_page()
        finally:
            context.close()

    return open_page


@pytest.fixture(scope="module")
def open_lesson(new_page, lesson_urls):
    """A context manager that opens a lesson and waits for it: open_lesson(slug, width=1280)."""

    @contextmanager
    def open_it(slug: str, width: int = 1280, **options):
        with new_page(width, **options) as page:
            page.goto(lesson_urls[slug], wait_until="domcontentloaded")
            wait_until_ready(page)
            yield page

    return open_it
