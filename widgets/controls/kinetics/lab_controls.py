"""What a learner moves in the infusion lab and in the route lab, and what a scenario of theirs
carries."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence import load
from evidence.numbers import format_number
from widgets.controls.inputs import Checks, Choice, Number
from widgets.model.kinetics import ABSORPTIONS, POPULATIONS
from widgets.model.kinetics.curve import DEFAULT_MODEL, effect_site_half_times_min
from widgets.model.regimens.patients import FICTIONAL_PATIENTS, FictionalPatient
from widgets.model.regimens.regimen import LONGEST_H, SHORTEST_H, TRIAL_REGIMENS, trial_regimen
from widgets.model.regimens.simulation import models_for

WATERMARK = "Sandbox: no patient. Made-up weights, simulated levels, nothing to prescribe from."
LONGEST_PAUSE_H = 48
GUESS_TOPS_NG_PER_ML = (200, 500, 1000)  # the first that holds the plateau
OWN_REGIMEN = "own"
INFUSION_LOOKS = (
    ("one", "one regimen with its band"),
    ("two", "beside a second regimen"),
    ("models", "how much do models disagree here?"),
    ("effect", "with the effect site"),
)
ROUTE_LOOKS = (
    ("routes", "three routes on one axis"),
    ("weight", "one ladder in three weights"),
    ("norketamine", "norketamine (S-ketamine)"),
)
ROUTE_CHOICES = (
    ("iv", "continuous, into a vein"),
    ("subcut", "burst ladder, under the skin"),
    ("oral", "three times a day, by mouth"),
)
# A concentration is chosen anew each time, so no scenario brings one.
INFUSION_SCENARIO = (
    "rate",
    "hours",
    "patient",
    "model",
    "plan",
    "look",
    "other",
    "other_rate",
    "half_time",
    "pump",
    "pause_at",
    "pause_for",
    "people",
)
ROUTE_SCENARIO = (
    "look",
    "routes",
    "patient",
    "rate",
    "oral_dose",
    "model",
    "subcut_share",
    "subcut_half",
    "oral_share",
    "oral_half",
)


class NamedControls:
    """Controls that are asked for by their names."""

    def named(self, names: tuple[str, ...]) -> tuple:
        """The controls of these names, in their order."""
        return tuple([vars(self)[name] for name in names])


@dataclass(frozen=True)
class InfusionControls(NamedControls):
    """Every control of the infusion lab, each under its own name."""

    rate: Number
    hours: Number
    plan: Choice
    patient: Choice
    model: Choice
    look: Choice
    other: Choice
    other_rate: Number
    half_time: Number
    pump: Choice
    pause_at: Number
    pause_for: Number
    people: Choice
    concentration: Choice


@dataclass(frozen=True)
class RouteControls(NamedControls):
    """Every control of the route lab, each under its own name."""

    look: Choice
    patient: Choice
    routes: Checks
    rate: Number
    oral_dose: Number
    model: Choice
    subcut_share: Number
    subcut_half: Number
    oral_share: Number
    oral_half: Number


def people_choices() -> tuple[tuple[str, str], ...]:
    """How far people may be assumed to differ, for a list."""
    return tuple((key, each.label) for key, each in POPULATIONS.items())


def infusion_controls(
    rate_mg_per_kg_h: float | None,
    duration_h: float,
    patient: str,
    model: str,
    look: str,
    other_rate_mg_per_kg_h: float | None = None,
    people: Mapping[str, FictionalPatient] = FICTIONAL_PATIENTS,
) -> InfusionControls:
    """Every control of the infusion lab as it opens; a rate of None is the low end of the range.

    A second rate of None is the double of the first where the range holds it, else its half.
    """
    cancer_pain = load().limits["infusion_cancer_pain"]
    low, high = cancer_pain.low, cancer_pain.high
    rate = low if rate_mg_per_kg_h is None else rate_mg_per_kg_h
    other_rate = other_rate_mg_per_kg_h or (2 * rate if 2 * rate <= high else rate / 2)
    models = tuple(
        (each.id, f"{each.name} ({each.drug.split(',')[0].split(' with')[0]})")
        for each in load().models.values()
    )
    return InfusionControls(
        Number("rate", "Infusion rate", "mg/kg/h", low, high, 0.01, format_number(rate)),
        Number(
            "hours",
            "The infusion runs for",
            "h",
            SHORTEST_H,
            LONGEST_H,
            12,
            format_number(duration_h),
        ),
        Choice("plan", "Regimen", _plans("my own infusion"), OWN_REGIMEN),
        Choice(
            "patient",
            "Made-up patient",
            tuple((p.id, p.label) for p in people.values()),
            patient,
        ),
        Choice("model", "Model", models, model),
        Choice("look", "Show", INFUSION_LOOKS, look),
        Choice("other", "Second regimen", _plans("another rate, just as long"), OWN_REGIMEN),
        Number(
            "other_rate",
            "Rate of the second regimen",
            "mg/kg/h",
            low,
            high,
            0.01,
            format_number(other_rate),
        ),
        Number(
            "half_time",
            "Half-time of the effect site",
            "min",
            0,
            effect_site_half_times_min().longest,
            0.5,
            "6",
        ),
        Choice(
            "pump",
            "The pump",
            (("runs", "runs until it stops"), ("pauses", "is paused, then restarted")),
            "runs",
        ),
        Number("pause_at", "It is paused at hour", "h", 1, LONGEST_H, 1, "12"),
        Number("pause_for", "It stands still for", "h", 1, LONGEST_PAUSE_H, 1, "4"),
        Choice(
            "people",
            "People differ as",
            people_choices(),
            "patient",
        ),
        Choice("concentration", "Concentration in the syringe", _concentrations()),
    )


def route_controls(
    look: str, rate_mg_per_kg_h: float | None, oral_mg_per_kg: float | None
) -> RouteControls:
    """Every control of the route lab as it opens; None is the low end of a range."""
    limits = load().limits
    pump, oral = limits["infusion_cancer_pain"], limits["oral_per_dose"]
    return RouteControls(
        Choice("look", "Show", ROUTE_LOOKS, look),
        Choice(
            "patient",
            "Made-up patient",
            tuple((p.id, p.label) for p in FICTIONAL_PATIENTS.values()),
            "reference",
        ),
        Checks("routes", "Routes", ROUTE_CHOICES, " ".join(value for value, _ in ROUTE_CHOICES)),
        Number(
            "rate",
            "Rate into a vein",
            "mg/kg/h",
            pump.low,
            pump.high,
            0.01,
            format_number(rate_mg_per_kg_h or pump.low),
        ),
        Number(
            "oral_dose",
            "Each oral dose",
            "mg/kg",
            oral.low,
            oral.high,
            0.05,
            format_number(oral_mg_per_kg or oral.low),
        ),
        Choice("model", "Model", racemic_models(), DEFAULT_MODEL),
        Number(
            "subcut_share",
            "Arrives from under the skin",
            "%",
            50,
            100,
            1,
            format_number(100 * ABSORPTIONS["subcut"].bioavailability),
        ),
        Number(
            "subcut_half",
            "Half absorbed from under the skin in",
            "min",
            5,
            120,
            5,
            format_number(60 * ABSORPTIONS["subcut"].half_life_h),
        ),
        Number(
            "oral_share",
            "Arrives of what is swallowed",
            "%",
            5,
            50,
            1,
            format_number(100 * ABSORPTIONS["oral"].bioavailability),
        ),
        Number(
            "oral_half",
            "Half absorbed by mouth in",
            "min",
            10,
            120,
            1,
            format_number(round(60 * ABSORPTIONS["oral"].half_life_h)),
        ),
    )


def racemic_models() -> tuple[tuple[str, str], ...]:
    """The models of racemic ketamine, to choose from."""
    return tuple((id_, load().models[id_].name) for id_ in models_for(DEFAULT_MODEL))


def _plans(own: str) -> tuple[tuple[str, str], ...]:
    used = (
        (name, trial_regimen(name, FICTIONAL_PATIENTS["reference"].weight_kg))
        for name in TRIAL_REGIMENS
    )
    trials = load().trials
    return (
        (OWN_REGIMEN, own),
        *(
            (
                name,
                f"{trials[plan.trial].name}: "
                f"{plan.label}{', subcutaneous' if plan.route == 'subcut' else ''}",
            )
            for name, plan in used
        ),
    )


def _concentrations() -> tuple[tuple[str, str], ...]:
    strengths = load().limits["vial_concentrations"].steps
    return tuple((format_number(s), f"{format_number(s)} mg/mL") for s in strengths)
