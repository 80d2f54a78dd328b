"""Two tabs of one browser hear of each other's answers, and neither answers the other for ever."""

import pytest

from tests.running import wait_until_ready

pytestmark = pytest.mark.browser
WRITES = """
  window.writes = 0; window.heard = 0;
  for (const name of ["setItem", "removeItem"]) {
    const real = Storage.prototype[name];
    Storage.prototype[name] = function (...told) {
      window.writes += 1;
      return real.apply(this, told);
    };
  }
  addEventListener("storage", () => { window.heard += 1; });
"""
TRY_TO_KEEP = """() => {
  localStorage.setItem("ketamine-course:probe", "1");
  localStorage.removeItem("ketamine-course:probe");
  localStorage.setItem("ketamine-course:v1", localStorage.getItem("ketamine-course:v1") ?? "{}");
  localStorage.removeItem("ketamine-course:v1");
}"""
# Each message of a tab comes after those before it: what is heard last tells that all were heard.
LAST = "localStorage.setItem('last', String(Math.random()))"


def heard_all_of(page, other) -> None:
    """Wait until a tab has heard everything that another one wrote so far."""
    page.evaluate(
        "() => { window.last = new Promise((done) => addEventListener('storage', "
        "({ key }) => { if (key === 'last') done(); })); }"
    )
    other.evaluate(LAST)
    page.evaluate("window.last")


@pytest.mark.parametrize("name", ["home", "02_what_the_trials_found", "90_review"])
def test_what_one_tab_writes_the_other_does_not_answer_for_ever(
    course_url, lesson_urls, new_page, name
):
    address = course_url if name == "home" else lesson_urls[name]
    with new_page() as page, page.context.new_page() as other:
        for each in (page, other):
            each.add_init_script(WRITES)
            each.goto(address)
            each.locator("h1").first.wait_for()
            if name != "home":
                wait_until_ready(each)
        heard_all_of(page, other)
        other.evaluate(TRY_TO_KEEP)
        for _ in range(3):  # an answer to an answer would come in the second round, and so on
            heard_all_of(page, other)
            heard_all_of(other, page)
        assert page.evaluate("heard") >= 4, "the tab heard of it"
        before = [each.evaluate("writes") for each in (page, other)]
        for _ in range(3):
            heard_all_of(page, other)
            heard_all_of(other, page)
        after = [each.evaluate("writes") for each in (page, other)]
        assert [now - then for then, now in zip(before, after)] == [3, 3], (
            "only what the test wrote"
        )
