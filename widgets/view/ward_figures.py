"""Pictures of a ward on which questions let an error be found: a pump, a label, a drug chart.

Everything on them that can be worked out is worked out by the model; each error is made on purpose
at one line, and what follows from it on a device follows from it here.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.numbers import format_number
from page.html import joined, markup
from widgets.model.dosing import infusion_order
from widgets.model.exercises.setups import PumpScreen

from .figures import TOKEN_COLOURS

WIDTH, ROW, HEAD, EDGE = 280, 44, 34, 8  # in units of the drawing, about CSS pixels on a phone


@dataclass(frozen=True)
class WardFigure:
    """A pump screen, label or chart: rows of what is called what, and what stands there."""

    name: str
    title: str
    rows: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """Every line that words about the picture must hold."""
        return tuple(value for _, value in self.rows)

    @property
    def height(self) -> int:
        """The height of the drawing, in its own units."""
        return HEAD + ROW * len(self.rows) + EDGE

    def box(self, place: int) -> tuple[int, int, int, int]:
        """Where a row lies: left, top, width and height in whole percent of the picture."""
        top = round(100 * (HEAD + ROW * place) / self.height)
        bottom = round(100 * (HEAD + ROW * (place + 1)) / self.height)
        return (2, top, 96, bottom - top)

    @property
    def svg(self) -> str:
        """The drawing as SVG text; its colours are those of the page that it stands in."""
        rows = joined(_row(place, *row) for place, row in enumerate(self.rows))
        frame = markup(
            '<rect x="1" y="1" width="{}" height="{}" rx="8" style="fill: none; stroke: {};'
            ' stroke-width: 2"/>',
            WIDTH - 2,
            self.height - 2,
            _token("ink"),
        )
        title = _words(EDGE + 4, 23, self.title, 14, 700, "ink")
        return str(
            markup(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">\n{}\n{}\n{}</svg>\n',
                WIDTH,
                self.height,
                frame,
                title,
                rows,
            )
        )


def _token(name: str) -> str:
    return f"var(--{name}, {TOKEN_COLOURS[name]})"


def _words(x: int, y: int, text: str, size: int, weight: int, colour: str) -> str:
    return markup(
        '<text x="{}" y="{}" style="font: {} {}px sans-serif; fill: {}">{}</text>',
        x,
        y,
        weight,
        size,
        _token(colour),
        text,
    )


def _row(place: int, label: str, value: str) -> str:
    top = HEAD + ROW * place
    line = markup(
        '<path d="M 2 {} H {}" style="stroke: {}; stroke-width: 1"/>',
        top,
        WIDTH - 2,
        _token("ink-soft"),
    )
    named = _words(EDGE + 4, top + 16, label, 13, 400, "ink-soft")
    return joined([line, named, _words(EDGE + 4, top + 37, value, 18, 700, "ink")], "\n") + "\n"


def _pump(name: str, rate: float, weight_kg: float, told_kg: float, strength: float) -> WardFigure:
    """A running pump that was told `told_kg`; it works out its speed from that."""
    told = PumpScreen(rate, "mg/kg/h", told_kg, strength)
    right = infusion_order(rate, weight_kg, strength)
    assert (told.ml_per_h == right.ml_per_h) == (told_kg == weight_kg)
    return WardFigure(
        name,
        "PUMP: RUNNING",
        (
            ("Drug", "ketamine IV"),
            ("Strength", f"{format_number(strength)} mg/mL"),
            ("Weight", f"{format_number(told_kg)} kg"),
            ("Dose", f"{format_number(rate)} mg/kg/h"),
            ("Rate", f"{format_number(told.ml_per_h)} mL/h"),
        ),
    )


def _label(name: str, amount_mg: float, volume_ml: float, strength: float) -> WardFigure:
    """The label of a syringe that says `strength` for an amount in a volume."""
    return WardFigure(
        name,
        "SYRINGE",
        (
            ("Drug", "ketamine"),
            ("Amount in all", f"{format_number(amount_mg)} mg in {format_number(volume_ml)} mL"),
            ("Strength", f"{format_number(strength)} mg/mL"),
            ("Made up", "08:15, two signatures"),
            ("Route", "IV infusion by pump only"),
        ),
    )


def _chart(
    name: str, rate: float, weight_kg: float, strength: float, written_ml_per_h: float | None
) -> WardFigure:
    """The order of an infusion on a drug chart; `written_ml_per_h` None: the right one."""
    order = infusion_order(rate, weight_kg, strength)
    speed = order.ml_per_h if written_ml_per_h is None else written_ml_per_h
    return WardFigure(
        name,
        "DRUG CHART: INFUSION",
        (
            ("Drug and route", "ketamine IV"),
            ("Weight", f"{format_number(weight_kg)} kg"),
            ("Dose", f"{format_number(rate)} mg/kg/h"),
            ("Dose in one hour", f"{format_number(order.mg_per_h)} mg/h"),
            ("Syringe", f"{format_number(strength)} mg/mL"),
            ("Set the pump to", f"{format_number(speed)} mL/h"),
        ),
    )


def ward_figures() -> tuple[WardFigure, ...]:
    """A pump, a label and a chart, each once with an error and once without one.

    The errors: the weight in pounds, the strength of the vial on the syringe, mg/h as mL/h.
    """
    mg_per_h = infusion_order(0.1, 74, 5).mg_per_h
    return (
        _pump("ward-pump-1", 0.1, 62, 137, 5),
        _pump("ward-pump-2", 0.15, 80, 80, 5),
        _label("ward-label-1", 250, 50, 50),
        _label("ward-label-2", 100, 50, 2),
        _chart("ward-chart-1", 0.1, 74, 5, mg_per_h),
        _chart("ward-chart-2", 0.05, 90, 2, None),
    )
