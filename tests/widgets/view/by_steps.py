"""The typical person worked out anew from the published parameters, by small steps in time.

Nothing of the course's own solution is used: a test holds what a view shows against it.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy.integrate import solve_ivp

from evidence import load

NG_PER_MG = 1_000  # per mL and per L
STEP_H = 0.02


def sizes(model: str, weight_kg: float) -> dict[str, float]:
    """Volumes in L and clearances in L/h, read from the published parameters."""
    record = load().models[model]
    given = record.parameters
    if record.scaling != "per_kg":
        by_weight = (weight_kg / 70) ** 0.75
        return {
            **{name: given[f"{name}_l_per_h"] * by_weight for name in ("cl", "q2", "q3")},
            **{name: given[f"{name}_l"] * weight_kg / 70 for name in ("v1", "v2", "v3")},
        }
    v1 = given["v1_l_per_kg"] * weight_kg
    found = {"v1": v1, "cl": 60 * given["k10_per_min"] * v1}
    for number in "23":
        if (out := given.get(f"k1{number}_per_min")) is not None:
            found |= {
                f"q{number}": 60 * out * v1,
                f"v{number}": v1 * out / given[f"k{number}1_per_min"],
            }
        else:
            found |= {f"q{number}": 0.0, f"v{number}": 1.0}
    return found


@lru_cache
def typical_level(
    model: str, weight_kg: float, infused_h: float, end_h: float
) -> Callable[[float], float]:
    """Level in ng/mL of 1 mg/h into a vein as a function of the hour, by small steps."""
    body = sizes(model, weight_kg)

    def flow(hour, level):
        a, b, c = level
        given = 1.0 if hour < infused_h else 0.0
        to_two, to_three = body["q2"] * (a - b), body["q3"] * (a - c)
        return [
            (given - body["cl"] * a - to_two - to_three) / body["v1"],
            to_two / body["v2"],
            to_three / body["v3"],
        ]

    solved = solve_ivp(flow, (0, end_h), np.zeros(3), method="LSODA", max_step=STEP_H, rtol=1e-9)
    return lambda hour: NG_PER_MG * float(np.interp(hour, solved.t, solved.y[0]))


@lru_cache
def norketamine_level(infused_h: float, end_h: float) -> Callable[[float], float]:
    """S-norketamine in ng/mL of 1 mg/h of S-ketamine into a vein, 70 kg, by the hour."""
    return _otto(infused_h, end_h)[1]


@lru_cache
def s_ketamine_level(infused_h: float, end_h: float) -> Callable[[float], float]:
    """S-ketamine in ng/mL of the same person on the same pump, by the hour."""
    return _otto(infused_h, end_h)[0]


@lru_cache
def _otto(infused_h: float, end_h: float):
    size = load().models["otto_2021_S_NK"].parameters
    cl, q2, q3 = (size[f"{name}_l_per_h"] for name in ("cl", "q2_fixed", "q3_fixed"))
    v1, v2, v3 = size["v1_l"], size["v2_fixed_l"], size["v3_fixed_l"]
    n1, n2 = size["nk_v1_l"], size["nk_v2_fixed_l"]
    n_cl, n_q2 = size["nk_cl_l_per_h"], size["nk_q2_fixed_l_per_h"]

    def flow(hour, mg):
        a, b, c, m, k = mg
        given = 1.0 if hour < infused_h else 0.0
        return [
            given - (cl + q2 + q3) * a / v1 + q2 * b / v2 + q3 * c / v3,
            q2 * (a / v1 - b / v2),
            q3 * (a / v1 - c / v3),
            cl * a / v1 - (n_cl + n_q2) * m / n1 + n_q2 * k / n2,
            n_q2 * (m / n1 - k / n2),
        ]

    solved = solve_ivp(flow, (0, end_h), np.zeros(5), max_step=STEP_H, rtol=1e-8)
    return tuple(
        lambda hour, mg=solved.y[place], litres=litres: (
            NG_PER_MG * float(np.interp(hour, solved.t, mg)) / litres
        )
        for place, litres in ((0, v1), (3, n1))
    )
