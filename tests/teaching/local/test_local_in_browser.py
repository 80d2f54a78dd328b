"""The part of a department on a phone, a desk and a projector, in the dark, with a mistake."""

import pytest

from tests.course.pages import page_checks
from tests.course.pages.keyboard_checks import keyboard_problems
from tests.teaching.local.good import FILES, write_local
from tests.theme.server_tools import Server, wait_until, write_lessons

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with all parts of a local folder: a protocol past its day, and a broken plan."""
    local = write_local(tmp_path_factory.mktemp("local"))
    past = FILES["protocol.toml"].replace("2026-", "2019-").replace("2027-", "2020-")
    broken = FILES["plans/friday_5.toml"].replace("WARD-001", "WARD-01")
    write_local(local, {"protocol.toml": past, "plans/broken.toml": broken})
    running = Server(
        write_lessons(tmp_path_factory.mktemp("lessons"), works=["1"]), local=str(local)
    )
    # before anybody has asked for a page
    running.tells_at_start = wait_until(
        lambda: any("plans/broken.toml, line " in each for each in running.errors), 60
    )
    yield running
    running.stop()


def test_a_mistake_is_in_the_log_before_a_teacher_comes(server):
    assert server.tells_at_start


@pytest.mark.parametrize("address", ["teach", "teach/plan/friday_5"])
def test_what_is_local_is_for_everybody(new_page, server, address):
    with new_page(width=375, height=812, reduced_motion="reduce") as page:
        assert page_checks.problems_at(page, server.url + address, server.url) == []
        assert "Local: " in page.locator("main").inner_text()


def test_what_is_local_is_walked_by_keyboard(new_page, server):
    with new_page() as page:
        page.goto(f"{server.url}teach")
        assert keyboard_problems(page) == []


def test_what_is_past_is_greyer_than_the_words_around_it(new_page, server):
    with new_page() as page:
        page.goto(f"{server.url}teach")
        colour = "each => getComputedStyle(each).color"
        past = page.locator(".protocol.past dd").first.evaluate(colour)
        around = page.locator("#your-department > p").first.evaluate(colour)
        assert past != around
        assert page.locator(".protocol .wrong").inner_text().startswith("Past its review date.")
