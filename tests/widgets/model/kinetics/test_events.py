"""Doses and bodies stay as they were when their limits were checked."""

from dataclasses import FrozenInstanceError

import pytest

from widgets.model.kinetics import Absorption, Bolus, Infusion, Patient


@pytest.mark.parametrize(
    ("checked", "name"),
    [
        (Patient(70), "weight_kg"),
        (Bolus(10), "dose_mg"),
        (Infusion(7, 0, 24), "rate_mg_per_h"),
        (Absorption(0.5, 1), "bioavailability"),
    ],
)
def test_what_has_been_checked_cannot_be_changed(checked, name):
    with pytest.raises(FrozenInstanceError):
        setattr(checked, name, -1)
