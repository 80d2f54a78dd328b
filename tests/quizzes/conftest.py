"""A small evidence, and bank files that differ from a good one in a single place."""

from dataclasses import fields
from types import SimpleNamespace

import pytest

from evidence import Fact, Limit, Objective, Source
from quizzes.engine import load_bank
from tests.quizzes.kinds.one_of_each import PUMP, WHOLE

SBA = """
[[items]]
id = "TST-001"
version = 1
status = "live"
reviewed_by = []
type = "sba"
objective = "O6"
place = "alone"
bloom = "recall"
claims = ["C14"]
sources = ["S-ONE"]
time_s = 30
vignette = "The range ends at {limit:range.high} mg/kg/h."
lead_in = "Which colour is it?"
explanation = "It is blue."

[[items.options]]
id = "a"
text = "Red"
correct = false
feedback = "Red is warm."
misconception = "takes warm for cold"

[[items.options]]
id = "b"
text = "Blue"
correct = true
feedback = "Blue it is."
facts = ["F-1"]

[[items.options]]
id = "c"
text = "Green"
correct = false
feedback = "Green is grass."
misconception = "takes grass for sky"
"""

MULTI = (
    SBA.replace("TST-001", "TST-002")
    .replace('type = "sba"', 'type = "multi"')
    .replace("time_s = 30", 'time_s = 30\nscoring = "per_option"')
    + """
[[items.options]]
id = "d"
text = "Navy"
correct = true
feedback = "Navy is blue too."
"""
)

NUMERIC = """
[[items]]
id = "TST-003"
version = 2
words_only = [2]
status = "live"
reviewed_by = []
type = "numeric"
objective = "O7"
place = "exit"
bloom = "apply"
claims = ["C14"]
sources = ["S-ONE"]
time_s = 60
vignette = "{rate} mg/kg/h for {weight} kg, {strength} mg/mL, at most {top} mg/kg/h."
lead_in = "How many mL/h?"
explanation = "{dose} mg/h, so {key:2} mL/h."

[items.template]
constraints = ["rate <= top"]

[items.template.variables]
rate = { min = 0.1, max = 0.5, step = 0.1 }
weight = [70, 80]
strength = [5]

[items.template.derived]
dose = "rate * weight"

[items.numeric]
key = "dose / strength"
unit = "mL/h"
accepted_units = { "mL/h" = 1, "mL/day" = 0.041666666666666664 }
tolerance = { mode = "rel", value = 0.01 }
safe_min = 0
safe_max = "top * weight / strength"
show_decimals = 2
computed_by = { function = "dosing.order", args = { rate = "=rate", model = "plain" }, field = "ml", within = 0.01 }

[[items.numeric.error_patterns]]
label = "Forgot the weight"
expr = "rate / strength"
feedback = "Times {weight} kg first."

[[items.numeric.error_patterns]]
label = "Ten times too much"
expr = "key * 10"
feedback = "The point has moved."
sources = ["S-ONE"]
"""  # noqa: E501

HEAD = """
schema = 1
lesson = "01_test"
[numbers.top]
from = "limit:range.high"
unit = "mg/kg/h"
"""


def write_figures(folder):
    """The picture of the small bank, as a bank has it beside its files."""
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "pump.svg").write_text(PUMP, encoding="utf-8")


def _record(kind, **given):
    """A record of the evidence whose other fields are empty, whatever they are."""
    blank = {each.name: "" for each in fields(kind)}
    return kind(**{**blank, **given})


def _fact(name, status):
    return _record(
        Fact,
        id=name,
        topic="t",
        wording="Four of ten.",
        sources=("S-ONE",),
        status=status,
        quantities=(),
    )


@pytest.fixture(scope="session")
def small_evidence():
    """One claim, source, limit, two objectives, a fact that may be stated and one that may not."""
    source = _record(
        Source,
        id="S-ONE",
        short="One 2020",
        citation="One. 2020.",
        year="2020",
        depth="primary",
        seen="abstract",
    )
    limit = _record(
        Limit,
        id="range",
        label="Range",
        value=None,
        low=0.05,
        high=0.4,
        steps=(),
        unit="mg/kg/h",
        sources=("S-ONE",),
        status="verified",
    )
    objectives = {
        name: _record(Objective, id=name, wording="Do it.", lines=("L1",)) for name in ("O6", "O7")
    }
    return SimpleNamespace(
        claims={"C14": object()},
        sources={"S-ONE": source},
        limits={"range": limit},
        objectives=objectives,
        models={},
        trials={},
        reviews={},
        guidelines={},
        incidents={},
        facts={"F-1": _fact("F-1", "verified"), "F-2": _fact("F-2", "from-memory")},
    )


@pytest.fixture
def bank_of(tmp_path, small_evidence):
    """Write bank files by name and load them; the first argument is the text of 01_test.toml."""

    def load(text, **files):
        write_figures(tmp_path)
        (tmp_path / "01_test.toml").write_text(text, encoding="utf-8")
        for name, other in files.items():
            (tmp_path / f"{name}.toml").write_text(other, encoding="utf-8")
        return load_bank(tmp_path, small_evidence)

    return load


@pytest.fixture
def good(bank_of):
    """A bank with one question of each type."""
    return bank_of(HEAD + SBA + MULTI + NUMERIC)


@pytest.fixture(scope="session")
def good_text():
    """The text of that bank, and its parts by type."""
    return SimpleNamespace(
        head=HEAD, sba=SBA, multi=MULTI, numeric=NUMERIC, whole=HEAD + SBA + MULTI + NUMERIC
    )


@pytest.fixture(scope="session")
def course_items():
    """The questions of the course itself."""
    return load_bank().items


@pytest.fixture(scope="session")
def good_bank(tmp_path_factory, small_evidence):
    """The good bank once for a whole run, for tests that draw many examples."""
    folder = tmp_path_factory.mktemp("bank")
    (folder / "01_test.toml").write_text(HEAD + SBA + MULTI + NUMERIC, encoding="utf-8")
    return load_bank(folder, small_evidence)


@pytest.fixture(scope="session")
def kinds_bank(tmp_path_factory, small_evidence):
    """The bank of all other types once for a whole run."""
    folder = tmp_path_factory.mktemp("kinds")
    write_figures(folder)
    (folder / "01_test.toml").write_text(WHOLE, encoding="utf-8")
    return load_bank(folder, small_evidence)
