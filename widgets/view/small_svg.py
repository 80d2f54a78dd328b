"""A whole picture as a small SVG that may stand in a page beside others, as an option does."""

import io
import re

import matplotlib

from .figures import (
    BOTTOM_PX,
    LEFT_PX,
    STYLE,
    TOKEN_COLOURS,
    TOP_PX,
    draw_strokes,
    figure_of,
    size_px,
    without_foreign,
)
from .picture import Picture

EDGE_PX, TICKS_PX = 8, 26  # around what is drawn; for a row of names below it


def whole_svg(picture: Picture, width_px: int, name: str) -> str:
    """The whole picture as a small SVG text that may stand in a page beside others.

    `name` keeps its ids apart from theirs; the same picture gives the same bytes.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context(STYLE):
        figure = figure_of(picture, width_px, dpi=72)
        for axes, number in zip(figure.axes, range(len(picture.panels)), strict=True):
            if not picture.panels[number].y_label:
                axes.spines[:].set_visible(False)
            draw_strokes(axes, [stroke for stroke in picture.strokes if stroke.panel == number])
            for artist in (
                *axes.lines,
                *axes.collections,
                *axes.texts,
                *axes.get_xgridlines(),
                *axes.get_ygridlines(),
            ):
                artist.set_clip_on(False)  # Picture has seen to it that nothing leaves its panel
        figure.savefig(
            buffer,
            format="svg",
            transparent=True,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    return _small(buffer.getvalue(), name, _frame(picture, width_px))


def _frame(picture: Picture, width_px: int) -> str:
    """The viewBox: the drawing without the room for axes that it does not name."""
    named, (width, height) = picture.panels[0].y_label, size_px(picture, width_px)
    left, top = (0, 0) if named else (LEFT_PX - EDGE_PX, TOP_PX - EDGE_PX)
    bottom = height if picture.x_label else height - BOTTOM_PX + TICKS_PX
    return f"{left} {top} {width - left} {bottom - top}"


def _small(svg: str, name: str, frame: str) -> str:
    svg = without_foreign(svg)
    svg = svg.replace(
        svg[: svg.index(">") + 1],
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame}" '
        'stroke-linejoin="round">', 1,
    )  # fmt: skip
    svg = svg.replace("xlink:href", "href")
    used = {
        each: f"{name}-{n}"
        for n, each in enumerate(dict.fromkeys(re.findall(r'href="#([^"]+)"', svg)), 1)
    }
    svg = re.sub(
        r' id="([^"]+)"', lambda found: f' id="{used[found[1]]}"' if found[1] in used else "", svg
    )
    svg = re.sub(r'href="#([^"]+)"', lambda found: f'href="#{used[found[1]]}"', svg)
    svg = re.sub(
        r' transform="rotate\(-0 [^"]*"',
        "",
        re.sub(r"font-family: [^;]*;", "font-family: sans-serif;", svg),
    )
    svg = re.sub(
        r'(?<=[\s"(,-])\d+\.\d{2,}(?=[\s"),])',
        lambda found: f"{float(found[0]):.1f}".removesuffix(".0"),
        svg,
    )
    # A hundred marks of one style name it once.
    mark = r'<use (href="[^"]*" x="[^"]*" y="[^"]*") style="{style}"/>\s*'
    many = re.compile(
        r'(?:<use href="[^"]*" x="[^"]*" y="[^"]*" style="(?P<s>[^"]*)"/>\s*)(?:<use href="[^"]*"'
        r' x="[^"]*" y="[^"]*" style="(?P=s)"/>\s*)+'
    )
    svg = many.sub(
        lambda found: (
            f'<g style="{found["s"]}">'
            + re.sub(mark.format(style=re.escape(found["s"])), r"<use \1/>", found[0])
            + "</g>\n"
        ),
        svg,
    )
    for token, colour in TOKEN_COLOURS.items():
        svg = svg.replace(colour, f"var(--{token}, {colour})")
    svg = svg.replace("#ffffff", "var(--paper, #ffffff)")  # the inside of a ring is the page
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"<g>\s*</g>|<g/>", "", svg)).strip() + "\n"
