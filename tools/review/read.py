"""Read a filled table of the review pack into evidence/reviews_signed.toml, row by row.

A row is kept whole or refused with a sentence; nothing that stands in the file is changed.
"""

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import evidence
from evidence.reviewed import SIGNED, Signature, person
from tools.review.csv_table import ASKED, SheetError, plain, read_day, read_table
from tools.review.entries import Entry, every_entry

LONGEST = {"reviewer": 100, "role": 100, "interests": 400, "why": 2000}
ANSWERS = {"yes": True, "no": False}
FIRST_DAY = date(2026, 1, 1)  # no words of the course are older


@dataclass(frozen=True)
class Reading:
    """What came of a table: new signatures, rows known already, a sentence for each refusal,
    and a sentence for each signature that stands beside an earlier one.
    """

    new: tuple[Signature, ...]
    known: int
    refused: tuple[str, ...]
    beside: tuple[str, ...]


def _answer(cells: dict[str, str], today: date, asks_why: bool) -> dict | list[str]:
    """Return the reviewer's part of a row, or all that it lacks; an open question asks why."""
    told = {name: plain(cells.get(name) or "") for name in ASKED}
    problems = [
        f"{name} is missing" for name in ("reviewer", "role", "interests") if not told[name]
    ]
    problems += [
        f"{name} must be words, got {told[name]!r}"
        for name in ("reviewer", "role", "interests")
        if told[name] and sum(each.isalpha() for each in told[name]) < 2
    ]
    for name, most in LONGEST.items():
        if len(told[name]) > most:
            problems.append(f"{name} must have at most {most} characters, got {len(told[name])}")
    day = None
    if not told["date"]:
        problems.append("date is missing")
    else:
        try:
            day = read_day(told["date"])
        except ValueError as error:
            problems.append(str(error))
    if day and day > today:
        problems.append(f"date must not lie after today, {today}, got {day}")
    if day and day < FIRST_DAY:
        problems.append(f"date must not lie before {FIRST_DAY}, when no word stood, got {day}")
    agrees = ANSWERS.get(told["agree"].casefold())
    if agrees is None:
        problems.append(f"agree must be yes or no, got {told['agree']!r}")
    elif not told["why"] and (asks_why or not agrees):
        said = "write your answer there" if asks_why else "say what you do not agree with"
        problems.append(f"why is missing: {said}")
    if problems:
        return problems
    return {
        "reviewer": told["reviewer"],
        "role": told["role"],
        "interests": told["interests"],
        "day": day,
        "agrees": agrees,
        "why": told["why"],
    }


def _words_problem(cells: dict[str, str], entry: Entry | None) -> str:
    """Say why a row is not about words of the course as they are ("" if it is)."""
    if entry is None:
        return "there is no such statement in the course"
    if (cells.get("hash") or "").strip() != entry.mark:
        return "the words of the course have changed since this table was made: review them again"
    if evidence.mark_of(cells.get("words") or "") != entry.mark:
        return "the words in the table are not those of the course: put a better wording under why"
    return ""


def read_rows(
    raw: bytes, entries: Iterable[Entry], earlier: tuple[Signature, ...], today: date
) -> Reading:
    """Read a filled table against what the course says now and `earlier` signatures.

    Raises SheetError if the file is no such table.
    """
    now = {entry.id: entry for entry in entries}
    new, refused, beside, known = [], [], [], 0
    for number, cells in read_table(raw):
        if not any(plain(cells.get(name) or "") for name in ASKED):
            continue
        name = (cells.get("id") or "").strip()
        where = f"row {number} ({name})"
        if wrong := _words_problem(cells, now.get(name)):
            refused.append(f"{where}: {wrong}.")
            continue
        told = _answer(cells, today, now[name].kind == "question")
        if isinstance(told, list):
            refused.append(f"{where}: {'; '.join(told)}.")
            continue
        made = Signature(
            id=f"R{_last_number((*earlier, *new)) + 1:04d}",
            of=name,
            mark=now[name].mark,
            **told,
        )
        mine = [each for each in (*earlier, *new) if _same_words_and_person(each, made)]
        if any(_same_answer(each, made) for each in mine):
            known += 1
            continue
        if clash := [each for each in mine if each.day >= made.day]:
            refused.append(
                f"{where}: {made.reviewer} has signed these words already ({clash[-1].id},"
                f" {clash[-1].day}); another answer, role or interest needs a later date."
            )
            continue
        beside += [f"{made.id} stands beside {each.id}, which is kept." for each in mine]
        new.append(made)
    return Reading(tuple(new), known, tuple(refused), tuple(beside))


def _same_words_and_person(one: Signature, other: Signature) -> bool:
    same = one.of == other.of and one.mark == other.mark
    return same and person(one.reviewer) == person(other.reviewer)


def _same_answer(one: Signature, other: Signature) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("day", "agrees", "why", "role", "interests")
    )


def _last_number(signatures: Iterable[Signature]) -> int:
    """The highest number that an id has had, so that none comes twice when one was erased."""
    return max((int(each.id[1:]) for each in signatures if each.id[1:].isdigit()), default=0)


def as_toml(signature: Signature) -> str:
    """Return a signature as a table of the file."""
    lines = ["[[signature]]"]
    for name in ("id", "of", "mark", "reviewer", "role", "interests"):
        lines.append(f"{name} = {json.dumps(getattr(signature, name), ensure_ascii=False)}")
    lines.append(f"day = {signature.day.isoformat()}")
    lines.append(f"agrees = {'true' if signature.agrees else 'false'}")
    lines.append(f"why = {json.dumps(signature.why, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def append(path: Path, signatures: tuple[Signature, ...]) -> None:
    """Add signatures to a file of them; what stands there stays, to the letter.

    The new file takes the old one's place only when it can be read back.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    draft = path.with_name(f"{path.stem}.draft")
    try:
        text = "\n".join([before, *(as_toml(each) for each in signatures)])
        draft.write_text(text, encoding="utf-8")
        evidence.read_signed(draft)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def main(names: list[str], signed: Path = SIGNED, today: date | None = None) -> int:
    """Read each file, keep what can be kept, say what was refused; 1 if anything was."""
    if not names or not all(names):
        print("Say which table: make review-read FILE=build/review/1_dosing.csv", file=sys.stderr)
        return 2
    entries = every_entry()
    refusals = 0
    for name in names:
        try:
            earlier = evidence.read_signed(signed)
            raw = Path(name).read_bytes()
            reading = read_rows(raw, entries, earlier, today or date.today())
        except (OSError, SheetError, evidence.EvidenceError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            refusals += 1
            continue
        if reading.new:
            append(signed, reading.new)
        print(
            f"{name}: {len(reading.new)} signatures kept, {reading.known} known already,"
            f" {len(reading.refused)} rows refused."
        )
        for line in reading.beside:
            print(f"  {line}")
        for line in reading.refused:
            print(f"  {line}", file=sys.stderr)
        refusals += len(reading.refused)
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
