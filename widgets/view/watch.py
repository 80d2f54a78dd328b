"""What to watch for and when to stop, on the same screen as every dose."""

from evidence import chip, load

from .statements import chip_parts

WATCH = (
    (
        (
            "Hallucinations, feeling unreal or detached, sleepiness, feeling drunk: ask, and write"
            " it down."
        ),
        "C20",
    ),
    ("Sedation and breathing, more often when an opioid or a benzodiazepine runs too.", "F-S14"),
    ("Blood pressure and heart rate.", "F-S21"),
    ("Liver enzymes during a long or a repeated course.", "F-S16"),
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
        "No response at the agreed time: stop. Hard to rouse: stop, breathing first, hold "
        "the opioid, call.",
        None,
    ),
    ("After the stop the level lasts for hours, so watching lasts for hours too.", None),
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
