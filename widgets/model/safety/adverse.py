"""Five adverse effects at night: what each first action leads to, and how the level falls after
it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from evidence import OwnFile
from evidence.rules import choice, rule, text
from evidence.tables import TableError, read_rows
from widgets.model.kinetics import Infusion, Patient, simulate
from widgets.model.kinetics.spread import Spread, share_left_spread

FILE = Path(__file__).parent / "adverse.toml"
ACTIONS = {
    "look": "Leave the rate; examine, and plan for the morning",
    "lower": "Stay and explain, and halve the rate",
    "stop": "Stop the infusion, look after the patient, call",
    "rescue": "Give a benzodiazepine; leave the rate",
}
COVER = {
    "now": "Give one now",
    "reach": "Not now; in reach if lowering or stopping ketamine is not enough",
    "never": "None for this",
}
GIVEN = {  # the same three, where a benzodiazepine was the first action
    "now": "Yes, it was due at once",
    "reach": "Not yet; in reach if lowering or stopping ketamine is not enough",
    "never": "No, not for this",
}
NIGHT_WEIGHT_KG, RATE_MG_PER_KG_H, CALL_H, NIGHT_H = 70.0, 0.15, 20.0, 12.0
CHANGE = {"lower": "halved", "stop": "stopped"}  # for widgets.model.kinetics.spread
SHARE_LEFT = {"look": 1.0, "lower": 0.5, "stop": 0.0, "rescue": 1.0}


@dataclass(frozen=True)
class AdverseEffect:
    """One adverse effect: the call, the expert's first action, the cover, and what follows from
    each.

    `cover` holds after every first action; `pair` marks where a benzodiazepine beside an opioid is
    the point of the call, `level` where the level that follows is shown.
    """

    id: str
    label: str
    call: str
    action: str = choice(tuple(ACTIONS))
    benzodiazepine: str = choice(tuple(COVER))
    source: str = text()
    follows: Mapping[str, str] = rule("text_table", names=tuple(ACTIONS))
    cover: Mapping[str, str] = rule("text_table", names=tuple(COVER))
    pair: bool = False
    level: bool = False


def load_effects() -> Mapping[str, AdverseEffect]:
    """Every effect by id, in the order of the file.

    Raises LeftOut where the file has a mistake: what to do about an effect is given whole.
    """
    return CONTENT.given()


def effects_from(path: Path) -> Mapping[str, AdverseEffect]:
    """Read the effects of a file; TableError names each problem."""
    problems: list[str] = []
    rows = read_rows(path, "effect", AdverseEffect, problems)
    effects = {effect.id: effect for _, effect in rows}
    if problems:
        raise TableError(problems)
    return MappingProxyType(effects)


CONTENT = OwnFile(FILE, effects_from)


def levels_after(action: str, hours_after_call: ArrayLike) -> np.ndarray:
    """Plasma levels in ng/mL at `hours_after_call` (0 to 12 h), shape (n,), after a first action.

    A made-up 70 kg adult had 0.15 mg/kg/h for 20 h when the call came; the action changes the rate
    at once. Model: kamp_2020, a typical person. Raises ValueError for an unknown action.
    """
    if action not in ACTIONS:
        raise ValueError(f"action must be one of {', '.join(ACTIONS)}, got {action!r}")
    rate = RATE_MG_PER_KG_H * NIGHT_WEIGHT_KG
    events = [Infusion(rate, 0.0, CALL_H)]
    if SHARE_LEFT[action]:
        events.append(Infusion(rate * SHARE_LEFT[action], CALL_H, NIGHT_H + 1))
    times = CALL_H + np.asarray(hours_after_call, dtype=float)
    return simulate(events, Patient(NIGHT_WEIGHT_KG), times).plasma_ng_per_ml


def share_left(action: str, hours_after_call: float) -> Spread | None:
    """Share (0 to 1) of the level at the call that is left in the middle one of the people and in
    the slow one in twenty; None where the action leaves the rate. Model: kamp_2020, patients.
    """
    if action not in CHANGE:
        return None
    return share_left_spread(hours_after_call, CHANGE[action], CALL_H, NIGHT_WEIGHT_KG)
