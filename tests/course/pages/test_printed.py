"""What comes out of the printer: the notice on each sheet, and no answer beside its question."""

import functools
import io
import json
import re
from urllib.parse import urljoin

import pytest
from pypdf import PdfReader

import evidence
from page.notice import NOTICE, edition
from page.version import course_version
from quizzes.engine import answer_key, load_bank, public_view
from tests.running import wait_until_ready
from tools.address import PLACEHOLDER
from widgets import InfusionLab, TrialWall
from widgets.model.cases import load_cases

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def words(text: str) -> str:
    """A text as the printer breaks it: without spaces, hyphens and quotes of any kind."""
    return re.sub(r"[\s\u00a0\u00ad\u2010-]+|[“”\"]", "", text)


def sheets(page) -> list[str]:
    """The words of each sheet that a page prints on A4."""
    data = page.pdf(format="A4", prefer_css_page_size=True)
    return [words(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(data)).pages]


def place(printed: list[str], text: str) -> list[int]:
    """On which sheets a text stands, from 0."""
    return [number for number, sheet in enumerate(printed) if words(text) in sheet]


@pytest.fixture(scope="module")
def printed(new_page, course_url):
    """The sheets of an address of the course, printed once: printed(path, live=False)."""

    @functools.cache
    def of(path: str, live: bool = False) -> list[str]:
        with new_page() as page:
            page.goto(f"{course_url}{path}")
            if live:
                wait_until_ready(page)
            return sheets(page)

    return of


@pytest.mark.parametrize(
    "path",
    ["", "about", "nowhere", "voila/render/09_hours_to_arrive.ipynb"],
)
def test_every_sheet_carries_notice_version_day_and_who_reviewed(printed, path):
    told = printed(path, live="render" in path)
    assert told
    for text in (NOTICE, f"{evidence.standing_line()} {edition()}."):
        assert place(told, text) == [*range(len(told))], text
    assert course_version() and course_version() in edition()
    assert place(told, f"{len(told)} of {len(told)}")[-1:] == [len(told) - 1]
    assert place(told, PLACEHOLDER) == []


def test_paper_in_the_dark_and_without_javascript_carries_it_too(new_page, course_url):
    with new_page(java_script_enabled=False, color_scheme="dark") as page:
        page.goto(f"{course_url}voila/print/02_what_the_trials_found")
        told = sheets(page)
    assert place(told, NOTICE) == [*range(len(told))]
    after = TrialWall(predict="harm").visit(when="after").screen.sentence
    assert place(told, after) == [], "without a script the fold stays shut"


@pytest.mark.parametrize("live", [True, False])
def test_the_picture_after_the_prediction_comes_behind_all_questions(printed, live):
    slug = "09_hours_to_arrive"
    told = printed(f"voila/render/{slug}.ipynb" if live else f"voila/print/{slug}", live)
    lab = InfusionLab(rate_mg_per_kg_h=0.1, predict_at_h=2)
    answer = place(told, lab.visit(when="after").screen.sentence)
    asked = place(told, "Predict. The order in the story")
    questions = [
        number
        for item in load_bank().live(slug)
        for number in place(told, public_view(item)["lead_in"])
        if live or number < answer[0]
    ]
    assert len(answer) == 1 and asked
    assert max(asked + questions) < answer[0]
    assert told[answer[0]].find(words("Answers")) < 200, "the answers begin a sheet"


def test_what_a_lab_asks_stands_on_paper_and_what_only_a_hand_can_move_does_not(
    printed, open_lesson
):
    slug = "02_what_the_trials_found"
    told = printed(f"voila/render/{slug}.ipynb", live=True)
    asked, offered = (
        place(told, words) for words in ("Tick the trials", "Lauretti 1999: Randomised")
    )
    assert asked and offered and asked[0] <= offered[0] < place(told, "Trial wall: after")[0]
    with open_lesson(slug) as page:
        page.emulate_media(media="print")
        assert page.locator(".x input[type=checkbox]").first.is_visible()
        assert (
            page.locator(".x input[type=range], .x button").evaluate_all(
                "all => all.filter((each) => each.checkVisibility()).length"
            )
            == 0
        )


def test_no_heading_is_left_behind_at_the_foot_of_a_sheet(printed):
    told = printed("voila/render/09_hours_to_arrive.ipynb", live=True)
    for heading, next_words in (
        ("What would you say to the nurse?", "A 70 kg man has just been connected"),
        ("The pump starts at once, the level does not", "Predict."),
        ("On the way out", "One hour after the start at"),
    ):
        first = place(told, heading)[0]
        assert first in place(told, next_words), heading


def test_two_columns_save_paper_and_keep_what_belongs_together(new_page, course_url, printed):
    path = "voila/print/09_hours_to_arrive"
    with new_page() as page:
        page.goto(f"{course_url}{path}")
        page.add_style_tag(content="@media print { .lesson { columns: auto !important; } }")
        in_one = len(sheets(page))
        page.emulate_media(media="print")
        whole = ".predict, .worked, .kq-card, .prose > h1"
        kept = page.locator(f".lesson :is({whole})").evaluate_all(
            """all => all.map((each) => [each.className || each.localName,
              getComputedStyle(each).breakInside, getComputedStyle(each).columnSpan])"""
        )
    assert len(printed(path)) < in_one
    assert {name for name, inside, span in kept if inside != "avoid" and span != "all"} == set()
    assert {"predict", "worked"} <= {name for name, *_ in kept}


