"""What the course offers: its lessons, their questions, how to cite it, its version and date."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
MESSAGE_CLAIM = "C01"
UNFILLED = "OWNER/REPOSITORY"  # what stands in CITATION.cff until `make address`


@dataclass(frozen=True)
class ListedObjective:
    """What a learner can do after a lesson; `items` are the questions of the course that ask it."""

    id: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """One page of the course as the home page tells it.

    `slug` is its file's name, `number` the one that the name begins with, `items` its questions.
    `kind` is "opening" (number 0), "review" (a name that ends so) or "lesson"; only lessons are
    counted and numbered on the pages. `minutes` is the time of its core, `minutes_deeper` that of
    the part that goes deeper, both computed; `core_items` are the counted questions of the core.
    `objectives` are in the lesson's own words.
    """

    slug: str
    number: int | None
    kind: str
    url: str
    title: str
    claim: str
    minutes: int | None
    minutes_deeper: int
    summary: str
    objectives: tuple[ListedObjective, ...]
    items: tuple[str, ...]
    core_items: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """The whole course as pages see it.

    `date` is in words, `cite` a sentence and BibTeX, `message` the claim the home page opens with.
    `teacher_url` is "" in a copy that has no pages for teachers. `source_url` is "" until the
    course is published, `standing` says who has reviewed it.
    `lessons` come in their order, the review page last; `versions` are those of the questions.
    """

    name: str
    home_url: str
    about_url: str
    glossary_url: str
    search_url: str
    teacher_url: str
    version: str
    date: str
    source_url: str
    standing: str
    cite: dict[str, str]
    message: dict
    lessons: tuple[Lesson, ...]
    objectives: tuple[ListedObjective, ...]
    versions: dict[str, int]

    def lesson(self, slug: str) -> Lesson | None:
        """Return the lesson of that name, None when there is none."""
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)


def _citation() -> dict:
    """Return CITATION.cff, the one home of title, version and date; {} when it is not there."""
    try:
        return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")) or {}
    except OSError:
        return {}


def _repository(citation: dict) -> str:
    """Return where the course is published, "" while the citation holds a placeholder only."""
    address = citation.get("repository-code") or ""
    return "" if UNFILLED in address else address


def _standing() -> dict[str, str]:
    """Return the sentence on who has reviewed the course, from the signatures alone."""
    import evidence

    return {"line": evidence.standing_line()}


def _in_words(day: object) -> str:
    try:
        day = day if isinstance(day, date) else date.fromisoformat(str(day))
    except ValueError:
        return str(day or "")
    return f"{day.day} {day:%B} {day.year}"


def _cite(citation: dict) -> dict[str, str]:
    """Return how to cite the course, as a sentence and as BibTeX; {} without authors."""
    people = [
        author.get("name") or f"{author.get('given-names', '')} {author['family-names']}".strip()
        for author in citation.get("authors", ())
    ]
    if not people:
        return {}
    title, version = citation.get("title", ""), citation.get("version", "")
    day = citation.get("date-released")
    year = str(day.year) if isinstance(day, date) else ""
    url = citation.get("url") or _repository(citation)
    said = [f"{', '.join(people)}{f' ({year})' if year else ''}", title]
    said += [f"Version {version}"] if version else []
    fields = {
        "title": f"{{{title}}}",
        "author": " and ".join(people),
        "year": year,
        "version": str(version),
        "url": url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return {
        "sentence": ". ".join(said) + f".{f' {url}' if url else ''}",
        "bibtex": "@misc{ketamine_course,\n" + ",\n".join(lines) + "\n}",
    }


def _message() -> dict:
    """Return the claim the home page opens with, its verdict and what backs it."""
    import evidence

    claim = evidence.load().claims[MESSAGE_CLAIM]
    chip = evidence.chip(claim)
    return {
        "text": evidence.state(claim),
        "verdict": chip.status,
        "nuance": chip.disagrees,
        "sources": [{"label": source.label, "url": source.link} for source in chip.sources],
    }


def _objectives() -> dict[str, str]:
    """Map each objective's id to its wording."""
    import evidence

    return {key: objective.wording for key, objective in evidence.load().objectives.items()}


