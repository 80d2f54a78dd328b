"""Patients drawn for the words of a decision."""

import random
from dataclasses import fields

import pytest

from tests.widgets.model.gate.drawn_patients import READY, VALUES
from widgets.model.gate import Findings

NAMES = [each.name for each in fields(Findings)]


def drawn(chance):
    """Any patient, or one who stands next to the open gate, where it matters."""
    anything = {name: chance.choice(VALUES[name]) for name in NAMES}
    changed = chance.sample(NAMES, chance.choice([0, 1, 1, 2, 3, 5]))
    return chance.choice([anything, {**READY, **{name: anything[name] for name in changed}}])


_CHANCE = random.Random("patients at the gate")
PATIENTS = [drawn(_CHANCE) for _ in range(120)]


many = pytest.mark.parametrize("values", PATIENTS, ids=map(str, range(len(PATIENTS))))
