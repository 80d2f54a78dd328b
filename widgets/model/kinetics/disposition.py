"""What the body does with ketamine: a published model at a body weight, as a few decaying modes.

A mammillary model (a central volume exchanging with peripheral ones) answers a dose with a sum of
exponentials: its eigenmodes. Written in milligrams its matrix is not symmetric (k12 is not k21).
Written in milligrams over the square root of each volume it is, since both directions of an
exchange then read -q / sqrt(v1 * v2). A symmetric matrix has real eigenvalues and orthogonal
eigenvectors, so that every rate comes out real and every weight positive, for any sizes, and
`numpy.linalg.eigh` takes a thousand people at once. The usual way, the roots of a cubic, has
neither guarantee.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evidence import Model, load
from evidence.units import MIN_PER_H
from widgets.model.kinetics.checks import check_choice

NG_PER_ML_IN_MG_PER_L = 1000.0
REFERENCE_WEIGHT_KG = 70.0


@dataclass(frozen=True, slots=True, eq=False)
class Disposition:
    """Modes of a model in people: arrays of shape (modes, people), clearance of shape (people,).

    rates_per_h: how fast each mode decays. gains: ng/mL in plasma for each mg; over the modes they
    add up to 1000 over the central volume. The nk fields describe norketamine (None without it):
    nk_gains_per_h is ng/mL of norketamine per h for each ng/mL of ketamine.
    """

    rates_per_h: np.ndarray
    gains: np.ndarray
    cl_l_per_h: np.ndarray
    nk_rates_per_h: np.ndarray | None = None
    nk_gains_per_h: np.ndarray | None = None

    @property
    def people(self) -> int:
        """How many bodies these are."""
        return int(self.gains.shape[1])


def model_record(model: str) -> Model:
    """The evidence's record of a model; KineticsError lists the known ids for an unknown one."""
    models = load().models
    check_choice("model", model, models)
    return models[model]


@lru_cache(maxsize=256)
def disposition(model: str, weight_kg: float, cl_factor: float = 1.0) -> Disposition:
    """The modes of a typical person of this weight; cl_factor multiplies the clearance."""
    sizes = body_sizes(model, weight_kg)
    sizes["cl"] *= cl_factor
    typical = mammillary(sizes)
    nk = {name.removeprefix("nk_"): size for name, size in sizes.items() if name.startswith("nk_")}
    if not nk:
        return typical
    metabolite = mammillary(nk)
    # S-OTTO2021: what is cleared of ketamine enters norketamine, mg for mg and not mol for mol, as
    # the model was fitted so. Norketamine never acts back on ketamine, so it is a follower.
    made_per_h = typical.cl_l_per_h / NG_PER_ML_IN_MG_PER_L  # all ketamine cleared, as mg per h
    return Disposition(
        typical.rates_per_h,
        typical.gains,
        typical.cl_l_per_h,
        metabolite.rates_per_h,
        metabolite.gains * made_per_h,
    )


def body_sizes(model: str, weight_kg: float) -> dict[str, float]:
    """Volumes in L and clearances in L/h at this weight: v1, cl, q2, v2 and so on, nk_v1 … ."""
    record = model_record(model)
    scaling = record.scaling
    if isinstance(scaling, str):  # "per_kg": the older models, whose rates do not change with size
        return _from_rate_constants(record.parameters, weight_kg)
    # Allometry: a volume grows with weight, a flow more slowly (weight to the power of 0.75), as
    # S-KAMP2020 was fitted. So half-lives grow with weight, to the power of 0.25, and a light
    # person clears more for each kilogram. Models "per kg" scale both alike: at 45 kg their
    # plateau for a rate in mg/kg/h lies about a tenth above the allometric one.
    size = weight_kg / REFERENCE_WEIGHT_KG
    sizes = {}
    for name, value in record.parameters.items():
        short, fixed = name.removesuffix("_l_per_h").removesuffix("_l"), "_fixed_" in name
        exponent = scaling["cl_exp" if name.endswith("_l_per_h") else "v_exp"]
        sizes[short.removesuffix("_fixed")] = value if fixed else value * size**exponent
    return sizes


def _from_rate_constants(parameters: Mapping[str, float], weight_kg: float) -> dict[str, float]:
    """Volumes and clearances that mean the same as k10, k12, k21 … and a central volume per kg."""
    v1 = parameters["v1_l_per_kg"] * weight_kg
    sizes = {"v1": v1, "cl": v1 * parameters["k10_per_min"] * MIN_PER_H}
    for i in (2, 3):
        if f"k1{i}_per_min" in parameters:
            out, back = parameters[f"k1{i}_per_min"], parameters[f"k{i}1_per_min"]
            sizes |= {f"q{i}": v1 * out * MIN_PER_H, f"v{i}": v1 * out / back}
    return sizes


def mammillary(body_sizes: Mapping[str, np.ndarray] | Mapping[str, float]) -> Disposition:
    """Modes of a central volume v1 with clearance cl and exchange q2 with v2, q3 with v3.

    Each size is a number, or an array of shape (people,).
    """
    sizes: dict[str, np.ndarray] = {n: np.atleast_1d(size) for n, size in body_sizes.items()}
    central, partners = sizes["v1"], [i for i in (2, 3) if f"q{i}" in sizes]
    matrix = np.zeros((len(central), len(partners) + 1, len(partners) + 1))
    matrix[:, 0, 0] = (sizes["cl"] + sum(sizes[f"q{i}"] for i in partners)) / central
    for row, i in enumerate(partners, start=1):
        exchange, volume = sizes[f"q{i}"], sizes[f"v{i}"]
        matrix[:, row, row] = exchange / volume
        matrix[:, row, 0] = matrix[:, 0, row] = -exchange / np.sqrt(central * volume)
    rates_per_h, vectors = np.linalg.eigh(matrix)
    # A bolus of 1 mg starts wholly in the central volume. Its share in a mode is the eigenvector's
    # first element, and what plasma sees of that mode is the same element once more: the square.
    gains = vectors[:, 0, :].T ** 2 * NG_PER_ML_IN_MG_PER_L / central
    return Disposition(np.ascontiguousarray(rates_per_h.T), gains, sizes["cl"])
