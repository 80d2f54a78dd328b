"""How the words of a page are set: what belongs together stands together, on any screen."""

import pytest

from tests.course.pages.live_checks import reveal, wait_until_settled

pytestmark = pytest.mark.browser

PHONE = {"has_touch": True, "is_mobile": True}
# A number that the end of a line could part from its unit, in what a lab says.
LOOSE = r"""() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (words.nextNode()) {
    const { parentElement: around, data } = words.currentNode;
    if (!around.closest(".x") || around.closest(".amount, select, svg, table")) continue;
    found.push(...data.match(/\d (?:mg|mcg|ng|mL|kg|h|min|%)(?![A-Za-z])/g) ?? []);
  }
  return found;
}"""
TORN = "all => all.filter((one) => one.getClientRects().length > 1).map((one) => one.textContent)"


@pytest.mark.parametrize("slug", ["09_hours_to_arrive", "08_ml_per_hour_twice"])
def test_a_number_in_a_lab_stays_with_its_unit(open_lesson, slug):
    with open_lesson(slug, 320, **PHONE) as page:
        if slug.startswith("09"):
            reveal(page)
        wait_until_settled(page)
        amounts = page.locator(".x .amount")
        assert amounts.count() > 10
        assert amounts.evaluate_all(TORN) == []
        assert page.evaluate(LOOSE) == []


def test_a_source_does_not_push_the_lines_of_a_list_apart(open_lesson):
    with open_lesson("09_hours_to_arrive", 375, **PHONE) as page:
        odd = page.locator(".x-aside li:has(.chip)").evaluate_all(
            """all => all.filter((one) => {
              const line = parseFloat(getComputedStyle(one).lineHeight);
              const lines = one.getBoundingClientRect().height / line;
              return Math.abs(lines - Math.round(lines)) * line > 5 || lines > 8;
            }).map((one) => one.innerText)"""
        )
        assert odd == []
        # And it is no smaller for a finger.
        heights = page.locator(".x-aside .chip > summary").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height)"
        )
        assert heights and min(heights) >= 32


@pytest.mark.parametrize("width", [375, 1280])
def test_a_source_stands_nearer_to_its_own_statement_than_to_the_next(open_lesson, width):
    with open_lesson("10_curve_over_days", width) as page:
        gaps = page.locator(".live li:has(> .chip):not(.x *) + li").evaluate_all(
            """all => all.map((next) => {
              const chip = next.previousElementSibling.querySelector(".chip > summary");
              const words = document.createRange();
              words.setStartBefore(next.previousElementSibling.firstChild);
              words.setEndBefore(chip.parentElement);
              const of = (node) => node.getBoundingClientRect();
              return [of(chip).top - of(words).bottom, of(next).top - of(chip).bottom];
            })"""
        )
        assert len(gaps) > 2
        for above, below in gaps:
            assert above < below


@pytest.mark.parametrize("width", [320, 375])
def test_no_number_of_the_review_runs_into_the_word_beside_it(open_lesson, width):
    with open_lesson("90_review", width, **PHONE) as page:
        table = page.locator(".kr table").first
        table.wait_for()
        gaps = table.evaluate(
            """table => [...table.tBodies[0].rows].flatMap(({ cells }) => {
              const box = (cell) => {
                const words = document.createRange();
                words.selectNodeContents(cell);
                return words.getBoundingClientRect();
              };
              return [...cells].slice(1).map((cell, k) => box(cell).left - box(cells[k]).right);
            })"""
        )
        assert min(gaps) >= 3, "the cells of a row part"
        right_and_standing = gaps[2::4]
        assert min(right_and_standing) >= 10
        assert page.locator(".kr .wide-sign:visible").count() == 0, "and all of it is in sight"


def test_the_words_of_a_table_that_scrolls_have_room(open_lesson):
    with open_lesson("07_dose_and_setting", 375, **PHONE) as page:
        scroller = page.locator(".table-scroll[tabindex]").first
        share = scroller.evaluate(
            "box => box.querySelector('td:last-child').clientWidth / box.clientWidth"
        )
        assert share > 0.6


def test_no_word_of_the_title_is_torn_with_letters_of_twice_the_size(new_page, course_url):
    with new_page(375, **PHONE) as page:
        page.goto(course_url)
        page.add_style_tag(content="html { font-size: 200% !important; }")
        lines = page.locator(".title-page h1").evaluate(
            """title => {
              const words = document.createRange();
              const { firstChild: text } = title;
              words.setStart(text, text.data.indexOf("Ketamine"));
              words.setEnd(text, text.data.indexOf("Ketamine") + "Ketamine".length);
              return words.getClientRects().length;
            }"""
        )
        assert lines == 1


def test_the_sign_of_a_fold_in_a_quiz_stands_clear_of_its_words(open_lesson):
    with open_lesson("90_review") as page:
        fold = page.locator(".kr summary", has_text="By objective")
        fold.wait_for()
        assert fold.evaluate("one => parseFloat(getComputedStyle(one, '::before').marginRight)") > 3
