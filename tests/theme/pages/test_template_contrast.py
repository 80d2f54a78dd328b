"""The palette holds WCAG AA contrast in light and in dark, and both ways of choosing dark agree."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "theme" / "voila" / "templates" / "course" / "static"
TEXT = 4.5
LINE = 3.0

ON_PAPER_AS_TEXT = ["--ink", "--ink-soft", "--accent", "--good", "--warn", "--bad", "--curve-ink"]
ON_PAPER_AS_LINE = ["--line", "--focus", "--curve-1", "--curve-2", "--curve-3", "--band"]
PAPERS = ["--paper", "--paper-raised"]


def palettes() -> dict[str, dict[str, str]]:
    css = (STATIC / "course.css").read_text(encoding="utf-8")
    blocks = {
        "light": r":root \{(.*?)\n\}",
        "dark by device": r':root:not\(\[data-theme="light"\]\) \{(.*?)\n  \}',
        "dark by choice": r':root\[data-theme="dark"\] \{(.*?)\n  \}',
    }
    return {
        name: dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", re.search(block, css, re.S).group(1)))
        for name, block in blocks.items()
    }


PALETTES = palettes()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0072b2", "#ffffff") == pytest.approx(5.19, abs=0.01)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("token", ON_PAPER_AS_TEXT)
def test_text_can_be_read(name, paper, token):
    palette = PALETTES[name]
    assert contrast(palette[token], palette[paper]) >= TEXT


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("token", ON_PAPER_AS_LINE)
def test_lines_and_curves_can_be_seen(name, paper, token):
    palette = PALETTES[name]
    assert contrast(palette[token], palette[paper]) >= LINE


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("--accent-ink", "--accent"),
        ("--paper", "--bad"),
        ("--paper", "--ink"),
        ("--bad", "--paper"),
    ],
)
def test_text_on_buttons_and_on_the_banner_can_be_read(name, text, ground):
    palette = PALETTES[name]
    assert contrast(palette[text], palette[ground]) >= TEXT


def test_dark_is_the_same_by_device_and_by_choice():
    assert PALETTES["dark by device"] == PALETTES["dark by choice"]
    assert set(PALETTES["dark by choice"]) == set(PALETTES["light"])


def test_every_agreed_token_is_defined():
    css = (STATIC / "course.css").read_text(encoding="utf-8")
    sizes = ["--step--1", "--step-0", "--step-1", "--step-2", "--step-3", "--radius", "--measure"]
    spaces = [f"--space-{n}" for n in range(1, 7)]
    for token in [*ON_PAPER_AS_TEXT, *ON_PAPER_AS_LINE, *PAPERS, "--accent-ink", *sizes, *spaces]:
        assert f"{token}:" in css, token


def test_no_token_is_used_that_is_not_defined():
    sheets = [path.read_text(encoding="utf-8") for path in STATIC.glob("*.css")]
    defined = set(re.findall(r"(--[\w-]+):", "\n".join(sheets)))
    used = set(re.findall(r"var\((--[\w-]+)", "\n".join(sheets)))
    # What a page writes into its own head or root, such as the line of a printed sheet.
    frame = (STATIC / "frame.js").read_text(encoding="utf-8")
    frame += "".join(each.read_text(encoding="utf-8") for each in STATIC.parent.glob("*.html"))
    written = {name for name in used - defined if name in frame}
    assert used <= defined | written, used - defined - written
