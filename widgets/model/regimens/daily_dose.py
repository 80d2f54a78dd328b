"""A fixed dose a day in one body: what it is per kilogram and hour, what arrives, where it
settles."""

from dataclasses import dataclass

from evidence.units import H_PER_DAY
from widgets.model.kinetics import ABSORPTIONS, Patient
from widgets.model.kinetics.exposure import plateau_ng_per_ml


@dataclass(frozen=True)
class DailyDose:
    """mg_per_24_h of ketamine, spread evenly over the day; plateau_ng_per_ml is the typical
    person's."""

    mg_per_24_h: float
    mg_per_kg_h: float
    share_percent: float
    arriving_mg_per_24_h: float
    plateau_ng_per_ml: float


def daily_dose(
    mg_per_24_h: float,
    weight_kg: float,
    route: str = "iv",
    model: str = "kamp_2020",
    percent: float | None = None,
) -> DailyDose:
    """Work out a day's dose in a body; percent: how much of it arrives (the course's assumption if
    not given)."""
    standard = 1.0 if route == "iv" else ABSORPTIONS[route].bioavailability
    share = standard if percent is None else percent / 100
    arriving = mg_per_24_h * share
    plateau = plateau_ng_per_ml(arriving / H_PER_DAY, Patient(weight_kg), model)
    return DailyDose(
        mg_per_24_h, mg_per_24_h / H_PER_DAY / weight_kg, 100 * share, arriving, plateau
    )
