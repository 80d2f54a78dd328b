"""Matplotlib's part: the still backdrop of a picture as SVG, and the whole picture as PNG."""

import io
import math
import re
from functools import lru_cache

import matplotlib
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator
from PIL import Image

from evidence.numbers import format_number

from .picture import Context, Picture

# Light values; in the page each is a design token, so that dark mode and print need no redrawing.
TOKEN_COLOURS = {
    "ink": "#1c2126",
    "ink-soft": "#55606b",
    "hair": "#d3d9df",
    "curve-1": "#0072b2",
    "curve-2": "#d55e00",
    "curve-3": "#009e73",
    "curve-ink": "#101418",
}
STYLE = {
    "svg.fonttype": "none",  # the page's own font, and a quarter of the bytes
    "svg.hashsalt": "ketamine-course",
    "font.size": 13,
    "axes.edgecolor": TOKEN_COLOURS["hair"],
    "axes.labelcolor": TOKEN_COLOURS["ink"],
    "xtick.color": TOKEN_COLOURS["hair"],
    "ytick.color": TOKEN_COLOURS["hair"],
    "xtick.labelcolor": TOKEN_COLOURS["ink-soft"],
    "ytick.labelcolor": TOKEN_COLOURS["ink-soft"],
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_ROUND = (1, 2, 2.5, 3, 4, 5, 10)
LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX, GAP_PX = 52, 14, 32, 46, 48
STATIC_WIDTH_PX = 720
LOWEST_PX = 60  # of all panels together, however low the screen
STILL_COLOURS = 64  # a dozen inks, each with what smooths its edges on white


def size_px(picture: Picture, width_px: int, tall_px: int = 0) -> tuple[int, int]:
    """Width and height of the drawing in CSS pixels: flatter on wide screens, never squashed.

    tall_px: how high it may be at most, where a screen is not scrolled; 0 where nothing limits it.
    """
    per_unit = min(max(0.34 * width_px, 170), 250)
    units = sum([panel.height for panel in picture.panels])
    chrome = TOP_PX + BOTTOM_PX + GAP_PX * (len(picture.panels) - 1)
    height = round(per_unit * units + chrome)
    return width_px, max(min(height, tall_px), chrome + LOWEST_PX) if tall_px else height


def panel_boxes(picture: Picture, width_px: int, tall_px: int = 0) -> list[dict]:
    """Where each pair of axes lies, as fractions of the drawing from its top left corner."""
    width, height = size_px(picture, width_px, tall_px)
    units = sum([panel.height for panel in picture.panels])
    free = height - TOP_PX - BOTTOM_PX - GAP_PX * (len(picture.panels) - 1)
    boxes, top = [], TOP_PX
    for panel in picture.panels:
        tall = free * panel.height / units
        boxes.append(
            {
                "left": LEFT_PX / width,
                "top": top / height,
                "width": (width - LEFT_PX - RIGHT_PX) / width,
                "height": tall / height,
            }
        )
        top += tall + GAP_PX
    return boxes


@lru_cache(maxsize=256)  # of all lessons, in the process that kernels are forked from
def _drawn(backdrop: Picture, width_px: int, tall_px: int) -> str:
    buffer = io.StringIO()
    with matplotlib.rc_context(STYLE):
        figure = figure_of(backdrop, width_px, dpi=72, tall_px=tall_px)
        figure.savefig(
            buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    svg = without_foreign(buffer.getvalue())
    for token, colour in TOKEN_COLOURS.items():
        svg = svg.replace(colour, f"var(--{token}, {colour})")
    return svg


def without_foreign(svg: str) -> str:
    """An SVG of matplotlib without what it says about itself, and without what would reach the rest
    of the page: its style sheet, and names that nothing in it refers to."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r"<defs>\s*</defs>", "", svg)
    used = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in used else "", svg)
    return svg.replace("<svg ", '<svg stroke-linejoin="round" ', 1)


def backdrop_svg(picture: Picture, width_px: int, tall_px: int = 0) -> str:
    """The parts of `picture` that stay, as SVG text for a drawing of this width, see `size_px`."""
    return _drawn(picture.backdrop, width_px, tall_px)


def static_png(picture: Picture, width_px: int = STATIC_WIDTH_PX, tall_px: int = 0) -> bytes:
    """The whole picture as PNG bytes, for a notebook on a page without a kernel and for export."""
    buffer = io.BytesIO()
    with matplotlib.rc_context(STYLE):
        figure = figure_of(picture, width_px, dpi=72, tall_px=tall_px)
        for axes, number in zip(figure.axes, range(len(picture.panels)), strict=True):
            draw_strokes(axes, [stroke for stroke in picture.strokes if stroke.panel == number])
        figure.savefig(
            buffer, format="png", dpi=144, facecolor="white", metadata={"Software": None}
        )
    return buffer.getvalue()


def still_png(picture: Picture, width_px: int = STATIC_WIDTH_PX, tall_px: int = 0) -> bytes:
    """The whole picture as a PNG of few colours, a quarter as large: for what stores many."""
    with Image.open(io.BytesIO(static_png(picture, width_px, tall_px))) as drawn:
        few = drawn.convert("RGB").quantize(STILL_COLOURS, Image.Quantize.FASTOCTREE)
    buffer = io.BytesIO()
    few.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def figure_of(picture: Picture, width_px: int, dpi: int, tall_px: int = 0) -> Figure:
    """What stays of a picture, as a figure with one pair of axes for each panel."""
    width, height = size_px(picture, width_px, tall_px)
    figure = Figure(figsize=(width / dpi, height / dpi), dpi=dpi)
    narrow = width < 480
    for number, box in enumerate(panel_boxes(picture, width_px, tall_px)):
        panel = picture.panels[number]
        axes = figure.add_axes(
            (box["left"], 1 - box["top"] - box["height"], box["width"], box["height"])
        )
        axes.set_xlim(picture.x_min, picture.x_max)
        axes.set_ylim(panel.y_min, panel.y_max)
        axes.set_title(
            panel.y_label, loc="left", fontsize=13, color=TOKEN_COLOURS["ink"], pad=9,
            x=-LEFT_PX / (width * box["width"]), ha="left",
        )  # fmt: skip
        axes.grid(axis="y", color=TOKEN_COLOURS["hair"], linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(length=0, pad=6)
        _ticks(axes.yaxis, panel.y_ticks, MaxNLocator(4 if narrow else 5))
        _ticks(axes.xaxis, picture.x_ticks, MultipleLocator(_x_step(picture, narrow)))
        _draw_standing(axes, picture, number, narrow)
        last = number == len(picture.panels) - 1
        axes.tick_params(labelbottom=last)
        if last:
            axes.set_xlabel(picture.x_label, labelpad=6)
    return figure


def _ticks(axis, named: tuple[tuple[float, str], ...], locator):
    if named:
        axis.set_ticks([value for value, _ in named], [label for _, label in named])
        return
    axis.set_major_locator(locator)
    axis.set_major_formatter(
        FuncFormatter(lambda value, _: ("−" if value < 0 else "") + format_number(abs(value)))
    )


def round_step(length: float) -> float:
    """A step that makes about six ticks on an axis of that length, and is easy to read."""
    sixth = length / 6
    power = 10.0 ** math.floor(math.log10(sixth))
    return min((each * power for each in _ROUND), key=lambda step: abs(step - sixth))


def _x_step(picture: Picture, narrow: bool) -> float:
    step = picture.x_step or round_step(picture.x_max - picture.x_min)
    return step * 2 if narrow and (picture.x_max - picture.x_min) / step > 5 else step


def _draw_standing(axes, picture: Picture, number: int, narrow: bool):
    for item in picture.standing:
        if item.panel != number:
            continue
        colour = TOKEN_COLOURS[item.colour]
        if isinstance(item, Context):
            axes.axhspan(item.low, item.high, facecolor=colour, alpha=0.13, linewidth=0)
            for edge in (item.low, item.high):
                axes.axhline(edge, color=colour, linewidth=1)
        else:
            axes.axhline(item.value, color=colour, linewidth=1.6, linestyle=(0, (6, 3)))
        axes.annotate(
            item.label, (picture.x_max, item.high if isinstance(item, Context) else item.value),
            xytext=(-4, 4), textcoords="offset points", ha="right", va="bottom",
            color=TOKEN_COLOURS["ink"], fontsize=11 if narrow else 12.5,
        )  # fmt: skip


MARKERS = {"diamond": "D", "circle": "o", "square": "s", "ring": "o"}


def draw_strokes(axes, strokes):
    """Draw what moves, as it is now, into one pair of axes."""
    for stroke in strokes:
        colour, line = TOKEN_COLOURS[stroke.colour], (0, stroke.dash) if stroke.dash else "-"
        if stroke.kind == "band":
            axes.fill_between(
                stroke.x, stroke.y, stroke.y_high, color=colour, alpha=0.18, linewidth=0
            )
        elif stroke.kind == "marks":
            hollow = stroke.shape == "ring"
            axes.plot(
                stroke.x, stroke.y, MARKERS[stroke.shape], color=colour, markersize=stroke.size_px,
                markerfacecolor="white" if hollow else colour,
                markeredgecolor=colour if hollow else "white",
            )  # fmt: skip
        elif stroke.kind == "segments":
            pairs = [
                ((x0, y0), (x1, y1))
                for x0, y0, x1, y1 in zip(
                    stroke.x[::2], stroke.y[::2], stroke.x[1::2], stroke.y[1::2], strict=True
                )
            ]
            axes.add_collection(
                LineCollection(pairs, colors=colour, linewidths=2.4, linestyles=[line])
            )
        elif stroke.kind == "text":
            axes.text(
                stroke.x[0],
                stroke.y[0],
                stroke.label,
                color=TOKEN_COLOURS["ink"],
                fontsize=11.5,
                va="center",
            )
        else:
            axes.plot(stroke.x, stroke.y, color=colour, linewidth=2.4, linestyle=line)
