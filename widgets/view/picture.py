"""What a picture shows, as plain data: painted in the page and drawn by matplotlib alike."""

from dataclasses import dataclass, replace

import numpy as np

KINDS = ("line", "band", "segments", "marks", "text")
SHAPES = ("diamond", "circle", "square", "ring")
STEPS_PER_AXIS = 65_535  # moving points travel as 16-bit fractions of the axes


class PictureError(ValueError):
    """A picture was described in a way that cannot be drawn; the sentence says why."""


@dataclass(frozen=True)
class Panel:
    """One pair of axes, stacked above the next on a shared horizontal axis."""

    y_label: str
    y_max: float
    y_min: float = 0.0
    height: float = 1.0
    y_ticks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Context:
    """A labelled range of values that stays still, such as the rates used in one setting."""

    label: str
    low: float
    high: float
    panel: int = 0
    colour: str = "curve-3"


@dataclass(frozen=True)
class LimitLine:
    """A labelled horizontal line that stays still, such as a ceiling from another setting."""

    label: str
    value: float
    panel: int = 0
    colour: str = "curve-2"


@dataclass(frozen=True)
class Stroke:
    """Something that moves with the controls.

    kind: "line"; "band" between `y` and `y_high`; "segments", each pair of points a piece
    of line; "marks" of a `shape` ("diamond", "circle", "square", "ring") and `size_px`; "text",
    the label at the point.
    """

    kind: str
    label: str
    x: np.ndarray
    y: np.ndarray
    y_high: np.ndarray | None = None
    panel: int = 0
    colour: str = "curve-1"
    dash: tuple[float, ...] = ()
    shape: str = "diamond"
    size_px: float = 8.0

    def __post_init__(self):
        if self.kind not in KINDS or self.shape not in SHAPES:
            raise PictureError(
                f"a stroke must be one of {', '.join(KINDS)} in one of {', '.join(SHAPES)}, "
                f"got {self.kind!r} in {self.shape!r}"
            )


@dataclass(frozen=True)
class Picture:
    """A figure in words and numbers: panels that share one horizontal axis, what stays, what moves.

    Raises PictureError when a stroke leaves its panel, so that nothing is cut off in silence.
    """

    x_label: str
    x_max: float
    panels: tuple[Panel, ...]
    standing: tuple[Context | LimitLine, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    x_min: float = 0.0
    x_step: float | None = None
    x_ticks: tuple[tuple[float, str], ...] = ()

    def __post_init__(self):
        for stroke in self.strokes:
            panel = self.panels[stroke.panel]
            _must_stay(stroke, stroke.x, self.x_min, self.x_max, self.x_label)
            for values in (stroke.y, stroke.y_high):
                if values is not None:
                    _must_stay(stroke, values, panel.y_min, panel.y_max, panel.y_label)

    @property
    def backdrop(self) -> "Picture":
        """The picture without what moves: equal backdrops need no redrawing."""
        return replace(self, strokes=())


def _must_stay(stroke: Stroke, values, low: float, high: float, axis: str):
    slack = 1e-9 * (high - low)
    if len(values) and not (np.min(values) >= low - slack and np.max(values) <= high + slack):
        raise PictureError(
            f"{stroke.label or stroke.kind} must stay between {low:g} and {high:g} ({axis}), "
            f"got {np.min(values):g} to {np.max(values):g}"
        )


def encode(picture: Picture) -> tuple[list[dict], bytes]:
    """The moving strokes as small descriptions and one run of little-endian 16-bit fractions.

    For each stroke: its x values, its y values, and for a band its upper y values, each as a
    fraction of the axes times 65,535, upwards and to the right.
    """
    described, chunks = [], []
    for stroke in picture.strokes:
        panel = picture.panels[stroke.panel]
        described.append(
            {
                "kind": stroke.kind,
                "label": stroke.label,
                "panel": stroke.panel,
                "colour": stroke.colour,
                "dash": list(stroke.dash),
                "shape": stroke.shape,
                "size": stroke.size_px,
                "count": len(stroke.x),
            }
        )
        chunks.append(_fractions(stroke.x, picture.x_min, picture.x_max))
        chunks.append(_fractions(stroke.y, panel.y_min, panel.y_max))
        if stroke.kind == "band":
            chunks.append(_fractions(stroke.y_high, panel.y_min, panel.y_max))
    return described, b"".join([chunk.tobytes() for chunk in chunks])


def _fractions(values, low: float, high: float) -> np.ndarray:
    scaled = (np.asarray(values, dtype=float) - low) / (high - low) * STEPS_PER_AXIS
    return np.rint(scaled).astype("<u2")


def round_ceiling(value: float) -> float:
    """The next of 1, 2, 5, 10 … with a tenth to spare above `value`, so that axes change seldom."""
    if not value > 0:
        return 1.0
    step = 10.0 ** np.floor(np.log10(value))
    return float(
        next(step * factor for factor in (1, 2, 5, 10, 20) if step * factor >= value * 1.1)
    )
