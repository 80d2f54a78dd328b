"""What a monitoring plan holds for a route and a setting, and where no source gives a rule."""

from dataclasses import dataclass, replace

from evidence.errors import LearnerError

ROUTES = {"iv": "Intravenous", "subcut": "Subcutaneous", "oral": "By mouth"}
SETTINGS = {
    "cancer_pain": "Cancer pain, specialist unit",
    "acute_pain": "Acute pain, ward pain service",
    "procedural_sedation": "Procedural sedation",
}


class PlanError(LearnerError):
    """A plan was asked for that this course does not make; the sentence says why."""


@dataclass(frozen=True)
class Line:
    """One line of a plan and what it rests on; `gap` marks what no source gives.

    `also` holds the ids of facts that a learner reads beside the line. `without_opioid` is the
    reason where no opioid runs, if that is another one.
    """

    id: str
    says: str
    source: str
    why: str
    gap: bool = False
    also: tuple[str, ...] = ()
    without_opioid: str = ""


@dataclass(frozen=True)
class Plan:
    """The lines that belong to a plan, those that belong to another, and the gaps."""

    due: tuple[Line, ...]
    not_due: tuple[Line, ...]
    gaps: tuple[Line, ...]


_LINES = (
    Line(
        "mind",
        "Ask about hallucinations, feeling unreal or detached, sleepiness, feeling drunk, nausea "
        "and vomiting",
        "C20",
        "The source document's list, with nausea and vomiting from the review behind it. It holds "
        "in each setting.",
        also=("F-D06",),
    ),
    Line(
        "breathing",
        "Sedation and breathing, more often beside an opioid or a benzodiazepine",
        "F-I01",
        "The source document leaves it out. An opioid nearly always runs beside ketamine.",
        without_opioid="The source document leaves it out. Sleepiness alone is on its list.",
    ),
    Line(
        "depressants",
        "The labelled warning on the chart, for ketamine beside an opioid or another depressant",
        "F-I01",
        "It holds with a benzodiazepine or without. The source document leaves it out.",
    ),
    Line(
        "pair",
        "The boxed warning on the chart, for an opioid with a benzodiazepine",
        "F-S14",
        "Where both run or may be given, on top of the warning for ketamine itself. The source "
        "document leaves it out.",
        also=("F-S28",),
    ),
    Line(
        "opioid_dose",
        "The opioid's dose, reviewed when ketamine starts",
        "F-S29",
        "It may have to come down. How far, and what becomes of the rescue doses, is for your "
        "specialist: the sources differ.",
        also=("F-I04", "F-S30"),
    ),
    Line(
        "slow_breathing",
        "What is done when breathing slows, and who is called",
        "course",
        "Ketamine off, airway and oxygen, the opioid held, help called; an opioid antidote in "
        "small steps, as the unit's own rule says.",
        without_opioid="Ketamine off, airway and oxygen, help called. With an opioid on board it "
        "is held too, and its antidote stands in the plan.",
    ),
    Line(
        "medicines",
        "The other medicines, held against what meets ketamine",
        "F-I02",
        "Some must not be given with it, some raise its level or take it away. The route matters.",
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
        "The infusion site",
        "course",
        "For a subcutaneous infusion.",
    ),
    Line(
        "liver_before",
        "Liver tests before the start, alkaline phosphatase and gamma-GT among them",
        "F-I03",
        "The label asks for them before ketamine. Whether it means every short use was not seen, "
        "so this course leaves them out of no plan.",
    ),
    Line(
        "liver",
        "Liver tests again during the course",
        "F-S16",
        "For a long or repeated course. The label warns of liver injury; how often to test, "
        "the authors of two cases say.",
        also=("F-S17", "F-S18"),
    ),
    Line(
        "bladder",
        "Questions about the bladder",
        "F-S19",
        "For a long or repeated course, after the label's warning.",
    ),
    Line(
        "after_stop",
        "A plan for pain that comes back after the stop",
        "F-I07",
        "It can come back within a day. Who is called, and which opioid dose then holds, is "
        "written down beforehand.",
        also=("F-I10",),
        without_opioid="It can come back within a day. Who is called, and what is given then, is "
        "written down beforehand.",
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


def _without_opioid(line: Line) -> Line:
    return replace(line, why=line.without_opioid) if line.without_opioid else line


def lines() -> tuple[Line, ...]:
    """Every line that a plan may hold, for a learner to choose from."""
    return _LINES


def plan_for(
    route: str,
    setting: str,
    long_or_repeated: bool,
    benzodiazepine: bool,
    opioid: bool = True,
) -> Plan:
    """The plan for a route, a setting, a long or repeated course, and what runs or may be given.

    An opioid runs unless it is said that none does. Raises PlanError for a route or setting that is
    not on the lists, and for sedation by another route than intravenous. Claims C18, C19, C20;
    facts F-I01 to F-I03, F-I07, F-S14, F-S16, F-S19, F-S21, F-S29.
    """
    given = {
        "long_or_repeated": long_or_repeated,
        "benzodiazepine": benzodiazepine,
        "opioid": opioid,
    }
    for name, value in given.items():
        if not isinstance(value, bool):
            raise PlanError(f"{name} must be True or False, got {value!r}")
    if route not in ROUTES:
        raise PlanError(f"route must be one of {', '.join(ROUTES)}, got {route!r}")
    if setting not in SETTINGS:
        raise PlanError(f"setting must be one of {', '.join(SETTINGS)}, got {setting!r}")
    sedation = setting == "procedural_sedation"
    if sedation and route != "iv":
        raise PlanError("This course describes procedural sedation by the intravenous route only.")
    due_ids = {"mind", "breathing", "slow_breathing", "medicines", "pressure", "liver_before"}
    due_ids |= {"depressants"} if opioid or benzodiazepine else set()
    due_ids |= {"opioid_dose"} if opioid else set()
    due_ids |= {"pair"} if opioid and benzodiazepine else set()
    due_ids |= {"access"} if route == "iv" else set()
    due_ids |= {"anaesthesia"} if sedation else set()
    due_ids |= {"site"} if route == "subcut" else set()
    due_ids |= {"liver", "bladder"} if long_or_repeated else set()
    due_ids |= {"after_stop"} if setting == "cancer_pain" else set()
    worded = _LINES if opioid else tuple(map(_without_opioid, _LINES))
    return Plan(
        tuple(line for line in worded if line.id in due_ids),
        tuple(line for line in worded if line.id not in due_ids),
        () if sedation else (_GAPS[route],),
    )
