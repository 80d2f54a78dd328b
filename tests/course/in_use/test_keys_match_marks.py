"""The key of each picture is drawn as its marks are: on the page, in forced colours, in a file."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.course.pages.live_checks import reveal

pytestmark = pytest.mark.browser

# Lines and bands; every shape of mark.
LESSONS = ("09_hours_to_arrive", "03_why_audits_said_otherwise")
LEAST_CONTRAST = 3
KEY_PX, MARGIN_PX = (32, 16), 16  # of a key; of the sheet that is saved. Each pixel has two dots.
SCHEMES = ("light", "dark")
THEMES = ("", "light", "dark")  # what the learner once chose under Display


def dots(file) -> np.ndarray:
    """A picture as rows of dots in red, green and blue."""
    return np.asarray(Image.open(file).convert("RGB")).astype(int)


def picture_of(element) -> np.ndarray:
    return dots(io.BytesIO(element.screenshot()))


def luminance(colour) -> float:
    parts = [each / 255 for each in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def differs(pixels: np.ndarray, colour) -> np.ndarray:
    """Which dots are of another colour, a shade at an edge aside."""
    return np.abs(pixels - np.array(colour)).max(axis=-1) > 24


def ink_of(key: np.ndarray):
    """The paper of a key, and the painted colour that stands out most from it."""
    paper = key[0, 0]
    colours, many = np.unique(key.reshape(-1, 3), axis=0, return_counts=True)
    return paper, max(colours[many >= 16], key=lambda colour: contrast(colour, paper))


def rows_of(figure) -> list:
    """The keys of a picture, each with its label."""
    rows = figure.locator(".x-legend li").all()
    assert len(rows) >= 3
    return [(row.inner_text().strip(), row.locator(".x-key")) for row in rows]


def where_alike(key: np.ndarray, column: np.ndarray) -> tuple[float, int]:
    """How much of a key of the page stands in a column of the file in its own colour, where most
    of it does: the overlap from 0 to 1, and the row."""
    paper, ink = ink_of(key)
    wanted = differs(key, paper)[: 2 * KEY_PX[1], : 2 * KEY_PX[0]]
    painted = differs(column, (255, 255, 255))
    is_ink = ~differs(column, ink)
    best = (0.0, 0)
    for top in range(column.shape[0] - wanted.shape[0]):
        rows = slice(top, top + wanted.shape[0])
        if (is_ink[rows] & wanted).any():
            both, either = (painted[rows] & wanted).sum(), (painted[rows] | wanted).sum()
            best = max(best, (round(float(both / either), 3), top))
    return best


@pytest.fixture(scope="module", params=LESSONS)
def page(request, open_lesson):
    """A lesson with its first picture at its result, two dots to the pixel."""
    with open_lesson(request.param, device_scale_factor=2) as opened:
        reveal(opened)
        yield opened


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_forced_colours_each_key_is_seen_and_is_that_of_its_marks(page, scheme):
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    for theme in THEMES:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        figure = page.locator(".x-figure:visible").first
        painted = picture_of(figure.locator(".x-picture"))
        for label, key in rows_of(figure):
            paper, ink = ink_of(picture_of(key))
            where = f"{label} on {paper} in {scheme}, {theme or 'as the device'}"
            assert contrast(ink, paper) >= LEAST_CONTRAST, f"{where}: its key is {ink}"
            there = int((~differs(painted, ink)).sum())
            assert there >= 40, f"{where}: the picture has {there} dots of the key's {ink}"


def test_a_saved_picture_has_the_keys_of_the_page(page):
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.evaluate("() => { document.documentElement.dataset.theme = ''; }")
    figure = page.locator(".x-figure:visible").first
    shown = {label: picture_of(key) for label, key in rows_of(figure)}
    explorer = page.locator(".x:visible").first
    explorer.locator(".x-keep summary").click()
    # What is saved is white paper in any colours of the page.
    page.emulate_media(color_scheme="dark", forced_colors="active")
    with page.expect_download() as download:
        explorer.get_by_role("button", name="Save the picture (PNG)").click()
    saved = dots(download.value.path())
    column = saved[:, 2 * MARGIN_PX : 2 * (MARGIN_PX + KEY_PX[0])]
    found = {label: where_alike(key, column) for label, key in shown.items()}
    assert all(part > 0.7 for part, _ in found.values()), found
    places = [top for _, top in found.values()]
    assert places == sorted(places) and len(set(places)) == len(places), found
    assert not differs(saved[:8], (255, 255, 255)).any(), "the sheet is white"