def _bank() -> dict[str, dict]:
    """Return the bank, the ids of its counted questions by lesson and by objective, and versions.

    Objectives leave out what the review page leaves out of them, so that both pages count alike.
    """
    from quizzes.engine import read_bank
    from quizzes.engine.minutes import PLACES_IN_CORE

    bank = read_bank()
    lessons: dict[str, list[str]] = {}
    core: dict[str, list[str]] = {}
    objectives: dict[str, list[str]] = {}
    versions: dict[str, int] = {}
    for item in bank.items:
        if not item.counts:
            continue
        versions[item.id] = item.version
        lessons.setdefault(item.lesson, []).append(item.id)
        if item.place in PLACES_IN_CORE:
            core.setdefault(item.lesson, []).append(item.id)
        if item.place != "review":
            objectives.setdefault(item.objective, []).append(item.id)
    return {
        "bank": bank,
        "lessons": lessons,
        "core": core,
        "objectives": objectives,
        "versions": versions,
    }


def _minutes(notebook: dict, bank: object) -> tuple[int | None, int]:
    """Return the minutes of a lesson's core and of what goes deeper; (None, 0) without a bank."""
    if bank is None:
        return None, 0
    from quizzes.engine.minutes import lesson_minutes

    found = lesson_minutes(notebook, bank)
    return found.core, found.deeper


def _number_and_kind(slug: str) -> tuple[int | None, str]:
    """Return the number that a page's name begins with, and what kind of page that makes it."""
    found = re.match(r"\d+(?=_)", slug)
    number = int(found[0]) if found else None
    if slug.endswith("_review"):
        return number, "review"
    return number, "opening" if number == 0 else "lesson"


def _or_empty(read: Callable[[], dict], log: logging.Logger) -> dict:
    """Return what was read, or {} with an error in the log: the home page must open anyway."""
    try:
        return read()
    except Exception as error:
        log.error("The home page lacks something: %s failed: %s", read.__name__, error)
        return {}


def read_course(base_url: str, log: logging.Logger, lessons: Path) -> Course:
    """Read the catalogue from the lessons folder, the bank, the evidence and CITATION.cff.

    A notebook that cannot be read is left out and said in the log.
    """
    bank, wordings, message = (_or_empty(read, log) for read in (_bank, _objectives, _message))
    standing = _or_empty(_standing, log)
    citation = _citation()
    items, asked = bank.get("lessons", {}), bank.get("objectives", {})
    read = []
    for path in sorted(lessons.glob("*.ipynb")):
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
            told = notebook["metadata"]["course"]
            minutes, deeper = _minutes(notebook, bank.get("bank"))
            number, kind = _number_and_kind(path.stem)
            lesson = Lesson(
                slug=path.stem,
                number=number,
                kind=kind,
                url=f"{base_url}voila/render/{path.name}",
                title=told["title"],
                claim=told.get("claim", ""),
                minutes=minutes,
                minutes_deeper=deeper,
                summary=told.get("summary", ""),
                objectives=tuple(
                    ListedObjective(key, told.get("can", {}).get(key, wordings[key]))
                    for key in told.get("objectives", ())
                    if key in wordings
                ),
                items=tuple(items.get(path.stem, ())),
                core_items=tuple(bank.get("core", {}).get(path.stem, ())),
            )
        except (OSError, ValueError, KeyError) as error:
            log.error("Lesson %s is left out: %r", path.name, error)
            continue
        read.append(lesson)
    return Course(
        name=citation.get("title", ""),
        home_url=base_url,
        about_url=f"{base_url}about",
        glossary_url=f"{base_url}glossary",
        search_url=f"{base_url}search",
        teacher_url=f"{base_url}teach",
        version=str(citation.get("version", "")),
        date=_in_words(citation.get("date-released")),
        source_url=_repository(citation),
        standing=standing.get("line", ""),
        cite=_cite(citation),
        message=message,
        lessons=tuple(sorted(read, key=lambda lesson: lesson.kind == "review")),
        objectives=tuple(
            ListedObjective(key, text, tuple(asked.get(key, ()))) for key, text in wordings.items()
        ),
        versions=bank.get("versions", {}),
    )
