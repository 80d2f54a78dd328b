"""How much people differ: the band of levels that the same doses make in many simulated people."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from evidence import WhenAsked, load
from widgets.model.kinetics.checks import check_choice, check_number, check_times
from widgets.model.kinetics.compartments import build_compartments
from widgets.model.kinetics.curve import DEFAULT_MODEL, check_events
from widgets.model.kinetics.disposition import Disposition, body_sizes, mammillary
from widgets.model.kinetics.events import Absorption, Bolus, Infusion, Patient, absorbed
from widgets.model.kinetics.solver import even_step, inputs_of, segments, states_after_changes

PERCENTILES = (5, 50, 95)
MOST_PEOPLE = 10_000  # a band of that many takes about a second and some hundred megabytes
PLACES_AT_ONCE = 64  # propagators of everybody held at a time: bounds the memory


@dataclass(frozen=True, slots=True)
class Variability:
    """How widely people of a population are spread around a typical person, and on what grounds.

    Coefficients of variation (as fractions) of log-normal factors on clearance, central volume, and
    peripheral volumes and exchange; cl_factor multiplies everybody's clearance. Log-normal, since a
    volume or a clearance cannot be negative and half as much is as likely as twice as much.
    """

    label: str
    cl_cv: float
    v1_cv: float
    rest_cv: float
    basis: str
    sources: tuple[str, ...]
    cl_factor: float = 1.0


def _variability(id_: str) -> Variability:
    """The spread that a record of the evidence assumes."""
    record = load().assumptions[id_]
    return Variability(
        record.label,
        cl_cv=record.amount("variation of clearance") / 100,
        v1_cv=record.amount("variation of the central volume") / 100,
        rest_cv=record.amount("variation of the other volumes and of exchange") / 100,
        basis=record.wording,
        sources=record.sources,
        cl_factor=record.amount("clearance as a share of the typical one") / 100,
    )


POPULATIONS: Mapping[str, Variability] = WhenAsked(
    lambda: {
        "patient": _variability("A-SPREAD-PATIENT"),
        "healthy": _variability("A-SPREAD-HEALTHY"),
        "frail": _variability("A-SPREAD-FRAIL"),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Plasma levels in ng/mL at the 5th, 50th and 95th percentile of people, arrays (hours,).

    Each hour has its own order of people: a line of the band is no single person.
    """

    times_h: np.ndarray
    low: np.ndarray
    median: np.ndarray
    high: np.ndarray
    model: str
    setting: str
    n: int


def simulate_population(
    events: Iterable[Bolus | Infusion],
    patient: Patient,
    times_h: Sequence[float] | np.ndarray,
    n: int = 1000,
    seed: int = 1,
    model: str = DEFAULT_MODEL,
    setting: str = "patient",
    *,
    subcut: Absorption | None = None,
    oral: Absorption | None = None,
) -> Band:
    """Give the band of plasma levels in `n` simulated people of the patient's weight.

    The same seed always draws the same people, whatever the doses, hours or model; no global
    random state is read or changed. Absorption is the same in everybody. setting: a key of
    POPULATIONS. Raises KineticsError.
    """
    events, times_h = check_events(events, patient, model), check_times(times_h)
    people = _people(patient, n, seed, model, setting)
    low, median, high = percentiles = np.zeros((len(PERCENTILES), len(times_h)))
    if events:
        for hours, levels in _levels(people, events, _by_route(subcut, oral), times_h):
            levels.sort(axis=1)
            percentiles[:, hours] = [_at_percentile(levels, percent) for percent in PERCENTILES]
    return Band(times_h, low, median, high, model, setting, people.people)


def simulate_people(
    events: Iterable[Bolus | Infusion],
    patient: Patient,
    times_h: Sequence[float] | np.ndarray,
    n: int = 1000,
    seed: int = 1,
    model: str = DEFAULT_MODEL,
    setting: str = "patient",
    *,
    subcut: Absorption | None = None,
    oral: Absorption | None = None,
) -> np.ndarray:
    """Give everybody's plasma level in ng/mL, shape (hours, n): whom `simulate_population` bands.

    Takes what `simulate_population` takes. Raises KineticsError.
    """
    events, times_h = check_events(events, patient, model), check_times(times_h)
    people = _people(patient, n, seed, model, setting)
    everybody = np.zeros((len(times_h), people.people))
    if events:
        for hours, levels in _levels(people, events, _by_route(subcut, oral), times_h):
            everybody[hours] = levels
    return everybody


