"""What each body said and when, with its grade in its own scheme, and what could not be read."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from evidence import Claim, chip, load, may_be_stated, state
from evidence.numbers import format_number
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Readout, Table
from widgets.view.statements import NOT_STATED, chip_parts
from widgets.view.verdict import miss, said_of

SEEN, UNSEEN, ELSEWHERE = range(3)
LANES = (
    "Cancer pain, takes a position",
    "Passage on ketamine not seen",
    "Other setting, drug or protocol",
)
REGIMEN = "gives a regimen"
# Where each body that takes a position on ketamine in cancer pain stands, in this course's words.
POSITIONS = {
    "G-ASRA-CHRONIC-1": "weak or no evidence",
    "G-ASPN2021": "case by case, refractory pain",
    "G-MALAYSIA": "mentions it, recommends nothing",
    "G-SCOT": "third line, specialist",
    "G-MIDESSEX": REGIMEN,
    "G-GWENT": "specialist only",
}
WITH_REGIMEN = tuple(key for key, position in POSITIONS.items() if position == REGIMEN)
# What was read and takes no position: it stands on the line and in no count.
NO_POSITION = {
    "G-BURST-AU": "a protocol that a trial then tested",
    "G-ASCO2023": "does not cover it",
    "G-WHO2018": "nothing seen on it",
}
NOT_READ = (
    "G-ESMO2018",
    "G-NCCN2019",
    "G-NCCN-LATEST",
    "G-JSPM2022",
    "G-HAS2020",
    "G-AFSSAPS2010",
    "G-KCE2013",
    "G-CHESMERS2018",
    "G-MISSING",
)
UK_NATIONAL, UK_LOCAL = ("G-SCOT",), ("G-MIDESSEX", "G-GWENT")
DOCUMENT_CLAIMS = ("C02", "C03", "C04", "C05", "C06")
MAKE_ROUTINE = RULE_OUT = 0  # of POSITIONS: none does either
FIRST_YEAR, LAST_YEAR, NO_DATE = 2004, 2025, 2027
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class TimelineEntry:
    """One statement on the line: its record, its years (none if undated) and its lane."""

    id: str
    name: str
    years: tuple[int, ...]
    lane: int
    record: Any


def _years(record: Any, words: str) -> tuple[int, ...]:
    found = tuple(int(year) for year in YEAR.findall(words))
    if found:
        return found
    first = load().sources[record.sources[0]].year
    return (int(first),) if first.isdigit() else ()


def entries() -> tuple[TimelineEntry, ...]:
    """Every guideline record and the document's statements on guidelines, by year."""
    evidence = load()
    found = []
    for record in evidence.guidelines.values():
        lane = SEEN if record.id in POSITIONS else UNSEEN if record.id in NOT_READ else ELSEWHERE
        years = _years(record, record.name) if record.id != "G-MISSING" else ()
        found.append(TimelineEntry(record.id, record.name, years, lane, record))
    for claim_id in DOCUMENT_CLAIMS:
        claim = evidence.claims[claim_id]
        years = _years(claim, claim.says)
        body = evidence.sources[claim.sources[0]].short.split()[0]
        name = f"The document on {body} {' and '.join(map(str, years))} ({claim_id})"
        found.append(TimelineEntry(claim_id, name, years, UNSEEN, claim))
    return tuple(sorted(found, key=lambda each: (each.years or (NO_DATE,), each.lane)))


def _places(lane: int) -> list[tuple[TimelineEntry, float, float]]:
    """Each mark of a lane at its year; marks of one year stand above each other."""
    taken: dict[int, int] = {}
    places = []
    for entry in entries():
        if entry.lane != lane:
            continue
        for year in entry.years or (NO_DATE,):
            taken[year] = taken.get(year, 0) + 1
            places.append((entry, float(year), float(taken[year])))
    return places


def timeline_picture(chosen: str = "", said: tuple[int, int] | None = None) -> Picture:
    """A mark for each statement at its year, in three lanes; the chosen one stands out, and below
    them stands what was said of the first lane beside what its texts do.
    """
    strokes, panels = [], []
    shapes = ("square", "ring", "circle")
    labels = ("takes a position", "passage not seen", "other setting, drug or protocol")
    for lane, title in enumerate(LANES):
        places = _places(lane)
        top = max(height for *_, height in places) + 0.8
        panels.append(Panel(title, top, 0, 0.3 + 0.07 * top, ((0.0, ""),)))
        x, y = np.array([p[1] for p in places]), np.array([p[2] for p in places])
        mine = [p for p in places if p[0].id == chosen]
        if mine:
            strokes.append(
                Stroke(
                    "marks",
                    "the one you read",
                    np.array([p[1] for p in mine]),
                    np.array([p[2] for p in mine]),
                    panel=lane,
                    colour="curve-ink",
                    shape="ring",
                    size_px=18,
                )
            )
        strokes.append(
            Stroke(
                "marks",
                labels[lane],
                x,
                y,
                panel=lane,
                colour=f"curve-{(1, 2, 3)[lane]}",
                shape=shapes[lane],
                size_px=9,
            )
        )
    if said:
        panels.append(Panel("Of the first lane", 2, 0, 0.35, ((0.0, ""),)))
        strokes += [
            Stroke("text", words, np.array([float(FIRST_YEAR)]), np.array([at]), panel=len(LANES))
            for words, at in zip(_said_and_found(said), (1.4, 0.5), strict=True)
        ]
    ticks = (
        *((float(year), str(year)) for year in (2005, 2010, 2015, 2020)),
        (float(NO_DATE) - 0.4, "no date"),
    )
    return Picture(
        "year",
        NO_DATE + 1.5,
        tuple(panels),
        strokes=tuple(strokes),
        x_min=FIRST_YEAR - 0.5,
        x_ticks=ticks,
    )


