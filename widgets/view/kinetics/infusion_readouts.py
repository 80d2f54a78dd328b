"""The figures beside the infusion lab's picture, each for the people and the model that are chosen,
and each with the controls that do not move it."""

from evidence import load
from evidence.numbers import format_number
from widgets.model.kinetics.spread import PEOPLE, Spread
from widgets.model.regimens.infusion_summary import InfusionSummary
from widgets.model.regimens.simulation import ABOVE_PEOPLE, PlanCourse, is_s_ketamine
from widgets.view.kinetics.infusion import Overlay, figure_text, level_text, moment
from widgets.view.kinetics.infusion_table import order_words
from widgets.view.screen import Readout

# Controls that change what lies beside the first regimen, or the order in four units, and no figure
# of the first regimen.
BESIDE = ("look", "other", "other_rate", "half_time", "concentration")
BODY = ("model", "people")
FIRST_DOSE = ("rate", "plan", "pump", "pause_at", "pause_for")
# The middle of people, then the slow or high one in twenty.
REACH = "Half reach {}; 1 in 20 above {}"
BY = "Half by {}; 1 in 20 after {}"
LASTS = "Half at least {}; 1 in 20 above {}"


def spread_text(spread: Spread, unit: str, says: str) -> str:
    """The middle of people and the slow one in twenty, neither of them without the other."""
    shown = level_text if unit == "ng/mL" else figure_text
    return says.format(f"{shown(spread.median)} {unit}", f"{shown(spread.slow)} {unit}")


def infusion_readouts(
    course: PlanCourse, arrival: InfusionSummary | None, overlay: Overlay = Overlay()
) -> tuple[Readout, ...]:
    """Plateau, arrival and leaving, or the peak; hours above a level; milligrams in all."""
    first = _arrival(course, arrival) if arrival else (_peak(course),)
    return (
        *(_between_models(course, overlay) if overlay.models else ()),
        *first,
        *_above(course),
        Readout(
            "In all",
            f"{format_number(course.plan.total_mg)} mg",
            order_words(course),
            ("pause_at", *BODY, *BESIDE, *_hours(course), *_milligrams(course)),
        ),
        *(_second(overlay.other) if overlay.other else ()),
    )


def _arrival(course: PlanCourse, arrival: InfusionSummary) -> tuple[Readout, ...]:
    who = f"middle of {PEOPLE:,} simulated people"
    after = f"after {format_number(arrival.duration_h)} h of infusion"
    unmoved = (*_weight(course), *BESIDE)
    return (
        Readout(
            "Plateau, if it ran for ever",
            spread_text(arrival.people_plateau_ng_per_ml, "ng/mL", REACH),
            f"{who}, and the highest 1 in 20; {course.record.name} model",
            ("hours", *unmoved),
        ),
        Readout(
            "90 % of the plateau after",
            spread_text(arrival.people_to_90_percent_h, "h", BY),
            f"{who}, and the slowest 1 in 20; the same at every rate",
            ("rate", "hours", *unmoved),
        ),
        Readout(
            "Half gone after the stop in",
            spread_text(arrival.people_fall_by_half_h, "h", BY),
            f"{who}, and the slowest 1 in 20; {after}",
            ("rate", *unmoved),
        ),
        Readout(
            "80 % gone in",
            spread_text(arrival.people_fall_by_80_percent_h, "h", BY),
            f"{who}, and the slowest 1 in 20; {after}. It does not say when watching may end",
            ("rate", *unmoved),
        ),
    )


def _weight(*courses: PlanCourse) -> tuple[str, ...]:
    """Who is treated, where dose and models are all per kilogram: then no level changes."""
    still = all([each.plan.per_kg and each.record.scaling == "per_kg" for each in courses])
    return ("patient",) if still else ()


def _hours(course: PlanCourse) -> tuple[str, ...]:
    """A trial's regimen has its own hours."""
    return ("hours",) if course.plan.trial else ()


def _milligrams(course: PlanCourse) -> tuple[str, ...]:
    """Fixed milligrams are the same for everybody."""
    return () if course.plan.per_kg else ("patient",)


def _unmoved(course: PlanCourse) -> tuple[str, ...]:
    return (*_weight(course), *_hours(course))


def _peak(course: PlanCourse) -> Readout:
    level, hour = course.peak
    return Readout(
        "Highest level",
        f"{level_text(level)} ng/mL",
        f"at {moment(hour)}; half of simulated people lie above",
        (*_unmoved(course), *BESIDE),
    )


def _between_models(course: PlanCourse, overlay: Overlay) -> tuple[Readout, ...]:
    hour = course.plan.stops_h
    low, high = span_at(course, overlay, hour)
    levels = f"{level_text(high.at(hour)[1])} over {level_text(low.at(hour)[1])} ng/mL"
    # The regimens of trials are drawn in the models of the racemate only, which are all here.
    unmoved = ("concentration", *(("model", "hours") if course.plan.trial else ()))
    return (
        Readout(
            f"Lowest of the models at {moment(hour)}",
            f"{level_text(low.at(hour)[1])} ng/mL",
            f"{model_name(low)}, middle of people",
            (*unmoved, *_weight(low)),
        ),
        Readout(
            f"Highest of the models at {moment(hour)}",
            f"{level_text(high.at(hour)[1])} ng/mL",
            f"{model_name(high)}, middle of people",
            (*unmoved, *_weight(high)),
        ),
        Readout(
            "Highest over lowest",
            figure_text(high.at(hour)[1] / low.at(hour)[1]),
            f"{levels} at {moment(hour)}: same pump, same weight",
            (*unmoved, *_weight(low, high)),
        ),
    )


def span_at(course: PlanCourse, overlay: Overlay, hour: float) -> tuple[PlanCourse, PlanCourse]:
    """The models with the lowest and the highest middle level at an hour."""
    rising = sorted((course, *overlay.models), key=lambda each: each.at(hour)[1])
    return rising[0], rising[-1]


def model_name(course: PlanCourse) -> str:
    """The short name of the model that a course is computed with."""
    return course.record.name.split(",")[0]


def _above(course: PlanCourse) -> tuple[Readout, ...]:
    range_ = load().limits["psychedelic_plasma_range"]
    if is_s_ketamine(course.model):  # the range was measured with the racemate
        return ()
    hours = course.hours_above(range_.low)
    note = (
        f"middle of {ABOVE_PEOPLE} simulated people, and the longest 1 in 20, within "
        f"{format_number(course.plan.ends_h)} h; where psychedelic scores rose in volunteers"
    )
    return (
        Readout(
            f"Above {format_number(range_.low)} ng/mL for",
            spread_text(hours, "h", LASTS),
            note,
            (*_unmoved(course), *BESIDE),
        ),
    )


def _second(other: PlanCourse) -> tuple[Readout, ...]:
    level, hour = other.peak
    # A trial's regimen has its own hours; another rate runs as long as the first.
    unmoved = (*FIRST_DOSE, "concentration", *_hours(other))
    return (
        Readout(
            "Second regimen, highest level",
            f"{level_text(level)} ng/mL",
            f"at {moment(hour)}; half of simulated people lie above",
            (*unmoved, *_weight(other)),
        ),
        Readout(
            "Second regimen in all",
            f"{format_number(other.plan.total_mg)} mg",
            order_words(other),
            (*unmoved, *BODY, *_milligrams(other)),
        ),
    )
