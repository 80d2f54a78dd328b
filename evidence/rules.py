"""What a field of a record may hold: the closed lists of words and units, and one rule each."""

from __future__ import annotations

from dataclasses import MISSING, field
from typing import Any

STATUSES = ("verified", "derived", "from-memory", "not-found")
LIMIT_STATUSES = (*STATUSES, "course")  # the course may set a limit of its own, never a fact
VERDICTS = ("supported", "supported-with-nuance", "conflict", "unverified", "not-found")
DEPTHS = ("primary", "secondary", "existence-only")
CARE_SETTINGS = (
    "cancer pain",
    "acute pain",
    "procedural sedation",
    "healthy volunteers",
    "medicine supply",
    "course",
)
ROOMS = (
    "safety",
    "interactions",
    "mechanism",
    "cause",
    "optimisation",
    "test_bolus",
    "pharmacokinetics",
    "days",
)
POOLABLE = ("yes", "no", "derived-only")
RECORD_UNITS = (
    # doses and rates
    "mg",
    "mg/h",
    "mg/24 h",
    "mg/day",
    "mg/kg",
    "mg/kg/h",
    "mg/kg/day",
    "mcg/kg/min",
    # amounts in a volume
    "mg/mL",
    "ng/mL",
    "L",
    "L/kg",
    "L/h",
    "L/h per 70 kg",
    "mL/min",
    "mL/h",
    # bodies, people, time
    "kg",
    "years",
    "months",
    "weeks",
    "days",
    "h",
    "min",
    "per min",
    "per h",
    "times a day",
    "patients",
    "people",
    "pains",
    "events",
    "children",
    "studies",
    "trials",
    "infusions",
    # statistics
    "proportion",
    "percent",
    "ratio",
    "risk difference",
    "correlation",
    "percentage points",
    "points",
    "mm",
)


def rule(kind: str, *, default: Any = MISSING, rendered: bool = False, **more: Any) -> Any:
    """A dataclass field with the loader's rule in its metadata."""
    metadata = {"kind": kind, "fallback": default, "rendered": rendered, **more}
    # What is never shown stays out of repr too: it must not leak through a log or an f-string.
    return field(metadata=metadata, repr=more.get("shown", True))


def text(**more: Any) -> Any:
    """Words that a page may show."""
    return rule("text", rendered=more.pop("rendered", True), **more)


def optional_text(**more: Any) -> Any:
    """Words that a page may show, or none."""
    return text(default="", **more)


def number(**more: Any) -> Any:
    """A number that may be left out; its unit is a field of its own."""
    return rule("number", default=None, **more)


def choice(values: tuple[str, ...], **more: Any) -> Any:
    """One word of a closed list."""
    return rule("choice", values=values, **more)


def ids(of: str, **more: Any) -> Any:
    """Ids that must exist in the collection `of`."""
    return rule("ids", of=of, **more)


def never_shown() -> Any:
    """Words for whoever keeps the evidence, never for a page."""
    return rule("text", default="", shown=False)
