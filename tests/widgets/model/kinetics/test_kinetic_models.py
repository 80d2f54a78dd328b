"""The models of the evidence are those of the reference files, and say what they are not for."""

import json
import math

import numpy as np
import pytest

from evidence import load
from tests.widgets.model.kinetics.kinetic_oracles import FILES, REFERENCE
from widgets.model.kinetics import ABSORPTIONS, POPULATIONS, simulate
from widgets.model.kinetics.curve import (
    DEFAULT_MODEL,
    effect_site_half_times_min,
)
from widgets.model.kinetics.disposition import body_sizes, disposition
from widgets.model.kinetics.events import ROUTES, Patient
from widgets.model.kinetics.exposure import hours_to_90_percent, plateau_ng_per_ml

SUBCUT, ORAL = ABSORPTIONS["subcut"], ABSORPTIONS["oral"]

MODELS = load().models


@pytest.mark.parametrize("model", sorted(FILES))
def test_parameters_equal_the_reference(model):
    reference = json.loads((REFERENCE / "models.json").read_text())[FILES[model]]["70kg"]
    nk = {f"nk_{name}": value for name, value in reference.get("nk", {}).items()}
    expected = {
        name: value if "v" in name else value * 60
        for name, value in {**reference, **nk}.items()
        if name not in ("nk", "ke0")
    }
    assert body_sizes(model, 70) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("model", "half_lives_min"),
    [
        ("kamp_2020", [2.84, 28.4, 183.8]),
        ("domino_1984", [0.40, 4.57, 114.6]),
        ("hijazi_2003", [16.2, 296.7]),
        ("otto_2021_S_NK", [13, 89, 442]),
    ],
)
def test_half_lives(model, half_lives_min):
    rates_per_h = disposition(model, 70).rates_per_h[::-1, 0]
    np.testing.assert_allclose(60 * math.log(2) / rates_per_h, half_lives_min, rtol=0.02)


@pytest.mark.parametrize(
    ("model", "plateau", "to_90_percent_h"),
    [
        ("kamp_2020", 83.3, 8.0),
        ("domino_1984", 60.4, 4.9),
        ("otto_2021_S_NK", 73.5, 11.7),
        ("hijazi_2003", 46.3, None),
    ],
)
def test_plateau_and_arrival_at_a_tenth_mg_per_kg_h(model, plateau, to_90_percent_h):
    assert plateau_ng_per_ml(7, Patient(70), model) == pytest.approx(plateau, abs=0.05)
    if to_90_percent_h:
        assert hours_to_90_percent(Patient(70), model) == pytest.approx(to_90_percent_h, abs=0.05)


def test_weight_scales_as_each_model_says():
    assert plateau_ng_per_ml(4.5, Patient(45), "kamp_2020") == pytest.approx(74.6, abs=0.05)
    assert plateau_ng_per_ml(4.5, Patient(45), "domino_1984") == pytest.approx(60.4, abs=0.05)
    at_70, at_140 = body_sizes("otto_2021_S_NK", 70), body_sizes("otto_2021_S_NK", 140)
    ratio = {name: at_140[name] / at_70[name] for name in at_70}
    size, clearance = 2, 2**0.75
    assert ratio == pytest.approx(
        {
            "v1": size,
            "cl": clearance,
            "nk_v1": size,
            "nk_cl": clearance,
            "v2": 1,
            "v3": 1,
            "q2": 1,
            "q3": 1,
            "nk_v2": 1,
            "nk_q2": 1,
        }
    )


@pytest.mark.parametrize("model", sorted(MODELS))
def test_gains_fill_the_central_volume_and_rates_are_positive(model):
    body = disposition(model, 82.5)
    assert (body.rates_per_h > 0).all() and (body.gains > 0).all()
    sizes = body_sizes(model, 82.5)
    assert body.gains.sum() == pytest.approx(1000 / sizes["v1"], rel=1e-12)
    # All drug leaves by clearance: the area under a unit dose is 1 / clearance.
    assert (body.gains / body.rates_per_h).sum() == pytest.approx(1000 / sizes["cl"], rel=1e-12)


def test_what_a_learner_must_be_told_is_there():
    assert DEFAULT_MODEL in MODELS and MODELS[DEFAULT_MODEL].role == "default"
    for record in MODELS.values():
        assert record.not_for and record.caveats and record.population
        assert set(record.routes) <= set(ROUTES) and "iv" in record.routes
        assert set(record.sources) <= set(load().sources)
        added = [caveat for caveat in record.caveats if "added by this course" in caveat]
        assert len(added) == 1
    for absorption in (SUBCUT, ORAL):
        assert absorption.basis.startswith("Assumption")
        assert set(absorption.sources) <= set(load().sources)


def test_what_is_assumed_stands_in_the_evidence_with_its_numbers():
    """The words beside a curve name the numbers that the curve was made with."""
    assumed = load().assumptions
    subcut, oral = assumed["A-SUBCUT"], assumed["A-ORAL"]
    assert f"half-life of {60 * SUBCUT.half_life_h:g} min" in SUBCUT.basis == subcut.wording
    assert f"{100 * ORAL.bioavailability:g} % of a swallowed dose" in ORAL.basis == oral.wording
    assert f"at {ORAL.rate_per_h:g} per hour" in ORAL.basis
    assert 100 * SUBCUT.bioavailability == pytest.approx(subcut.amount("bioavailability"))
    assert (SUBCUT.sources, ORAL.sources) == (subcut.sources, oral.sources)
    half_time = f"half-time of {effect_site_half_times_min().placeholder:g} min"
    words = assumed["A-EFFECT-SITE"].wording
    assert half_time in words and half_time in simulate([], Patient(70), [1]).effect_site_basis
    assert f"Up to {effect_site_half_times_min().longest:g} min" in words
    frail = POPULATIONS["frail"]
    assert f"clearance at {100 * frail.cl_factor:g} % of the typical one" in frail.basis
    assert {each.cl_factor for name, each in POPULATIONS.items() if name != "frail"} == {1.0}


def test_an_assumption_without_the_number_is_refused():
    with pytest.raises(KeyError, match="A-ORAL has no value of 'half-life'"):
        load().assumptions["A-ORAL"].amount("half-life")


def test_an_effect_site_rate_belongs_to_its_own_model_only():
    assert [name for name, record in MODELS.items() if record.ke0_per_min] == ["domino_1984"]
