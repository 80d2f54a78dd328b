"""How far a lesson moves under the reader's eyes while it opens, new and with answers restored."""

from bench import pages
from bench.servers import ROOT, course_server
from bench.soak.browser import browser
from tests.course.pages.live_checks import answer_first_question, reveal, wait_until_settled

WIDTHS_PX = {375: 812, 1280: 900}
QUIET_MS = 1200  # after which nothing is expected to move any more
LIMIT = 0.02
# What came after an input of the learner is wanted, and is left out as browsers leave it out.
WATCH = """
window.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def measure() -> list[dict]:
    """Open every lesson at both widths, empty cache, no kernel ready; once more with an answer.

    Each figure: the sum of all shifts (a browser's own figure is at most that) of the worst lesson.
    """
    lessons = sorted(path.stem for path in (ROOT / "lessons").glob("*.ipynb"))
    fresh, restored, silent = {}, {}, []
    with course_server(str(ROOT / "lessons"), spare_kernels=0) as base, browser() as chromium:
        for lesson in lessons:
            for width, height in WIDTHS_PX.items():
                pages.settle([base])
                context = chromium.new_context(viewport={"width": width, "height": height})
                context.add_init_script(WATCH)
                page = context.new_page()
                page.goto(f"{base}voila/render/{lesson}.ipynb")
                fresh[lesson, width] = _shift(page)
                if _answer(page):
                    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
                    page.reload()
                    restored[lesson, width] = _shift(page)
                else:
                    silent.append(lesson)
                context.close()
    without = f"; without questions: {', '.join(sorted(set(silent)))}" if silent else ""
    return [
        _worst("layout shift of a lesson that is new (worst of all, summed)", fresh, ""),
        _worst("layout shift with answers and labs restored (the same)", restored, without),
    ]


def _shift(page) -> float:
    page.wait_for_selector("html[data-session=ready]", state="attached", timeout=60_000)
    wait_until_settled(page)
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(QUIET_MS)
    return page.evaluate("window.__shift")


def _answer(page) -> bool:
    """Predict, move and answer what can be; whether the lesson has a question to answer."""
    reveal(page)
    if not page.locator(".kq-card:visible[data-state=open]").count():
        return False
    answer_first_question(page)
    return True


def _worst(words: str, shifts: dict[tuple[str, int], float], more: str) -> dict:
    lesson, width = max(shifts, key=shifts.get)
    over = sum(shift > LIMIT for shift in shifts.values())
    note = f"{lesson} at {width} px; {over} of {len(shifts)} openings above {LIMIT}{more}"
    return {
        "figure": words,
        "ours": shifts[lesson, width],
        "target": f"at most {LIMIT}",
        "note": note,
    }
