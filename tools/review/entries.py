"""Everything a learner meets that a clinician could sign, as entries ordered by harm.

An entry's words are what a signature is bound to, so they are made from what the pages are made
from: the evidence, the questions with their keys, the cases with their decisions, the lessons.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import evidence
from evidence.glossary import glossary
from page.notice import NOTICE_CELL
from quizzes.engine import load_bank
from tools.review.questions import question_words
from tools.whole import check_whole
from widgets.model.cases import load_cases
from widgets.model.safety import monitoring as watching
from widgets.view.cases.signed import case_entries

ROOT = Path(__file__).resolve().parents[2]
WORDS_A_MINUTE = 200

SUBJECTS = {
    "questions": "Questions that only a clinician can settle",
    "dosing": "Doses, rates, pumps and their limits",
    "safety": "Safety, contraindications and watching",
    "gate": "The gate, the steps before ketamine, and the cases",
    "kinetics": "Levels, hours and models",
    "evidence": "Trials, reviews and guidelines",
}
HARM = {
    1: "could hurt a patient if it is wrong",
    2: "could lead to a wrong decision",
    3: "background",
}
# Where a statement belongs, by the file or the collection it comes from.
_CLAIM_FILES = {
    "1_recommendation": "evidence",
    "2_selection": "gate",
    "3_dosing": "dosing",
    "4_safety": "safety",
    "5_algorithm": "gate",
    "6_pitfalls": "safety",
}
_ROOMS = {
    "safety": "safety",
    "interactions": "safety",
    "cause": "gate",
    "optimisation": "gate",
    "test_bolus": "gate",
    "mechanism": "evidence",
    "pharmacokinetics": "kinetics",
    "days": "kinetics",
}
_COLLECTIONS = {
    "limits": "dosing",
    "incidents": "dosing",
    "monitoring": "safety",
    "trials": "evidence",
    "reviews": "evidence",
    "guidelines": "evidence",
    "models": "kinetics",
    "assumptions": "kinetics",
}
_LESSONS = {
    **dict.fromkeys(("00", "01", "02", "03", "04", "13", "90"), "evidence"),
    **dict.fromkeys(("05", "06", "12"), "gate"),
    **dict.fromkeys(("07", "08"), "dosing"),
    **dict.fromkeys(("09", "10"), "kinetics"),
    "11": "safety",
}
_TABLES = {  # below widgets
    "model/safety/adverse.toml": "safety",
    "model/safety/interactions.toml": "safety",
    "model/safety/stop_rule.toml": "safety",
    "model/cases/screening/vignettes.toml": "safety",
    "model/cases/worked/patients.toml": "gate",
    "model/exercises/error_detection.toml": "dosing",
    "model/exercises/error_patterns.toml": "dosing",
    "model/gate/contraindications.toml": "safety",
    "model/gate/criteria.toml": "gate",
    "view/kinetics/why.toml": "kinetics",
    "view/safety/watch.toml": "safety",
    "view/trials/experiments.toml": "evidence",
}
_NO_WORDS = ("id", "source", "incident", "unlike", "pair", "family", "kind")
# Whatever is acted upon at a bedside comes first, then what leads there.
_ACTED_ON = ("question", "limit", "decision", "row", "plan line", "monitoring", "case")
_BEDSIDE = ("dosing", "safety", "gate")


@dataclass(frozen=True)
class Entry:
    """One thing to sign: its words, where they come from, and how much harm a fault could do.

    `harm` is 1 (most) to 3; `kind` says what it is ("claim", "limit", "decision" and so on).
    """

    id: str
    subject: str
    kind: str
    harm: int
    words: str
    source: str

    @property
    def mark(self) -> str:
        """What a signature for these words is bound to."""
        return evidence.mark_of(self.words)


def minutes(entries: list[Entry]) -> int:
    """Return how long it takes to read the words, in whole minutes, at 200 words a minute."""
    return ceil(sum(len(entry.words.split()) for entry in entries) / WORDS_A_MINUTE)


def _harm(kind: str, subject: str, is_safety: bool = False) -> int:
    """How much harm a fault could do: by what is acted upon and what it is about, not by its kind.

    A key on a dose and a fact on safety are read for what to do as much as a limit is.
    """
    if is_safety or kind in _ACTED_ON or subject in ("dosing", "safety"):
        return 1
    return 2 if subject in _BEDSIDE else 3


def _entry(
    name: str, subject: str, kind: str, words: str, source: str, is_safety: bool = False
) -> Entry:
    return Entry(name, subject, kind, _harm(kind, subject, is_safety), words.strip(), source)


def _sources(ids) -> str:
    known = evidence.load().sources
    said = [f"{known[each].citation} {known[each].link}".strip() for each in ids if each in known]
    return " | ".join(said)


def _questions() -> Iterator[Entry]:
    for each in evidence.load().questions.values():
        words = f"{each.wording}\n{each.matters}"
        claims = f"Touches {', '.join(each.claims)}" if each.claims else "This course"
        yield _entry(each.id, "questions", "question", words, claims)


def _claim_subjects() -> dict[str, str]:
    """Map each claim to its subject, by the file that it stands in."""
    found = {}
    for path in sorted((ROOT / "evidence" / "claims").glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["claim"]
        found.update({row["id"]: _CLAIM_FILES[path.stem] for row in rows})
    return found


def _evidence(claim_subjects: dict[str, str]) -> Iterator[Entry]:
    known = evidence.load()
    for claim in known.claims.values():
        source = f"Source document ({claim.source_line}) | {_sources(claim.sources)}"
        words = evidence.review_words(claim)
        yield _entry(claim.id, claim_subjects[claim.id], "claim", words, source)
    for fact in known.facts.values():
        if words := evidence.review_words(fact):
            yield _entry(fact.id, _ROOMS[fact.room], "fact", words, _sources(fact.sources))
    for name, subject in _COLLECTIONS.items():
        for record in getattr(known, name).values():
            if words := evidence.review_words(record):
                source = _sources(record.sources) or "This course"
                kind = "monitoring" if name == "monitoring" else name.removesuffix("s")
                yield _entry(record.id, subject, kind, words, source)


def _bank(claim_subjects: dict[str, str]) -> Iterator[Entry]:
    for item in load_bank().items:
        if item.status != "live":
            continue
        number = item.lesson[:2]
        about = [claim_subjects[claim] for claim in item.claims if claim in claim_subjects]
        by_claim = not number.isdigit() or number == "90"
        subject = about[0] if by_claim and about else _LESSONS.get(number, "evidence")
        source = _sources(item.sources) or f"Claims {', '.join(item.claims)}"
        yield _entry(item.id, subject, "item", question_words(item), source, item.safety)


def _cases() -> Iterator[Entry]:
    for case in load_cases().values():
        decisions = {turn.id: turn for each in (case, *case.visits) for turn in each.turns}
        for name, words in case_entries(case):
            turn = decisions.get(name.rpartition(":")[2]) if name.count(":") > 1 else None
            sources = [each.source for each in turn.options] if turn else ["Made up; this course"]
            kind = "decision" if turn else "case"
            yield _entry(name, "gate", kind, words, ", ".join(dict.fromkeys(sources)))


def _row_lines(row: dict, before: str = "") -> Iterator[str]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _row_lines(value, f"{name} ")
        elif name not in _NO_WORDS:
            yield f"{before}{name.replace('_', ' ')}: {value}"


def _rows() -> Iterator[Entry]:
    """What stands in tables beside the model, from criteria to errors at the pump, row by row."""
    for name, subject in _TABLES.items():
        path = ROOT / "widgets" / name
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for table, rows in tables.items():
            home = path.stem if len(tables) == 1 else f"{path.stem}:{table}"
            for row in rows:
                source = str(row.get("source") or row.get("incident") or "This course")
                words = "\n".join(_row_lines(row))
                named = row.get("id") or row["source"]
                yield _entry(f"{home}:{named}", subject, "row", words, source)


def _terms() -> Iterator[Entry]:
    for term in glossary().values():
        source = ", ".join(term.rests_on) or "A plain definition; this course"
        words = f"{', '.join(term.written)}: {term.said}"
        yield _entry(f"term:{term.id}", "evidence", "term", words, source)


def _plan_lines() -> Iterator[Entry]:
    for line in watching.lines():
        words = f"{line.says}\n{line.why}"
        yield _entry(f"plan:{line.id}", "safety", "plan line", words, line.source)


def _lessons() -> Iterator[Entry]:
    for path in sorted((ROOT / "lessons").glob("*.ipynb")):
        subject = _LESSONS.get(path.stem[:2], "evidence")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["id"] == NOTICE_CELL:
                continue  # it says who has reviewed the rest
            if cell["cell_type"] == "markdown" and (words := "".join(cell["source"]).strip()):
                name = f"lesson:{path.stem}:{cell['id']}"
                yield _entry(name, subject, "lesson", words, "Prose of the lesson")


def every_entry() -> list[Entry]:
    """Return all entries by subject, then by harm, then in the order of their files.

    Raises ValueError if two have the same id, since a signature could then belong to either, and
    TableError if something is left out: nobody signs for less than there is.
    """
    check_whole()
    claim_subjects = _claim_subjects()
    found = [
        *_questions(),
        *_evidence(claim_subjects),
        *_rows(),
        *_terms(),
        *_plan_lines(),
        *_cases(),
        *_bank(claim_subjects),
        *_lessons(),
    ]
    ids = [entry.id for entry in found]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"these ids stand for two statements each: {', '.join(twice)}")
    order = list(SUBJECTS)
    return sorted(found, key=lambda entry: (order.index(entry.subject), entry.harm))