def _by_route(subcut: Absorption | None, oral: Absorption | None) -> dict[str, Absorption]:
    return dict(zip(("subcut", "oral"), absorbed(subcut, oral), strict=True))


def _people(patient: Patient, n: int, seed: int, model: str, setting: str) -> Disposition:
    n, seed = _whole("n", n, 20, MOST_PEOPLE), _whole("seed", seed, 0, 2**32 - 1)
    check_choice("setting", setting, POPULATIONS)
    return draw_people(model, patient.weight_kg, n, seed, POPULATIONS[setting])


def draw_people(
    model: str, weight_kg: float, n: int, seed: int, variability: Variability
) -> Disposition:
    """Modes of n people around the typical one: log-normal, so that the typical is the median.

    Each size is drawn in n equal parts of its spread, shuffled among the people: the middle of them
    is the typical size, and not a little beside it by the luck of the draw.
    """
    spreads = {"cl": variability.cl_cv, "v1": variability.v1_cv}
    shuffle = np.random.default_rng(seed)
    sizes = body_sizes(model, weight_kg)
    people: dict[str, np.ndarray] = {}
    for name in ("cl", "v1", "v2", "v3", "q2", "q3"):
        deviate = shuffle.permutation(_even_deviates(n))
        if name in sizes:
            sigma = math.sqrt(math.log1p(spreads.get(name, variability.rest_cv) ** 2))
            people[name] = sizes[name] * np.exp(sigma * deviate)
    people["cl"] *= variability.cl_factor
    return mammillary(people)


@lru_cache(maxsize=8)
def _even_deviates(n: int) -> np.ndarray:
    """The middles of n equally likely parts of the standard normal distribution."""
    return np.array([NormalDist().inv_cdf((place + 0.5) / n) for place in range(n)])


def _levels(
    people: Disposition,
    events: Sequence[Bolus | Infusion],
    absorptions: Mapping[str, Absorption],
    times_h: np.ndarray,
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places of some hours at a time, and everybody's plasma level there, shape (hours, people).

    Evenly spaced hours come in blocks, and what a state shows at each step of a block is worked out
    once: about 2 sqrt(n) propagators serve n hours. Any other hour takes one of its own.
    """
    compartments = build_compartments(people, inputs_of(events), absorptions, ["plasma"])
    step_h, order = even_step(times_h), np.argsort(times_h)
    rising_h, block = times_h[order], math.isqrt(len(times_h)) if step_h else 1
    shows = np.einsum(
        "ip,ijbp->jbp", compartments.observed[0], compartments.propagator(np.arange(block) * step_h)
    )
    for hour, state, first, stop in segments(
        states_after_changes(compartments, events, absorptions), rising_h
    ):
        for starts in _portions(range(first, stop, block)):
            since_h = np.maximum(rising_h[starts] - hour, 0.0)
            states = np.einsum("ijtp,jp->tip", compartments.propagator(since_h), state)
            for start, at_start in zip(starts, states, strict=True):
                places = order[start : min(start + block, stop)]
                yield places, np.einsum("jbp,jp->bp", shows[:, : len(places)], at_start)


def _portions(places: range) -> Iterator[range]:
    return (
        places[start : start + PLACES_AT_ONCE] for start in range(0, len(places), PLACES_AT_ONCE)
    )


def _at_percentile(ordered: np.ndarray, percent: float) -> np.ndarray:
    """Between the two nearest people, as numpy.percentile does; `ordered` rises along axis 1.

    By hand, since levels are sorted once for all three percentiles, and that call sorts each time.
    """
    below, part = divmod(percent / 100 * (ordered.shape[1] - 1), 1)
    low, high = ordered[:, int(below)], ordered[:, min(int(below) + 1, ordered.shape[1] - 1)]
    between: np.ndarray = low + part * (high - low)
    return between


def _whole(name: str, value: float, low: int, high: int) -> int:
    check_number(
        name,
        value,
        f"a whole number from {low:,} to {high:,}",
        lambda number: number == int(number) and low <= number <= high,
    )
    return int(value)
