"""The drawings that questions offer, each with the numbers that it shows."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from evidence.numbers import format_number
from widgets.model.regimens.infusion_summary import infusion_summary
from widgets.model.regimens.regimen import constant_regimen
from widgets.model.regimens.simulation import plan_course
from widgets.model.trials.counts import pivotal
from widgets.model.trials.uncontrolled import before_and_after
from widgets.model.trials.windup import responses, stimuli
from widgets.view.trials.guidelines import NOT_READ, POSITIONS
from widgets.view.trials.icon_array import SECOND, SIDE, WALL_RIGHT, hundred

from .picture import Panel, Picture, Stroke
from .small_svg import whole_svg
from .ward_figures import WardFigure, ward_figures

WIDTH_PX = 260  # what an option is wide on a small phone: letters keep their size there


@dataclass(frozen=True)
class QuestionFigure:
    """A drawing by name: its picture, and every number that words about it may hold."""

    name: str
    picture: Picture
    shown: tuple[str, ...]

    @property
    def svg(self) -> str:
        """The drawing as SVG text; its ids do not tell the name, which may give the key away."""
        return whole_svg(self.picture, WIDTH_PX, f"f{crc32(self.name.encode()):08x}")


def _points(kind: str, x, y, colour: str, **more) -> Stroke:
    return Stroke(kind, "", np.asarray(x, float), np.asarray(y, float), colour=colour, **more)


def _shown(*values: float) -> tuple[str, ...]:
    return tuple(format_number(float(f"{value:.2f}")) for value in values)


RATE, WEIGHT_KG, DURATION_H = 0.1, 70.0, 24.0


def _doubled(name: str, height: float, pace: float) -> QuestionFigure:
    """The curve of a rate (dashed) and one `height` times as high, `pace` times as fast (solid)."""
    course = plan_course(constant_regimen(RATE, WEIGHT_KG, DURATION_H))
    summary = infusion_summary(RATE, WEIGHT_KG, DURATION_H)
    running = course.times_h <= DURATION_H
    hours, level = course.times_h[running], course.median[running]
    late, high = round(summary.to_90_percent_h), round(0.9 * summary.plateau_ng_per_ml)
    solid = np.interp(hours * pace, course.times_h[running], level) * height
    if pace > 1:  # past the end of what was simulated, the level stays at its plateau
        solid = np.where(hours * pace > DURATION_H, level[-1] * height, solid)
    strokes = (
        _points("line", hours, level, "curve-ink", dash=(5, 3)),
        _points("marks", [late], [high], "curve-ink", shape="ring", size_px=9),
        _points("line", hours, solid, "curve-1"),
        _points("marks", [late / pace], [high * height], "curve-1", shape="circle", size_px=10),
    )
    picture = Picture("hours", DURATION_H, (Panel("ng/mL", 200),), strokes=strokes, x_step=4)
    return QuestionFigure(name, picture, _shown(late, high, late / pace, high * height))


BLOCKED = 0.6  # of the growth; made up, as all sizes of this illustration


def _windup(name: str, after: np.ndarray) -> QuestionFigure:
    """The responses to a row of stimuli before (open) and after a blocker (filled)."""
    before, number = responses(1.0), np.arange(1, stimuli() + 1)
    strokes = (
        _points("marks", number, before, "curve-ink", shape="ring", size_px=7),
        _points("marks", number, after, "curve-1", shape="circle", size_px=6.5),
    )
    panel = Panel("response, first before = 1", 3, y_ticks=tuple((n, str(n)) for n in range(4)))
    picture = Picture(
        "stimulus", stimuli() + 0.5, (panel,), strokes=strokes, x_min=0.5,
        x_ticks=tuple((float(each), str(each)) for each in (1, 5, 10, stimuli())),
    )  # fmt: skip
    ends = (before[0], before[-1], after[0], after[-1])
    return QuestionFigure(name, picture, (str(stimuli()), *_shown(*ends)))


def _hundreds(name: str, ketamine: int, placebo: int) -> QuestionFigure:
    """A hundred people on ketamine beside a hundred on placebo; the filled ones responded."""
    strokes = hundred(ketamine, 0, 0, "curve-1", "circle", "", 7, "")
    strokes += hundred(placebo, SECOND, 0, "curve-1", "circle", "", 7, "")
    picture = Picture(
        "", WALL_RIGHT, (Panel("", SIDE - 0.4, -0.6, 0.6, ((-0.6, ""),)),),
        strokes=tuple(each for each in strokes if len(each.x)), x_min=-0.6,
        x_ticks=((SIDE / 2 - 0.5, "ketamine"), (SECOND + SIDE / 2 - 0.5, "placebo")),
    )  # fmt: skip
    return QuestionFigure(name, picture, (str(SIDE * SIDE), str(ketamine), str(placebo)))


PEOPLE_IN_SERIES = 20


def _series(name: str, worst_day: bool, treated_fall: float, other_fall: float) -> QuestionFigure:
    """Pain of treated and untreated people before and after; a bold line joins the means."""
    strokes, means = [], []
    for place, (fall, seed, colour) in enumerate(
        ((treated_fall, 11, "curve-1"), (other_fall, 197, "curve-2"))
    ):
        before, after = before_and_after(PEOPLE_IN_SERIES, worst_day, fall, seed)
        shift = np.linspace(-0.22, 0.22, PEOPLE_IN_SERIES)
        for column, pains in ((0, before), (1, after)):
            x = 3 * place + column + shift
            strokes.append(_points("marks", x, pains, "ink-soft", shape="circle", size_px=4.5))
        ends = [float(before.mean()), float(after.mean())]
        at = [3 * place, 3 * place + 1]
        strokes.append(_points("segments", at, ends, colour))
        strokes.append(_points("marks", at, ends, colour, size_px=11))
        means += [round(each, 1) for each in ends]
    ticks = tuple((float(points), str(points)) for points in range(0, 11, 2))
    for x, words in ((-0.4, "treated"), (2.5, "untreated")):
        strokes.append(Stroke("text", words, np.array([x]), np.array([10.3])))
    picture = Picture(
        "", 4.6, (Panel("pain, 0 to 10", 10.8, y_ticks=ticks),),
        strokes=tuple(strokes), x_min=-0.6,
        x_ticks=((0, "before"), (1, "after"), (3, "before"), (4, "after")),
    )  # fmt: skip
    return QuestionFigure(name, picture, (str(PEOPLE_IN_SERIES), *_shown(*means)))


GUIDELINE_BODIES = (
    ("G-ESMO2018", "ESMO 2018"),
    ("G-ASRA-CHRONIC-1", "ASRA 2018"),
    ("G-NCCN2019", "NCCN 2019"),
    ("G-ASPN2021", "ASPN 2021"),
)


def passages_read() -> tuple[bool, ...]:
    """Of each of GUIDELINE_BODIES, whether its passage on ketamine in cancer pain was seen."""
    assert all(each in POSITIONS or each in NOT_READ for each, _ in GUIDELINE_BODIES)
    return tuple(each in POSITIONS for each, _ in GUIDELINE_BODIES)


def _read(name: str, seen: tuple[bool, ...]) -> QuestionFigure:
    """Four guidelines, one a row: a filled square where the passage was seen, else a ring."""
    strokes = []
    for row, (is_seen, (_, label)) in enumerate(zip(seen, GUIDELINE_BODIES, strict=True)):
        height = float(len(GUIDELINE_BODIES) - row)
        strokes.append(
            _points("marks", [0.5], [height], "curve-1" if is_seen else "curve-2",
                    shape="square" if is_seen else "ring", size_px=14)
        )  # fmt: skip
        strokes.append(Stroke("text", label, np.array([1.2]), np.array([height])))
    picture = Picture(
        "", 5, (Panel("", 4.7, 0.3, 0.5, ((0.3, ""),)),), strokes=tuple(strokes),
        x_ticks=((0.5, ""),),
    )  # fmt: skip
    return QuestionFigure(name, picture, tuple(label.split()[1] for _, label in GUIDELINE_BODIES))


def question_figures() -> tuple[QuestionFigure | WardFigure, ...]:
    """Every drawing of a question: options in the order of the lessons, then those of a ward."""
    trial, quiet, blocked = pivotal(), responses(1.0), responses(1.0, BLOCKED)
    k100, c100 = trial.ketamine_per_100, trial.control_per_100
    fell = 1.8  # points; made up, about what a worst day alone brings in the others
    read = passages_read()
    return (
        _doubled("rate-twice-as-high", 2, 1),
        _doubled("rate-twice-as-fast", 1, 2),
        _doubled("rate-high-and-fast", 2, 2),
        _doubled("rate-high-and-slow", 2, 0.5),
        _windup("wind-up-less-growth", blocked),
        _windup("wind-up-all-lower", quiet - 0.5),
        _windup("wind-up-all-halved", quiet / 2),
        _windup("wind-up-unchanged", quiet),
        _hundreds("trial-as-counted", k100, c100),
        _hundreds("trial-arms-swapped", c100, k100),
        _hundreds("trial-difference-as-arm", k100, k100 - c100),
        _hundreds("trial-twice-placebo", 2 * c100, c100),
        _series("series-both-fall", True, 0, 0),
        _series("series-treated-fall", False, fell, 0),
        _series("series-none-fall", False, 0, 0),
        _series("series-treated-fall-further", True, fell, 0),
        _read("guidelines-two-read", read),
        _read("guidelines-all-read", (True,) * 4),
        _read("guidelines-none-read", (False,) * 4),
        _read("guidelines-others-read", tuple(not each for each in read)),
        *ward_figures(),
    )
