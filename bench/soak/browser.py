"""A lesson in a real browser, as the trials use it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from bench import pages
from tests.course.pages.live_checks import wait_until_settled
from tools import browser as browsers

WAIT_MS = 60_000


@contextmanager
def browser() -> Iterator:
    """A running Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.find(), args=pages.FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def lesson(chromium, base: str = "", width: int = 1280) -> Iterator[Page]:
    """A page of a learner who was never here, with the lesson open if `base` is its server."""
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    try:
        if base:
            page.goto(f"{base}voila/render/{pages.LESSON}.ipynb")
            wait_until_live(page)
        yield page
    finally:
        context.close()


def wait_until_live(page: Page) -> None:
    """Wait until the live parts of a page can be used."""
    page.wait_for_selector("html[data-session=ready]", state="attached")
    wait_until_settled(page)
