"""Words that stand on numbers: they follow the model, and a claim never hides how sure it is."""

import pytest

from evidence import load
from widgets.view.arrival import models_compared, worked_order, worked_plateau
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
