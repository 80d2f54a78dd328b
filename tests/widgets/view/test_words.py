"""Words that stand on numbers: they follow the model, and a claim never hides how sure it is."""

import re

import pytest

from evidence import load
from widgets.view.kinetics.arrival import models_compared, worked_order, worked_plateau
from widgets.view.kinetics.days import ladder_by_weight, models_against_people
from widgets.view.words import claim_box


def test_a_worked_order_shows_both_ways():
    words = worked_order(0.1, 70, 10)
    assert repr(words) == "0.1 mg/kg/h for 70 kg is 0.7 mL/h of 10 mg/mL; the second way agrees."
    assert "168 mg in 24 h" in words._repr_html_()


def test_a_worked_plateau_names_model_and_population():
    words = worked_plateau(0.1, 70)
    assert "Kamp 2020" in repr(words)
    assert load().models["kamp_2020"].population in words._repr_html_()
    assert "7 mg/h" in words._repr_html_()


def test_two_models_are_shown_side_by_side():
    html = models_compared(0.1, 70)._repr_html_()
    assert "Kamp 2020" in html and "Domino" in html
    assert html.count("</td>") == 9  # the empty corner and two models times four rows
    assert html.count("1 in 20: ") == 8  # no hour of the middle without that of the slow


def test_the_published_mean_clearance_stands_beside_that_of_the_model():
    mean = next(
        each
        for each in load().models["kamp_2020"].quantities
        if each.name == "published mean clearance"
    )
    html = worked_plateau(0.1, 70)._repr_html_()
    assert f"{mean.value:g} L/h per 70 kg ({mean.low:g} to {mean.high:g})" in html
    assert f"settle at {7 / mean.value * 1000:.0f} ng/mL" in html
    assert "prints" not in worked_plateau(0.1, 70, "domino_1984")._repr_html_()


def test_a_light_body_is_told_apart_by_every_model():
    """Allometric or in proportion to weight: each model's own ratio, none as a finding."""
    words = ladder_by_weight()
    for model in ("kamp_2020", "domino_1984", "hijazi_2003"):
        name, scaling = load().models[model].name, load().models[model].scaling
        exponent = 1.0 if scaling == "per_kg" else scaling["cl_exp"]
        ratio = 100 * ((70 / 45) ** exponent - 1)
        found = float(re.search(rf"(\d+) % in {name}", words._repr_html_())[1])
        assert found == pytest.approx(ratio, abs=0.6)
    assert re.search(r"\d+ to \d+ % higher", repr(words))


def test_one_pump_in_each_model_of_the_racemate():
    html = models_against_people(0.1)._repr_html_()
    assert html.count("<tr><th scope") == 3 and "typical person" in html


@pytest.mark.parametrize("claim_id", load().claims)
def test_every_claim_shows_both_sides_and_its_standing(claim_id):
    claim = load().claims[claim_id]
    html = claim_box(claim_id)._repr_html_()
    assert "The literature" in html and 'class="chip"' in html
    assert ("Where the sources disagree" in html) == (claim.verdict != "supported")
    assert len(repr(claim_box(claim_id))) <= 110


def test_an_unknown_claim_is_named():
    with pytest.raises(ValueError, match="got 'C99'"):
        claim_box("C99")
