"""A walk through a page with the Tab key alone, as a reader without a mouse takes it."""

from tests.course.pages.page_checks import in_page

MOST_TABS = 400


def keyboard_problems(page) -> list[str]:
    """Walk a page with Tab; return what has no name, no visible focus, traps, or is not reached."""
    in_page(page, "restart")
    expected = in_page(page, "prepare")
    problems, visited, last = [], set(), None
    for _ in range(min(MOST_TABS, 2 * expected + 20)):
        page.keyboard.press("Tab")
        at = in_page(page, "step")
        # A box that scrolls is a stop that nobody declared; it goes by its description.
        stop = None if at is None else at["at"] if at["at"] >= 0 else at["say"]
        if stop == last and stop is not None:
            problems.append(f"the Tab key is trapped at {at['say']}")
            break
        if stop is None or stop in visited:
            break  # past the last element, or round again to the first
        last = stop
        visited.add(stop)
        if not at["name"] and at["at"] >= 0:
            problems.append(f"{at['say']} has no name")
        if not at["visible"]:
            problems.append(f"{at['say']} does not show that it has the focus")
        if not at["inView"]:
            problems.append(f"{at['say']} has the focus out of sight")
        if at["covered"]:
            problems.append(f"{at['say']} has the focus and is covered by {at['covered']}")
    missed = sorted(set(range(expected)) - visited)
    names = in_page(page, "missed", missed)
    return problems + [f"the Tab key never reaches {name}" for name in names]


def skip_link_problems(page) -> list[str]:
    """Return what is wrong with the first Tab stop: it must jump to the main part."""
    in_page(page, "restart")
    page.keyboard.press("Tab")
    first = page.evaluate(
        "() => ({skip: document.activeElement.classList.contains('skip-link'),"
        " seen: document.activeElement.getBoundingClientRect().top >= 0})"
    )
    if not first["skip"]:
        return ["the first stop of the Tab key must be the skip link"]
    problems = [] if first["seen"] else ["the skip link stays out of sight when it has the focus"]
    page.keyboard.press("Enter")
    in_page(page, "drawn")  # a jump within the page comes before its next picture
    led = in_page(page, "ledIntoMain")
    page.keyboard.press("Tab")
    inside = page.evaluate("() => Boolean(document.activeElement.closest('main, footer'))")
    if led and inside:
        return problems
    return [*problems, "the skip link does not lead into the main part"]