def test_each_link_on_the_sheets_leads_to_a_page(new_page, course_url, lesson_urls):
    with new_page() as page:
        seen = set()
        for slug in lesson_urls:
            html = page.request.get(f"{course_url}voila/print/{slug}").text()
            links = re.findall(r'href="([^"#]+)', html)
            seen |= {urljoin(f"{course_url}voila/print/{slug}", link) for link in links}
        ours = sorted(link for link in seen if link.startswith(course_url))
        assert any(link.endswith("render/06_who_may_be_tried.ipynb") for link in ours)
        lost = [link for link in ours if page.request.head(link).status != 200]
    assert lost == []


def test_what_follows_a_prediction_is_on_another_sheet(printed):
    told = printed("voila/print/12_cases")
    asked = place(told, "say what you would do instead of what is asked for")
    counted = place(told, "What the cases have in common")
    assert asked and counted and not set(asked) & set(counted)


@pytest.mark.parametrize("live", [pytest.param(True, marks=pytest.mark.all), False])
def test_every_case_is_printed_from_stem_to_debrief(printed, live):
    told = printed("voila/render/12_cases.ipynb" if live else "voila/print/12_cases", live)
    whole = "".join(re.sub(f"^.*?{words(edition())}\\.", "", sheet) for sheet in told)
    first_answer = min(
        place(told, f"{each.title}: what follows")[0] for each in load_cases().values()
    )
    for case in load_cases().values():
        stem, debrief = place(told, case.stem[:90]), words(case.debrief)
        assert stem and stem[0] < first_answer, case.id
        assert debrief[:60] in whole, case.id
        assert place(told, case.debrief[:60])[0] >= first_answer, case.id


def test_the_key_is_printed_from_its_own_address_alone(printed, new_page, course_url):
    slug = "09_hours_to_arrive"
    keys = [answer_key(item) for item in load_bank().live(slug)]
    told = printed(f"voila/print/{slug}")
    title = place(told, "Answers and key")
    for each in keys:
        assert max(place(told, each.why[0][:60])) >= title[0]
    live = printed(f"voila/render/{slug}.ipynb", live=True)
    with new_page() as page:
        page.goto(f"{course_url}voila/render/{slug}.ipynb")
        wait_until_ready(page)
        html = page.content()
    for each in keys:
        assert each.why[0][:60] not in html and place(live, each.why[0][:60]) == []


def test_after_printing_the_page_is_as_it_was(new_page, course_url):
    with new_page() as page:
        page.goto(f"{course_url}voila/render/12_cases.ipynb")
        wait_until_ready(page)
        look = "() => [document.querySelector('main').innerText, document.body.scrollHeight]"
        before = page.evaluate(look)
        sheets(page)
        assert page.evaluate(look) == before
        assert page.locator("#answer-sheets details.after-answer").count() == 0


def forms() -> list[str]:
    """What the tests before and after the course ask."""
    bank = load_bank()
    items = [item for form in ("form_a", "form_b", "form_c") for item in bank.live(form)]
    assert len(items) > 20
    return [" ".join(public_view(item)["vignette"])[:80] for item in items]


def test_print_your_summary_prints_the_summary_only(new_page, course_url):
    with new_page() as page:
        page.add_init_script("window.print = () => {};")
        page.goto(f"{course_url}voila/render/90_review.ipynb")
        wait_until_ready(page)
        page.get_by_label("Your name, for the printed page only").fill("A. Reader")
        page.get_by_role("button", name="Print your summary").click()
        told = sheets(page)
        assert page.locator("[data-off-paper]").count() == 0, "all is back when it is printed"
    assert len(told) == 1
    assert place(told, "A. Reader") == [0] and place(told, "Your summary") == [0]
    assert place(told, NOTICE) == [0]
    for text in (*forms(), "Where you stand", "Go on elsewhere"):
        assert place(told, text) == [], text


def test_the_page_of_the_tests_does_not_print_them_before_they_are_answered(printed):
    told = printed("voila/render/90_review.ipynb", live=True)
    assert [text for text in forms() if place(told, text)] == []
    assert place(told, "not printed before they are answered")
    asked = printed("voila/print/90_review")
    assert [text for text in forms() if not place(asked, text)] == [], "with its key it is whole"


def test_saved_answers_carry_it(new_page, course_url):
    with new_page(accept_downloads=True) as page:
        page.goto(f"{course_url}voila/render/90_review.ipynb")
        wait_until_ready(page)
        for name in ("Save your answers as a file", "Save a table of responses (CSV)"):
            with page.expect_download() as got:
                page.get_by_role("button", name=name).click()
            text = got.value.path().read_text(encoding="utf-8")
            if name.endswith("file"):
                assert json.loads(text)["about"].startswith(NOTICE)
                assert edition() in json.loads(text)["about"]
