"""A body, the ways into it and what follows its plasma: linear stages without loops.

Drug enters through inputs (a running pump, a depot under the skin or in the gut) and spreads over
the modes of the body, whose sum is the plasma level. Followers are driven by that level and do not
act back on it: the effect site, norketamine, the amount eliminated. Every link between two of them
is a positive weight times a `TransitChain`, so that nothing is clipped and no level comes out
negative.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from widgets.model.kinetics.disposition import NG_PER_ML_IN_MG_PER_L, Disposition
from widgets.model.kinetics.events import Absorption
from widgets.model.kinetics.propagator import Link, Propagator
from widgets.model.kinetics.transit import TransitChain


class DoseInput(NamedTuple):
    """A way in: `kind` is "rate" (a pump, its state in mg/h) or "depot" (its state in mg).

    A pump is a state of its own, so that between two changes of its rate the system is a closed
    one: what follows is the propagator times the state, with nothing added on the way.
    """

    kind: str
    route: str


@dataclass(frozen=True, slots=True, eq=False)
class CompartmentModel:
    """The linear system of one body, or of many at once.

    A state has shape (size, people): a number for each input, then each mode (ng/mL of plasma),
    then each follower. `propagator` leads it on; outputs are sums of `observed`, of shape (outputs,
    size, people), times the state. modes: the places of the modes.
    """

    body: Disposition
    inputs: tuple[DoseInput, ...]
    modes: np.ndarray
    propagator: Propagator
    observed: np.ndarray


def build_compartments(
    body: Disposition,
    inputs: Sequence[DoseInput],
    absorptions: Mapping[str, Absorption],
    outputs: Sequence[str],
    ke0_per_h: float = 0.0,
) -> CompartmentModel:
    """Build the linear system that gives `outputs`.

    outputs: "plasma", "effect_site" (which needs ke0_per_h) and "norketamine" in ng/mL,
    "eliminated" and "in_body" in mg. absorptions: by route, for the inputs that pass a depot.
    """
    ends = len(inputs) + len(body.gains)
    modes, people = np.arange(len(inputs), ends), body.people
    inflows = [_inflow(dose_input, absorptions) for dose_input in inputs]
    links = [_decay(modes, body.rates_per_h)]
    for column, (dose_input, (stages, gain)) in enumerate(zip(inputs, inflows, strict=True)):
        here = np.array([column])
        links.append(_decay(here, np.full((1, people), stages[0])))
        links.append(Link(modes, here, TransitChain(*stages, body.rates_per_h), gain * body.gains))
        if len(stages) > 1:  # a pump that fills a depot
            depot = np.array([inputs.index(DoseInput("depot", dose_input.route))])
            filling = TransitChain(*(np.full((1, people), rate) for rate in stages))
            links.append(Link(depot, here, filling, np.ones((1, people))))

    size = ends
    views: list[tuple[np.ndarray, np.ndarray | float]] = []
    for name in outputs:
        if name == "plasma":
            views.append((modes, 1.0))
        elif name == "in_body":
            views.append((np.arange(ends), _mg_per_state(body, inputs)))
        else:
            rates_per_h, gains_per_h = _follower(name, body, ke0_per_h)
            places = np.arange(size, size := size + len(rates_per_h))
            links += _following(places, rates_per_h, gains_per_h, body, modes, inflows)
            views.append((places, 1.0))
    observed = np.zeros((len(outputs), size, people))
    for row, (columns, weight) in enumerate(views):
        observed[row, columns] = weight
    return CompartmentModel(body, tuple(inputs), modes, Propagator(links, size, people), observed)


def _decay(places: np.ndarray, rates_per_h: np.ndarray) -> Link:
    """The diagonal: how each of these stages loses what it holds."""
    return Link(places, places, TransitChain(rates_per_h), np.ones_like(rates_per_h))


def _inflow(
    dose_input: DoseInput, absorptions: Mapping[str, Absorption]
) -> tuple[tuple[float, ...], float]:
    """Rates of the stages from an input to the body, and the gain per h from one to the next."""
    if dose_input.route not in absorptions:
        return (0.0,), 1.0  # a pump into a vein: it keeps its rate, and nothing lies between
    ka = absorptions[dose_input.route].rate_per_h
    return ((0.0, ka) if dose_input.kind == "rate" else (ka,)), ka


def _follower(name: str, body: Disposition, ke0_per_h: float) -> tuple[np.ndarray, np.ndarray]:
    """Rates and gains (per h) of what follows the plasma level under this name."""
    if name == "norketamine":
        if body.nk_rates_per_h is None or body.nk_gains_per_h is None:
            raise ValueError("this model has no norketamine")
        return body.nk_rates_per_h, body.nk_gains_per_h
    one = np.ones((1, body.people))
    if name == "eliminated":
        return 0 * one, body.cl_l_per_h / NG_PER_ML_IN_MG_PER_L * one
    # The effect site takes up at the rate at which it loses: at a steady level it equals plasma.
    # Its ke0 belongs to the kinetics that it was estimated with and to no other (S-NAVARRETE2025).
    return ke0_per_h * one, ke0_per_h * one


def _following(
    places: np.ndarray,
    rates_per_h: np.ndarray,
    gains_per_h: np.ndarray,
    body: Disposition,
    modes: np.ndarray,
    inflows: Sequence[tuple[tuple[float, ...], float]],
) -> list[Link]:
    """How followers keep what they hold, and what reaches them from the modes and the inputs."""
    follower, uptake = rates_per_h[:, None], gains_per_h[:, None]  # before the axis of modes
    from_modes = TransitChain(body.rates_per_h, follower)
    links = [_decay(places, rates_per_h), Link(places[:, None], modes, from_modes, uptake)]
    for column, (stages, gain) in enumerate(inflows):
        links.append(
            Link(
                places,
                np.array([column]),
                TransitChain(*stages, body.rates_per_h, follower),
                gain * uptake * body.gains,
                over_modes=True,
            )
        )
    return links


def _mg_per_state(body: Disposition, inputs: Sequence[DoseInput]) -> np.ndarray:
    """Milligrams in the body for each unit of an input's or a mode's state.

    What a mode holds is what it will still send out: clearance times the area under its decay.
    """
    held = [[1.0 if dose_input.kind == "depot" else 0.0] * body.people for dose_input in inputs]
    in_modes = body.cl_l_per_h / body.rates_per_h / NG_PER_ML_IN_MG_PER_L
    return np.concatenate([np.reshape(held, (-1, body.people)), in_modes])