def _said_and_found(said: tuple[int, int]) -> tuple[str, str]:
    """What was predicted of the texts that take a position, beside what they do."""
    return (
        f"rule it out: {RULE_OUT}; you said {said[0]}",
        f"give a regimen: {len(WITH_REGIMEN)}; you said {said[1]}",
    )


def _years_text(entry: TimelineEntry) -> str:
    return " and ".join(str(year) for year in entry.years) or "no date"


def timeline_table(said: tuple[int, int] | None = None) -> Table:
    """Every statement with its year, grade, standing and where it is told apart."""
    rows = []
    for entry in entries():
        grade = getattr(entry.record, "grade", "not seen")
        rows.append(
            (
                entry.name,
                _years_text(entry),
                LANES[entry.lane],
                grade,
                POSITIONS.get(entry.id) or NO_POSITION.get(entry.id, ""),
                chip(entry.record).status_words,
            )
        )
    caption = (
        f"{len(rows)} statements. A grade belongs to its own scheme: the same "
        "letter in two schemes is two things."
    )
    if said:
        first, second = _said_and_found(said)
        caption += f" Of the texts that take a position, {first}; {second}."
    return Table(
        caption,
        ("Statement", "Year", "About", "Grade", "On ketamine in cancer pain", "How sure we are"),
        tuple(rows),
    )


def timeline_alt(entry: TimelineEntry, said: tuple[int, int] | None = None) -> str:
    """The line in words, with what was predicted; its numbers stand in the table."""
    dated = [year for each in entries() for year in each.years]
    return (
        f"Time line from {min(dated)} to {max(dated)} in three lanes: texts that take a "
        "position on ketamine in cancer pain, passages that were not seen, and texts on "
        f"another setting, drug or protocol. Marked: {entry.name}."
        + (f" Of the first lane {'; '.join(_said_and_found(said))}." if said else "")
    )


def grade_words(record: Any) -> str:
    """What the grade says in its own scheme, as far as the scheme was seen."""
    if isinstance(record, Claim):
        return "Grade: whatever the document prints, the passage that carries it was not seen."
    grade = record.grade
    if grade in ("none seen", "not seen", "not in what we read"):
        return "Grade: none was seen."
    words = f"Grade in its own scheme: {grade}. The key to that scheme was not seen."
    if record.id == "G-ASPN2021":
        nerve_block = load().guidelines["G-ASPN-CPN"]
        words += (
            " In the same guideline neurolysis of the coeliac plexus has "
            f"{nerve_block.grade}, so it stands higher than ketamine."
        )
    return words


def entry_passage(entry: TimelineEntry) -> Passage:
    """One statement to read: what it says or that it was not seen, grade, what disagrees."""
    record, backing = entry.record, chip(entry.record)
    if isinstance(record, Claim):
        paragraphs = (
            f"The document says: {record.says}",
            f"What was found: {record.finding}",
            grade_words(record),
        )
    else:
        said = state(record) if may_be_stated(record) else NOT_STATED
        disagrees = (f"Beside it: {record.disagrees}",) if record.disagrees else ()
        paragraphs = (said, grade_words(record), *disagrees)
    tone = "caution" if entry.lane == UNSEEN else "plain"
    dated = any(str(year) in entry.name for year in entry.years)
    heading = entry.name if dated else f"{entry.name}, {_years_text(entry)}"
    return Passage(heading, paragraphs, tone, *chip_parts(backing))


def uk_words() -> str:
    """How many of the texts with a position are UK papers, and how old these are."""
    papers = (*UK_NATIONAL, *UK_LOCAL)
    years = [year for each in entries() if each.id in papers for year in each.years]
    return (
        f"{len(papers)} of these {len(POSITIONS)} are palliative papers from the UK, "
        f"{len(UK_NATIONAL)} national and {len(UK_LOCAL)} local; the dates seen on them run from "
        f"{min(years)} to {max(years)}."
    )


def positions_sentence() -> str:
    """What the texts that take a position have in common, in one sentence."""
    return (
        f"Of {len(POSITIONS)} texts none makes it routine, none rules it out, and "
        f"{len(WITH_REGIMEN)} gives a regimen."
    )


def positions_verdict(ruled_out: int, regimen: int) -> Passage:
    """What the learner expected of the texts, and what they do instead."""
    return said_of(
        (ruled_out, regimen) == (RULE_OUT, len(WITH_REGIMEN)),
        f"You said that {format_number(ruled_out)} rule it out and {format_number(regimen)} give a "
        f"regimen: {miss(ruled_out, RULE_OUT)}, {miss(regimen, len(WITH_REGIMEN))}. No text rules "
        f"it out; {len(WITH_REGIMEN)} gives a regimen.",
        "The others say for whom it might be tried, or who decides, or recommend nothing.",
    )


def position_readouts() -> tuple[Readout, ...]:
    """How many of the texts go how far."""
    total, read_only = len(POSITIONS), ("read",)  # a text is only read; it changes no count
    return (
        Readout("Make it routine", f"{MAKE_ROUTINE} of {total}", "", read_only),
        Readout("Rule it out", f"{RULE_OUT} of {total}", "", read_only),
        Readout(
            "Stand between",
            f"{total - MAKE_ROUTINE - RULE_OUT} of {total}",
            f"from “weak or no evidence” to “case by case”; {len(WITH_REGIMEN)} gives a regimen",
            read_only,
        ),
    )
