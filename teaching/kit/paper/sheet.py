"""The frame of every page of the kit: one file that needs no other, and says what it is."""

from functools import cache
from pathlib import Path

from evidence import standing_line
from page.html import Markup, joined, made_here, markup, repeated
from page.notice import NOTICE, edition
from teaching.kit.questions import bank
from teaching.pathway import pathway_svg

SHEET_CSS = Path(__file__).parent / "sheet.css"
LICENCE = "Text CC BY 4.0, code MIT. Reuse freely; credit; say if you changed it."


@cache
def _style() -> str:
    return SHEET_CSS.read_text(encoding="utf-8")


def foot_lines() -> tuple[str, ...]:
    """What every file of the kit carries: the notice, who has reviewed it, edition and licence.

    The edition names the day of the last correction of a question, so that a printed key shows
    whether it is the newest.
    """
    return (NOTICE, standing_line(), f"{edition()}{_corrected()}.", LICENCE)


def _corrected() -> str:
    days = [each.on for item in bank().items for each in item.corrected]
    return f", questions corrected up to {max(days):%-d %B %Y}" if days else ""


def sheet(title: str, body: Markup, style: str = "", foot: bool = True) -> str:
    """A whole page as HTML text: its body, its foot, and on paper a line on each sheet.

    style: rules of this page alone. foot: whether the foot stands below the body; without it the
    body has to say `foot_lines` itself.
    """
    line = " ".join(foot_lines()).replace("\\", "\\\\").replace('"', '\\"')
    return str(
        markup(
            '<!DOCTYPE html>\n<html lang="en" style="--sheet-line: {}">\n<head>\n'
            '<meta charset="utf-8">\n<title>{}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            "<style>\n{}{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n{}</body>\n</html>\n",
            f'"{line}"', title, made_here(_style()), made_here(style), body,
            colophon() if foot else "",
        )
    )  # fmt: skip


def colophon() -> Markup:
    """The foot of a page on a screen."""
    told = repeated("<p>{}</p>", foot_lines())
    return markup('<footer class="colophon">{}</footer>\n', told)


def section(heading: str, content: object, kind: str = "") -> Markup:
    """A heading of the second rank with what stands under it."""
    named = markup(' class="{}"', kind) if kind else ""
    return markup("<section{}><h2>{}</h2>{}</section>\n", named, heading, content)


def listed(points: tuple[str, ...] | list[str]) -> Markup:
    """Points as a plain list."""
    return markup("<ul>{}</ul>", repeated("<li>{}</li>", points))


def scrolling(table: Markup, name: str) -> Markup:
    """A table in a box that scrolls where it is wider than a phone; `name` says what it holds."""
    return markup(
        '<div class="scrolls" role="region" tabindex="0" aria-label="{}">{}</div>', name, table
    )


def figure() -> Markup:
    """The pathway in its two forms: wide on paper and on wide screens, in one column on a phone."""
    return joined(
        markup('<figure class="{}-only">{}</figure>', form, made_here(pathway_svg(form, form)))
        for form in ("wide", "column")
    )
