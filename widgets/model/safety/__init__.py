"""Adverse effects, monitoring, stop rules, and what else meets ketamine.

The front door; each name says more where it is defined.
"""

from widgets.model.safety.adverse import AdverseEffect, levels_after, load_effects, share_left
from widgets.model.safety.interactions import Interaction, all_interactions, interactions_for
from widgets.model.safety.monitoring import (
    MonitoringError,
    MonitoringLine,
    MonitoringLines,
    monitoring_for,
)
from widgets.model.safety.stop_rule import (
    COURSES,
    HARMS,
    LaterCourse,
    Outcome,
    Rule,
    RuleError,
    hold_against,
)

__all__ = [
    "AdverseEffect",
    "COURSES",
    "HARMS",
    "Interaction",
    "LaterCourse",
    "MonitoringError",
    "MonitoringLine",
    "MonitoringLines",
    "Outcome",
    "Rule",
    "RuleError",
    "all_interactions",
    "hold_against",
    "interactions_for",
    "levels_after",
    "load_effects",
    "monitoring_for",
    "share_left",
]
