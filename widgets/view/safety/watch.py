"""What to watch for and when to stop, on the same screen as every dose."""

from evidence import chip, load
from widgets.view.statements import chip_parts

WATCH = (
    (
        (
            "Hallucinations, feeling unreal or detached, sleepiness, feeling drunk, nausea and "
            "vomiting: ask, and write it down."
        ),
        "C20",
    ),
    (
        (
            "Sedation and breathing. Beside an opioid, with a benzodiazepine or without, the label "
            "warns of profound sedation, slowed breathing, coma and death."
        ),
        "F-I01",
    ),
    ("The opioid's dose: review it when ketamine starts. It may have to come down.", "F-S29"),
    (
        (
            "The other medicines: no theophylline or aminophylline beside ketamine. Ask a "
            "pharmacist about the rest."
        ),
        "F-I02",
    ),
    ("Blood pressure and heart rate.", "F-S21"),
    (
        (
            "Liver tests before, alkaline phosphatase and gamma-GT among them, and again during a "
            "long or a repeated course."
        ),
        "F-I03",
    ),
    ("Bladder symptoms: ask about them.", "F-S19"),
)
STOP = (
    (
        (
            "Say aloud before the first milligram: what counts as a response, by when, and what"
            " harm ends it."
        ),
        None,
    ),
    (
        "No response at the agreed time: stop. Hard to rouse: stop, airway and oxygen, hold the "
        "opioid, call; an opioid antidote in small steps, as your unit's rule says.",
        None,
    ),
    (
        "Awake and clear now does not end the watching. After the stop go on for hours, look more "
        "than once, and longer after an opioid antidote, as your unit's rule says. No curve gives "
        "the end.",
        None,
    ),
    (
        "Psychiatric effects can come, or stay, days to weeks after ketamine: tell the patient and "
        "the family whom to call.",
        "F-D06",
    ),
    ("Pain can come back within a day of the stop: have a plan for it.", "F-I07"),
)


def watch_for() -> list[dict]:
    """Two blocks of points, each with the source behind it where a source says so."""
    return [
        {"heading": "Watch for", "points": [_point(*point) for point in WATCH]},
        {
            "heading": "Stop rule (this course's own words)",
            "points": [_point(*point) for point in STOP],
        },
    ]


def _point(text: str, record_id: str | None) -> dict:
    if record_id is None:
        return {"text": text}
    evidence = load()
    record = evidence.claims.get(record_id) or evidence.facts[record_id]
    source, status, mark = chip_parts(chip(record))
    return {"text": text, "source": source, "status": status, "mark": mark}
