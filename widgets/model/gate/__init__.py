"""Eligibility: what is known of a made-up patient, and the first step that is not yet done.

The front door; the rule stands in decision.py, the words in criteria.toml and
contraindications.toml.
"""

from widgets.model.gate.checks import Check, Reason
from widgets.model.gate.contraindications import (
    CAUTIONS,
    CONTRAINDICATIONS,
    Caution,
    Contraindication,
)
from widgets.model.gate.criteria import LADDER, STEPS, Criteria, Criterion, load_criteria
from widgets.model.gate.decision import Decision, decide, unmet
from widgets.model.gate.findings import Findings, FindingsError, values_of_finding

__all__ = [
    "CAUTIONS",
    "CONTRAINDICATIONS",
    "Caution",
    "Check",
    "Contraindication",
    "Criteria",
    "Criterion",
    "Decision",
    "Findings",
    "FindingsError",
    "LADDER",
    "Reason",
    "STEPS",
    "decide",
    "load_criteria",
    "unmet",
    "values_of_finding",
]
