"""The same kinetics by another way: compartments and a matrix exponential, no modes, no chains.

Sizes come from the reference files and not from the course's own reading of its evidence.
"""

import csv
import json
from functools import cache
from pathlib import Path

import mpmath
import numpy as np
import scipy.linalg

from widgets.model.kinetics import ABSORPTIONS, Bolus, Infusion

SUBCUT, ORAL = ABSORPTIONS["subcut"], ABSORPTIONS["oral"]

REFERENCE = Path(__file__).parent / "data" / "pk_reference"
FILES = {
    "kamp_2020": "kamp_2020_meta",
    "domino_1984": "domino_1984",
    "otto_2021_S_NK": "otto_2021_S_NK",
}
CENTRAL, SECOND, THIRD, EFFECT, SUBCUT_DEPOT, ORAL_DEPOT, NK, NK_SECOND, IV_PUMP, SUBCUT_PUMP = (
    range(10)
)


@cache
def sizes_at_70_kg(model):
    """Volumes in L, clearances in L/h and ke0 in 1/h, from the reference file."""
    entry = json.loads((REFERENCE / "models.json").read_text())[FILES[model]]["70kg"]
    nk = {f"nk_{name}": value for name, value in entry.get("nk", {}).items()}
    flat = {name: value for name, value in {**entry, **nk}.items() if name != "nk"}
    return {name: value if "v" in name else value * 60 for name, value in flat.items()}


@cache
def regimens():
    """The reference regimens as events of the course, by name."""
    raw = json.loads((REFERENCE / "regimens.json").read_text())
    return {name: [_event(each) for each in regimen["events"]] for name, regimen in raw.items()}


def _event(raw):
    if raw["kind"] == "infusion":
        return Infusion(raw["rate"] * 60, raw["t"] / 60, raw["dur"] / 60)
    return Bolus(raw["dose"], raw["t"] / 60, "iv" if raw["into"] == "c" else "oral")


@cache
def reference_curves(model):
    """Hours, plasma and effect-site columns of the reference file, by regimen."""
    curves = {}
    with (REFERENCE / f"{FILES[model]}_70kg.csv").open() as file:
        for row in csv.DictReader(file):
            values = float(row["t_min"]) / 60, float(row["cp_ng_ml"]), float(row["ce_ng_ml"])
            curves.setdefault(row["regimen"], []).append(values)
    return {name: np.array(rows).T for name, rows in curves.items()}


def compartments(sizes, subcut=SUBCUT, oral=ORAL, log_2=np.log(2)):
    """Rates of change of the ten compartments, as rows of numbers (the pumps keep their rate)."""
    rows = [[0] * 10 for _ in range(10)]

    def move(source, target, rate):
        rows[source][source] -= rate
        if target is not None:
            rows[target][source] += rate

    for place, i in ((SECOND, 2), (THIRD, 3)):
        if f"q{i}" in sizes:
            move(CENTRAL, place, sizes[f"q{i}"] / sizes["v1"])
            move(place, CENTRAL, sizes[f"q{i}"] / sizes[f"v{i}"])
    move(CENTRAL, NK if "nk_v1" in sizes else None, sizes["cl"] / sizes["v1"])
    if "nk_v1" in sizes:
        move(NK, None, sizes["nk_cl"] / sizes["nk_v1"])
        move(NK, NK_SECOND, sizes["nk_q2"] / sizes["nk_v1"])
        move(NK_SECOND, NK, sizes["nk_q2"] / sizes["nk_v2"])
    move(SUBCUT_DEPOT, CENTRAL, log_2 / subcut.half_life_h)
    move(ORAL_DEPOT, CENTRAL, log_2 / oral.half_life_h)
    rows[EFFECT][CENTRAL] += sizes["ke0"]
    rows[EFFECT][EFFECT] -= sizes["ke0"]
    rows[CENTRAL][IV_PUMP] = rows[SUBCUT_DEPOT][SUBCUT_PUMP] = 1
    return rows


def levels_by_matrix(sizes, events, times_h, subcut=SUBCUT, oral=ORAL):
    """Plasma, effect site and norketamine in ng/mL, shape (3, hours), in double precision."""
    matrix = np.array(compartments(sizes, subcut, oral), dtype=float)
    lead = cache(lambda hours: scipy.linalg.expm(matrix * hours))
    states = [_state(events, hour, lead, np.zeros(10), subcut, oral) for hour in times_h]
    return np.array([_read(state, sizes) for state in states]).T


def levels_to_50_digits(sizes, events, times_h, subcut=SUBCUT, oral=ORAL):
    """The same as `levels_by_matrix` in 50-digit arithmetic, rounded at the end."""
    with mpmath.workdps(50):
        exact = {name: mpmath.mpf(value) for name, value in sizes.items()}
        matrix = mpmath.matrix(compartments(exact, subcut, oral, mpmath.log(2)))
        lead = cache(lambda hours: mpmath.expm(matrix * hours))
        read = []
        for hour in times_h:
            state = _state(events, hour, lead, mpmath.zeros(10, 1), subcut, oral, mpmath.mpf)
            read.append([float(value) for value in _read(state, exact)])
    return np.array(read).T


def _state(events, until_h, lead, state, subcut, oral, number=float):
    """Lead the empty compartments to an hour, stopping at each change on the way."""
    share = {
        "iv": 1,
        "subcut": number(subcut.bioavailability),
        "oral": number(oral.bioavailability),
    }
    pump = {"iv": IV_PUMP, "subcut": SUBCUT_PUMP}
    depot = {"iv": CENTRAL, "subcut": SUBCUT_DEPOT, "oral": ORAL_DEPOT}
    changes = []
    for event in events:
        part = share[event.route]
        if isinstance(event, Bolus):
            changes.append((event.at_h, depot[event.route], part * number(event.dose_mg)))
        else:
            rate = part * number(event.rate_mg_per_h)
            changes += [
                (event.start_h, pump[event.route], rate),
                (event.end_h, pump[event.route], -rate),
            ]
    now = None
    for hour, place, amount in sorted(change for change in changes if change[0] <= until_h):
        if now is not None and hour > now:
            state = lead(number(hour) - number(now)) @ state
        state[place] += amount
        now = hour
    return state if now is None else lead(number(until_h) - number(now)) @ state


def _read(state, sizes):
    per_mg = 1000 / sizes["v1"]
    nk = state[NK] * 1000 / sizes["nk_v1"] if "nk_v1" in sizes else 0
    return state[CENTRAL] * per_mg, state[EFFECT] * per_mg, nk
