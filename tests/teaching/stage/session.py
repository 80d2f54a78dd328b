"""A session of the stage as tests drive it: its page, its keys, what stands on its screen."""

import json
from urllib.request import urlopen

SIZES = ((1920, 1080), (1280, 720), (1024, 768))
ORDER = "abc123"

# Everything that can be read now, with what a room needs of it: size, place, and whether all of it
# is inside its screen. Letters in pictures are measured by themselves.
SEEN = """() => {
  const height = innerHeight, width = innerWidth;
  const screen = document.querySelector('section.screen:not([hidden])');
  const said = [...document.querySelectorAll('body *')].filter((each) => {
    const box = each.getBoundingClientRect();
    const own = [...each.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    return own && box.width > 2 && box.height > 2
      && !each.closest('[hidden], svg, noscript, option');
  });
  const words = (each) => each.textContent.trim().slice(0, 40);
  const px = (each) => parseFloat(getComputedStyle(each).fontSize);
  const small = said.filter((each) => px(each) < 0.03 * height - 0.01);
  const cut = said.filter((each) => {
    const box = each.getBoundingClientRect();
    return box.bottom > height + 1 || box.right > width + 1 || box.top < -1 || box.left < -1;
  });
  const letters = [...document.querySelectorAll('section.screen:not([hidden]) svg text')]
    .filter((each) => each.getClientRects().length)
    .map((each) => px(each) * each.getScreenCTM().a / height);
  return {
    kind: screen.dataset.kind, layer: screen.dataset.layer,
    title: screen.querySelector('h1').textContent,
    small: small.map(words), cut: cut.map(words), letters,
    over: [screen.scrollHeight - screen.clientHeight, screen.scrollWidth - screen.clientWidth],
    page: document.documentElement.scrollHeight - height,
  };
}"""
# The same of an explorer in its frame: `outer` is the height of the whole screen.
SEEN_LIVE = """(outer) => {
  const explorer = document.querySelector('[data-on-stage] .x');
  const px = (each) => parseFloat(getComputedStyle(each).fontSize);
  const picture = explorer.querySelector('.x-picture').getBoundingClientRect();
  const shown = [...explorer.querySelectorAll('*')].filter((each) => {
    const box = each.getBoundingClientRect();
    const own = [...each.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    return own && box.width > 2 && box.height > 2 && !each.closest('svg, option')
      && getComputedStyle(each).visibility !== 'hidden';
  });
  const words = (each) => each.textContent.trim().slice(0, 40);
  return {
    small: shown.filter((e) => px(e) < 0.03 * outer - 0.01).map(words),
    cut: shown.filter((e) => {
      const box = e.getBoundingClientRect();
      return box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1;
    }).map(words),
    wide: picture.width / innerWidth,
    letters: [...explorer.querySelectorAll('.x-backdrop svg text')]
      .map((each) => px(each) * each.getScreenCTM().a / outer),
    scrolls: (scrollTo(0, 999), explorer.scrollTo(0, 999), scrollY + explorer.scrollTop > 0),
  };
}"""
KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length]"""


def address(course_url: str, plan: str, order: str = ORDER) -> str:
    """The address of a plan's stage in one order; `plan` may bring a query of its own."""
    name, _, query = plan.partition("?")
    return f"{course_url}teach/stage/{name}?{query + '&' if query else ''}order={order}"


def layers_of(course_url: str, plan: str, order: str = ORDER) -> dict:
    """What is told of the screens of a session."""
    name, _, query = plan.partition("?")
    asked = f"{course_url}teach/stage/{name}/layers?{query + '&' if query else ''}order={order}"
    with urlopen(asked, timeout=90) as answer:
        return json.load(answer)


def open_stage(page, course_url: str, plan: str) -> None:
    """Open a session and wait until its answers are in memory."""
    page.goto(address(course_url, plan))
    page.wait_for_selector("html[data-stage=ready]", state="attached")


def current(page):
    """The screen in sight."""
    return page.locator("section.screen:not([hidden])")


def fit_problems(page) -> list[str]:
    """What a room could not see or read of the screen as it is, at each of the three sizes."""
    problems = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_selector(f"html[data-fitted='{width} × {height}']", state="attached")
        seen = page.evaluate(SEEN)
        where = f"{width}×{height} {seen['kind']} {seen['layer']} {seen['title'][:40]!r}"
        problems += [f"{where}: small: {words!r}" for words in seen["small"]]
        problems += [f"{where}: cut: {words!r}" for words in seen["cut"]]
        if max(seen["over"]) > 1 or seen["page"] > 1:
            problems.append(f"{where}: higher or wider than its screen by {seen['over']}")
        if seen["letters"] and min(seen["letters"]) < 0.022:
            problems.append(f"{where}: letters of {min(seen['letters']):.4f} of the height")
    return problems


def each_state(page, hands: str = ""):
    """Go through a session by keys, yielding at every layer of every screen; `hands` are keys."""
    while True:
        yield "screen"
        if hands and current(page).locator(".options").count():
            for key in hands:
                page.keyboard.press(key)
        while page.locator("#reveal").is_enabled():
            page.keyboard.press("ArrowUp")
            yield "layer"
        if page.locator("#next").is_disabled():
            return
        page.keyboard.press("PageDown")
