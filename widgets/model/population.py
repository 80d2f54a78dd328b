"""How much people differ: the band of levels that the same doses make in many simulated people."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .checks import check_choice, check_number, check_times
from .curve import DEFAULT_MODEL, check_events
from .disposition import Disposition, body_sizes, mammillary
from .network import connect
from .regimen import ORAL, SUBCUT, Absorption, Bolus, Infusion, Patient
from .timeline import Passage, entries_for, even_step, follow

PERCENTILES = (5, 50, 95)
MOST_PEOPLE = 10_000  # a band of that many takes about a second and some hundred megabytes
HOURS_AT_ONCE = 64  # of unevenly spaced ones: bounds the memory


@dataclass(frozen=True, slots=True)
class Variability:
    """How widely people of a setting are spread around a typical person, and on what grounds.

    Coefficients of variation (as fractions) of log-normal factors on clearance, central volume, and
    peripheral volumes and exchange; cl_factor multiplies everybody's clearance.
    """

    label: str
    cl_cv: float
    v1_cv: float
    rest_cv: float
    basis: str
    sources: tuple[str, ...]
    cl_factor: float = 1.0


SETTINGS = {
    "patient": Variability(
        "patients", cl_cv=0.35, v1_cv=0.35, rest_cv=0.30,
        basis="Rounded from patients in intensive care and children; no population study of "
        "ketamine in people with cancer was found.",
        sources=("S-HIJAZI2003", "S-HERD2007", "S-FLINT2017", "S-KOPPEL"),
    ),
    "healthy": Variability(
        "healthy volunteers", cl_cv=0.17, v1_cv=0.24, rest_cv=0.0,
        basis="Two studies of S-ketamine in healthy volunteers; what they gave no spread for is "
        "the same in everybody here.",
        sources=("S-OTTO2021", "S-SIMONS2022"),
    ),
    "frail": Variability(
        "frail people, an illustration", cl_cv=0.40, v1_cv=0.35, rest_cv=0.30, cl_factor=0.6,
        basis="Our illustration, not a published finding: clearance at 60 % of the typical one. No "
        "study of ketamine in frailty or cachexia was found.",
        sources=(),
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Plasma levels in ng/mL at the 5th, 50th and 95th percentile of people, arrays of shape (hours,).

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
    subcut: Absorption = SUBCUT,
    oral: Absorption = ORAL,
) -> Band:
    """Give the band of plasma levels in `n` simulated people of the patient's weight.

    The same seed always draws the same people, whatever the doses, hours or model; no global
    random state is read or changed. Absorption is the same in everybody. setting: a key of
    SETTINGS. Raises KineticsError.
    """
    events, times_h = check_events(events, patient, model), check_times(times_h)
    n, seed = _whole("n", n, 20, MOST_PEOPLE), _whole("seed", seed, 0, 2**32 - 1)
    check_choice("setting", setting, SETTINGS)
    percentiles = np.zeros((len(PERCENTILES), len(times_h)))
    if events:
        people = draw_people(model, patient.weight_kg, n, seed, SETTINGS[setting])
        absorptions = {"subcut": subcut, "oral": oral}
        network = connect(people, entries_for(events), absorptions, ["plasma"])
        for hours in _portions(times_h):
            passage = follow(network, events, absorptions, times_h[hours])
            percentiles[:, hours] = _percentiles(passage)
    return Band(times_h, *percentiles, model, setting, n)


def draw_people(
    model: str, weight_kg: float, n: int, seed: int, variability: Variability
) -> Disposition:
    """Modes of n people around the typical one: log-normal, so that the typical is the median."""
    spreads = {"cl": variability.cl_cv, "v1": variability.v1_cv}
    normal = np.random.default_rng(seed).standard_normal((6, n))
    sizes = body_sizes(model, weight_kg)
    people = {}
    for name, deviate in zip(("cl", "v1", "v2", "v3", "q2", "q3"), normal):
        if name in sizes:
            sigma = math.sqrt(math.log1p(spreads.get(name, variability.rest_cv) ** 2))
            people[name] = sizes[name] * np.exp(sigma * deviate)
    people["cl"] *= variability.cl_factor
    return mammillary(people)


def _portions(times_h: np.ndarray) -> Iterator[np.ndarray]:
    """Indices of the hours to work on together: all if evenly spaced, else a few at a time."""
    every = np.arange(len(times_h))
    step = len(every) if even_step(times_h) else HOURS_AT_ONCE
    return (every[start:start + step] for start in range(0, len(every), step))


def _percentiles(passage: Passage) -> np.ndarray:
    """The percentiles at each hour of a passage of many people, shape (percentiles, hours)."""
    grid, plasma = passage.grid, passage.readers[0]
    values = np.zeros((len(PERCENTILES), grid.bounds[-1]))
    for place, hours in enumerate(grid.blocks()):
        read = plasma[:, :hours.stop - hours.start]
        levels = np.einsum("sbp,sp->bp", read, passage.states[:, place])
        levels.sort(axis=1)
        values[:, hours] = [_at_percentile(levels, percent) for percent in PERCENTILES]
    if grid.order is not None:
        values[:, grid.order] = values.copy()
    return values


def _at_percentile(ordered: np.ndarray, percent: float) -> np.ndarray:
    """Between the two nearest people, as numpy.percentile does; `ordered` is sorted along axis 1."""
    below, part = divmod(percent / 100 * (ordered.shape[1] - 1), 1)
    low, high = ordered[:, int(below)], ordered[:, min(int(below) + 1, ordered.shape[1] - 1)]
    return low + part * (high - low)


def _whole(name: str, value: object, low: int, high: int) -> int:
    check_number(name, value, f"a whole number from {low:,} to {high:,}",
                 lambda number: number == int(number) and low <= number <= high)
    return int(value)
