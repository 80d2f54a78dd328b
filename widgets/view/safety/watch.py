"""What to watch for and when to stop, on the same screen as every dose, for its own setting."""

from dataclasses import dataclass
from functools import cache

from evidence import chip, load
from widgets.model.safety.monitoring import plan_for
from widgets.view.statements import chip_parts


@dataclass(frozen=True)
class _Point:
    """One point of the panel: what it rests on ("" for the course's own words), and the line of
    the monitoring plan that it belongs to ("" for a point that holds everywhere).
    """

    text: str
    record: str = ""
    line: str = ""


_WATCH = (
    _Point(
        "Hallucinations, feeling unreal or detached, sleepiness, feeling drunk, nausea and "
        "vomiting: ask, and write it down.",
        "C20",
        "mind",
    ),
    _Point(
        "Sedation and breathing. Beside an opioid, with a benzodiazepine or without, the label "
        "warns of profound sedation, slowed breathing, coma and death.",
        "F-I01",
        "breathing",
    ),
    _Point(
        "The opioid's dose: review it when ketamine starts. It may have to come down.",
        "F-S29",
        "opioid_dose",
    ),
    _Point(
        "The other medicines: no theophylline or aminophylline beside ketamine. Ask a pharmacist "
        "about the rest.",
        "F-I02",
        "medicines",
    ),
    _Point("Blood pressure and heart rate.", "F-S21", "pressure"),
    _Point("The infusion site.", "", "site"),
    _Point(
        "Liver tests before, alkaline phosphatase and gamma-GT among them.", "F-I03", "liver_before"
    ),
    _Point("Liver tests again during a long or a repeated course.", "F-S16", "liver"),
    _Point("Bladder symptoms: ask about them.", "F-S19", "bladder"),
)
_RESCUE = (
    "Hard to rouse: stop, airway and oxygen, hold the opioid, call; an opioid antidote in small "
    "steps, as your unit's rule says."
)
_AGREED = (
    _Point(
        "Say aloud before the first milligram: what counts as a response, by when, and what harm "
        "ends it."
    ),
    _Point(f"No response at the agreed time: stop. {_RESCUE}"),
)
_ONE_DOSE = (
    _Point("Say aloud before the dose: who stays, what harm is looked for, and who is called."),
    _Point(f"No second dose without looking at the patient first. {_RESCUE}"),
)
_AFTER = (
    _Point(
        "Awake and clear now does not end the watching. After the {last} go on for hours, look "
        "more than once, and longer after an opioid antidote, as your unit's rule says. No curve "
        "gives the end.",
    ),
    _Point(
        "Psychiatric effects can come, or stay, days to weeks after ketamine: tell the patient and "
        "the family whom to call.",
        "F-D06",
    ),
    _Point(
        "Pain can come back within a day of the stop: have a plan for it.", "F-I07", "after_stop"
    ),
)


@cache  # an explorer asks at each step of a slider, and the panel stays as it is
def watch_for(
    route: str = "iv", setting: str = "cancer_pain", once: bool = False
) -> tuple[dict, ...]:
    """Two blocks of points for a route and a setting of the monitoring plan, each with the source
    behind it where a source says so.

    `once` is a single dose: nothing is said of a long course or of a time agreed for a response.
    Raises PlanError for what the monitoring plan does not know.
    """
    plan = plan_for(route, setting, long_or_repeated=not once, benzodiazepine=False)
    due = {line.id for line in plan.due} - ({"after_stop"} if once else set())
    last = "dose" if once else "stop"
    stop = (*(_ONE_DOSE if once else _AGREED), *_AFTER)
    named = "One dose" if once else "Stop rule"
    return (
        {
            "heading": "Watch for",
            "points": [_point(each, last) for each in _WATCH if each.line in due],
        },
        {
            "heading": f"{named} (this course's own words)",
            "points": [_point(each, last) for each in stop if not each.line or each.line in due],
        },
    )


def _point(point: _Point, last: str) -> dict:
    text = point.text.replace("{last}", last)
    if not point.record:
        return {"text": text}
    evidence = load()
    record = evidence.claims.get(point.record) or evidence.facts[point.record]
    source, status, mark = chip_parts(chip(record))
    return {"text": text, "source": source, "status": status, "mark": mark}
