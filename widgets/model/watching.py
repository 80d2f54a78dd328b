"""What a monitoring plan holds for a route and a setting, and where no source gives a rule."""

from dataclasses import dataclass

ROUTES = {"iv": "Intravenous", "subcut": "Subcutaneous", "oral": "By mouth"}
SETTINGS = {
    "cancer_pain": "Cancer pain, specialist unit",
    "acute_pain": "Acute pain, ward pain service",
    "procedural_sedation": "Procedural sedation",
}


class PlanError(ValueError):
    """A plan was asked for that this course does not make; the sentence says why."""


@dataclass(frozen=True)
class Line:
    """One line of a plan and what it rests on; `gap` marks what no source gives."""

    id: str
    says: str
    source: str
    why: str
    gap: bool = False


@dataclass(frozen=True)
class Plan:
    """The lines that belong to a plan, those that belong to another, and the gaps."""

    due: tuple[Line, ...]
    not_due: tuple[Line, ...]
    gaps: tuple[Line, ...]


_LINES = (
    Line(
        "mind",
        "Ask about hallucinations, feeling unreal or detached, sleepiness, feeling drunk",
        "C20",
        "The source document's list, and it holds in each setting.",
    ),
    Line(
        "breathing",
        "Sedation and breathing, more often beside an opioid or a benzodiazepine",
        "F-S14",
        "The source document leaves it out. An opioid nearly always runs beside ketamine.",
    ),
    Line(
        "pressure",
        "Blood pressure and heart rate",
        "F-S21",
        "The label asks for vital signs and cardiac function.",
    ),
    Line(
        "access",
        "Vascular access as long as it runs",
        "C19",
        "For intravenous ketamine only. The source document says it of all; by the other routes "
        "nothing runs into a vein.",
    ),
    Line(
        "anaesthesia",
        "The monitoring of a general anaesthetic",
        "C18",
        "For procedural sedation only, and the passage itself could not be seen.",
    ),
    Line(
        "site",
        "The skin at the needle",
        "course",
        "For a subcutaneous infusion.",
    ),
    Line(
        "liver",
        "Liver enzymes before and during",
        "F-S16",
        "For a long or repeated course: authors of two cases advise it.",
    ),
    Line(
        "bladder",
        "Questions about the bladder",
        "F-S19",
        "For a long or repeated course, after the label's warning.",
    ),
    Line(
        "pair",
        "The boxed warning on the chart, for an opioid with a benzodiazepine",
        "F-S14",
        "Where both run or may be given: slowed breathing, coma, death. The source document "
        "leaves it out.",
    ),
)
_GAPS = {
    "subcut": Line(
        "how_often",
        "how often to look at a subcutaneous infusion",
        "M-SUBCUT",
        "A schedule was looked for, and no source gave one. Guidelines ask for a start by "
        "specialists. Ask your own unit and write it down.",
        True,
    ),
    "iv": Line(
        "how_often",
        "how often to look on a ward",
        "F-S31",
        "It is described, but without a schedule: one author reports years of ward use under an "
        "acute pain service. Ask your own unit.",
        True,
    ),
    "oral": Line(
        "how_often",
        "how often to look after a dose by mouth",
        "course",
        "No source here gives a schedule, and the course does not invent one. Ask your own unit.",
        True,
    ),
}


def lines() -> tuple[Line, ...]:
    """Every line that a plan may hold, for a learner to choose from."""
    return _LINES


def plan_for(route: str, setting: str, long_or_repeated: bool, benzodiazepine: bool) -> Plan:
    """The plan for a route, a setting, a long or repeated course, and a benzodiazepine in reach.

    Raises PlanError for a route or setting that is not on the lists, and for sedation by another
    route than intravenous. Claims C18, C19, C20; facts F-S14, F-S16, F-S19, F-S21.
    """
    for name, value in (("long_or_repeated", long_or_repeated), ("benzodiazepine", benzodiazepine)):
        if not isinstance(value, bool):
            raise PlanError(f"{name} must be True or False, got {value!r}")
    if route not in ROUTES:
        raise PlanError(f"route must be one of {', '.join(ROUTES)}, got {route!r}")
    if setting not in SETTINGS:
        raise PlanError(f"setting must be one of {', '.join(SETTINGS)}, got {setting!r}")
    sedation = setting == "procedural_sedation"
    if sedation and route != "iv":
        raise PlanError("This course describes procedural sedation by the intravenous route only.")
    due_ids = {"mind", "breathing", "pressure"}
    due_ids |= {"access"} if route == "iv" else set()
    due_ids |= {"anaesthesia"} if sedation else set()
    due_ids |= {"site"} if route == "subcut" else set()
    due_ids |= {"liver", "bladder"} if long_or_repeated else set()
    due_ids |= {"pair"} if benzodiazepine else set()
    return Plan(
        tuple(line for line in _LINES if line.id in due_ids),
        tuple(line for line in _LINES if line.id not in due_ids),
        () if sedation else (_GAPS[route],),
    )
