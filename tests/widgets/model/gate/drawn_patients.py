"""A patient who stands at the open gate, as the profiles of the cases have him."""

import tomllib
from dataclasses import fields
from pathlib import Path

from widgets.model import cases
from widgets.model.gate import Findings

PROFILE = Path(cases.FOLDER) / cases.PROFILES
READY = tomllib.loads(PROFILE.read_text(encoding="utf-8"))["refractory"]

# Every value that a finding can have; of the age a few on both sides of the limit.
VALUES = {
    each.name: [None, 0, 9, 17.9, 18, 62, 120] if each.name == "age_years" else list(each.type)
    for each in fields(Findings)
}
