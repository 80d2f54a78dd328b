"""The teacher's pages on a phone, a desk and a projector, in the dark, by keyboard and on paper."""

import io

import pypdf
import pytest

from page.notice import NOTICE
from tests.course.pages import page_checks
from tests.course.pages.keyboard_checks import keyboard_problems, skip_link_problems

pytestmark = pytest.mark.browser
ONE_CASE = "teach/plan/one_case_8?case=05_everything_tried"
LONGEST = "teach/plan/express_60"
# The others are made of the same parts.
OTHERS = [
    pytest.param(f"teach/plan/{name}", marks=pytest.mark.all) for name in ("huddle_20", "noon_45")
]


@pytest.mark.parametrize("address", ["teach", LONGEST, *OTHERS])
def test_a_page_for_teachers_is_for_everybody(new_page, course, address):
    with new_page(width=375, height=812, reduced_motion="reduce") as page:
        assert page_checks.problems_at(page, course.url + address, course.url) == []


@pytest.mark.parametrize("address", ["teach", ONE_CASE])
def test_a_page_for_teachers_is_walked_by_keyboard(new_page, course, address):
    with new_page() as page:
        page.goto(course.url + address)
        assert keyboard_problems(page) + skip_link_problems(page) == []


def test_a_case_is_chosen_and_opened_by_keyboard(new_page, course):
    with new_page() as page:
        page.goto(f"{course.url}teach")
        page.focus("#one_case_8-case")
        page.keyboard.type("12")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/teach/plan/one_case_8?case=*")
        assert page.locator(".step").count() > 3


@pytest.mark.parametrize(
    "address", [LONGEST, pytest.param(ONE_CASE, marks=pytest.mark.all), *OTHERS]
)
def test_a_sheet_prints_on_a_few_pages_that_each_say_what_they_are(new_page, course, address):
    with new_page() as page:
        page.goto(course.url + address)
        steps = page.locator(".step").count()
        pdf = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4")))
    sheets = [" ".join(each.extract_text().split()) for each in pdf.pages]
    assert 2 <= len(sheets) <= 6 and min(len(each.split()) for each in sheets) > 60
    for sheet in sheets:
        assert NOTICE.split(". ")[0] in sheet and "No clinician has reviewed" in sheet
    told = " ".join(sheets)
    assert "Step 1 on the stage" not in told and "All sessions" not in told
    assert told.count("0:00") >= 1 and steps > 3


def test_the_word_is_asked_for_on_a_page_for_everybody(new_page, tmp_path_factory):
    from tests.theme.server_tools import Server, write_lessons

    lessons = write_lessons(tmp_path_factory.mktemp("lessons"), works=["1"])
    server = Server(lessons, teacher_word="open sesame")
    try:
        with new_page(width=375) as page:
            page.goto(f"{server.url}teach/plan/huddle_20")
            assert page_checks.axe_problems(page) + page_checks.structure_problems(page) == []
            page.fill("#word", "something else")
            page.keyboard.press("Enter")
            page.wait_for_selector("#word-wrong")
            assert page_checks.axe_problems(page) + page_checks.reflow_problems(page, 320) == []
            page.fill("#word", "open sesame")
            page.keyboard.press("Enter")
            page.wait_for_selector(".steps")
            assert page.url.endswith("/teach/plan/huddle_20")
            page.goto(f"{server.url}teach")
            assert page.locator(".card").count() == 4
            assert page.evaluate("document.cookie") == ""
    finally:
        server.stop()
