"""What every page of the course must pass, each as a plain function from an open page to problems.

A problem is a sentence that names the place and what is wrong there; an empty list is a pass.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

AXE = Path(__file__).resolve().parents[2] / "vendor" / "axe.min.js"
IN_PAGE = Path(__file__).with_name("in_page.js")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?")


def in_page(page, name: str, argument=None):
    """Return what the function `name` of in_page.js returns, run inside the page."""
    source = IN_PAGE.read_text(encoding="utf-8")
    return page.evaluate(f"(argument) => {{ {source}\nreturn checks.{name}(argument); }}", argument)


def wait_until_drawn(page):
    """Wait until a page of another size is laid out, and each explorer has drawn its new picture.

    An explorer asks for a picture of its new width while the page is drawn, so that both are waited
    for in turn.
    """
    in_page(page, "drawn")
    page.wait_for_function("() => !document.querySelector('.x[aria-busy=true]')")
    in_page(page, "drawn")


def axe_problems(page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA, one sentence per element."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(values) => axe.run(document, {runOnly: {type: 'tag', values}}).then((r) => r.violations)",
        AXE_TAGS,
    )
    return [
        f"axe {rule['id']}: {node['html'][:160]} {node['failureSummary'][:240]}"
        for rule in found
        for node in rule["nodes"]
    ]


def reflow_problems(page, width: int = 320) -> list[str]:
    """Return what is cut off or sticks out at `width` px; only a box that scrolls may be wider."""
    page.set_viewport_size({"width": width, "height": 800})
    wait_until_drawn(page)
    return in_page(page, "reflow", width)


def large_text_problems(page) -> list[str]:
    """Return what is cut off, sticks out or cannot be read at 375 px in letters of twice the size,
    with everything unfolded, and what is wrong with tables in letters of either size."""
    page.set_viewport_size({"width": 375, "height": 812})
    wait_until_drawn(page)
    problems = in_page(page, "tables")
    in_page(page, "enlarge", True)
    wait_until_drawn(page)
    problems += in_page(page, "reflow", 375) + in_page(page, "tables")
    in_page(page, "enlarge", False)
    return problems


def name_problems(page) -> list[str]:
    """Return what has no name, or the same as another, for who goes through a page by its parts."""
    return in_page(page, "promises")


def motion_problems(page) -> list[str]:
    """Return what still moves although the reader asked for reduced motion."""
    page.emulate_media(reduced_motion="reduce")
    return in_page(page, "motion")


def request_problems(urls, home: str) -> list[str]:
    """Return the requests among `urls` that left the origin of `home`."""
    ours = urlsplit(home).netloc
    local = ("data:", "blob:", "about:")
    away = [u for u in urls if not u.startswith(local) and urlsplit(u).netloc != ours]
    return [f"asks {url}" for url in away]


def problems_at(page, url: str, home: str) -> list[str]:
    """Open a page without live parts; return what is wrong with it for anybody, at each width, in
    the dark, in large letters and without motion, and what it asks of others than `home`."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    problems = structure_problems(page) + name_problems(page)
    for width in (375, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        problems += axe_problems(page)
    page.emulate_media(color_scheme="dark")
    problems += axe_problems(page) + motion_problems(page)
    problems += reflow_problems(page, 320) + large_text_problems(page)
    return problems + request_problems(asked, home)


def texts(page) -> list[tuple[str, str]]:
    """Return every text that a page gives to eye or ear, as (where, text); folded parts too."""
    return in_page(page, "texts")


def numbers_in(text: str) -> set[float]:
    """Return the numbers written in `text`; 1,250 is one number."""
    return {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def picture_problems(page) -> list[str]:
    """Return pictures without words, and numbers of the words that the data table lacks."""
    problems = []
    for picture in in_page(page, "pictures"):
        if not picture["words"].strip():
            problems.append(f"{picture['name']} is a picture without words")
        else:
            # Before there is a result there is no table; then the numbers stand in the controls.
            said = picture["beside"] if picture["cells"] is None else picture["cells"]
            known = set().union(*map(numbers_in, said))
            missing = sorted(numbers_in(picture["words"]) - known)
            if missing:
                said = ", ".join(f"{number:g}" for number in missing)
                problems.append(f"{picture['name']} says {said}, what it shows does not")
    return problems


def structure_problems(page) -> list[str]:
    """Return what a page's skeleton lacks: one h1, a main part, a language, a title, the notice."""
    return in_page(page, "structure")
