"""What `python -m teaching new case | question` writes into a local folder: files that pass."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import evidence
from evidence import LearnerError
from evidence.files.fields import did_you_mean
from evidence.tables import TomlTable
from teaching import known
from teaching.drawn.local import checked
from teaching.drawn.new_case import new_case, quoted
from widgets.model.cases.profiles import findings_of, found_wrong, load_profiles

CASE_NAME = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
QUESTION_NAME = re.compile(r"\d{2}_[a-z0-9_]+")
QUESTION_ID = re.compile(r"[A-Z]{3,5}-\d{3}")
Ask = Callable[[str], str]


class NewLocalError(ValueError):
    """Something cannot be written as it was asked for; the message says what must be given."""


def case_text(given: Mapping[str, str], ask: Ask | None = None) -> tuple[str, str]:
    """The path of a new case inside a local folder, and its text; the gate gives the best step.

    What was not given is asked for; NewLocalError for what cannot stand.
    """
    name = _matching("name", given, ask, CASE_NAME, "never_raised")
    title = _one("title", given, ask, "what the case is called")
    profiles = load_profiles([])
    told = "one of " + ", ".join(profiles)
    profile = _one("profile", given, ask, told)
    if profile not in profiles:
        raise NewLocalError(
            f"profile must be {told}; got {profile!r}{did_you_mean(profile, profiles)}"
        )
    what = "what differs from it, such as opioid=strong, age_years=62; - for nothing"
    own = _findings(_one("findings", given, ask, what))
    try:
        truth = findings_of(profiles, {"profile": profile, **own})
    except LearnerError as error:
        raise NewLocalError(f"findings: {error}") from error
    return f"{known.LOCAL_CASES}/{name}.toml", new_case(title, profile, own, truth)


def question_text(given: Mapping[str, str], ask: Ask | None = None) -> tuple[str, str]:
    """The path of a new question inside a local folder, and its text.

    What was not given is asked for; NewLocalError for what cannot stand.
    """
    name = _matching("name", given, ask, QUESTION_NAME, "20_our_ward")
    item_id = _matching("id", given, ask, QUESTION_ID, "WARD-001")
    claims, objectives = evidence.load().claims, evidence.load().objectives
    claim = _named("claim", given, ask, claims)
    objective = _named("objective", given, ask, objectives)
    story = _one("story", given, ask, "a sentence or two on a made-up patient")
    lead_in = _one("ask", given, ask, "what is asked, with its question mark")
    why = _one("why", given, ask, "why the right answer is right, in a sentence")
    texts = [
        _one(each, given, ask, words)
        for each, words in (
            ("right", "the right answer"),
            ("wrong", "a wrong answer that people give"),
            ("other", "another wrong answer"),
        )
    ]
    head: dict[str, object] = {
        "id": item_id,
        "version": 1,
        "status": "live",
        "reviewed_by": [],
        "type": "sba",
        "objective": objective,
        "place": "exit",
        "bloom": "apply",
        "claims": [claim],
        "sources": list(claims[claim].sources),
        "time_s": 45,
        "vignette": story,
        "lead_in": lead_in,
        "explanation": why,
    }
    lines = ["schema = 1", f"lesson = {quoted(name)}", "", "[[items]]", *_fields(head)]
    # by their letters, so that the right one stands anywhere
    for letter, text in zip("abc", sorted(texts, key=str.casefold), strict=True):
        is_right = text == texts[0]
        option: dict[str, object] = {"id": letter, "text": text, "correct": is_right}
        option["feedback"] = why if is_right else f"Not this. {why}"
        if not is_right:
            option["misconception"] = f"say what somebody believes who takes {letter}"
        lines += ["", "[[items.options]]", *_fields(option)]
    return f"{known.LOCAL_QUESTIONS}/{name}.toml", "\n".join((*lines, ""))


TEXT_OF = {"case": case_text, "question": question_text}


def write_local_file(folder: Path, name: str, text: str) -> Path:
    """Write a file of a local folder; NewLocalError, and none is left, where it has a mistake."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise NewLocalError(f"name must be one that no file has, {path} is there") from None
    try:
        if problems := [each for each in checked(folder)["problems"] if each.startswith(name)]:
            raise NewLocalError("\n".join(problems))
    except BaseException:
        path.unlink()
        raise
    return path


def main(what: str, given: Mapping[str, str], folder: Path) -> int:
    """Write a case or question and say what to do with it; 1, and a sentence, where it cannot."""
    try:
        text = TEXT_OF[what](given, input if sys.stdin.isatty() else None)
        path = write_local_file(folder, *text)
    except (NewLocalError, LearnerError, EOFError) as error:
        print(f"No {what} was written: {error or 'nobody answered'}", file=sys.stderr)
        return 1
    print(
        f"{path} is written and passes as it stands. Write its words; it is on /teach at the next"
    )
    print("visit, as “Local: …”.")
    return 0


def _findings(text: str) -> dict[str, object]:
    """Findings as somebody types them: field=value, with commas between."""
    found: dict[str, object] = {}
    for part in filter(None, (each.strip() for each in text.removeprefix("-").split(","))):
        field, is_given, value = (each.strip() for each in part.partition("="))
        if not is_given or not value:
            raise NewLocalError(
                f"findings must look like opioid=strong, age_years=62; got {part!r}"
            )
        found[field] = int(value) if value.isdecimal() else value
    problems: list[str] = []
    found_wrong(TomlTable(found, "findings", problems), found)
    if problems:
        raise NewLocalError("\n".join(problems))
    return found


def _one(name: str, given: Mapping[str, str], ask: Ask | None, what: str) -> str:
    text = (given.get(name) or "").strip()
    if not text and ask is not None:
        text = ask(f"{name} ({what}): ").strip()
    if not text:
        raise NewLocalError(f"--{name} must be given: {what}")
    return text


def _matching(
    name: str, given: Mapping[str, str], ask: Ask | None, form: re.Pattern[str], example: str
) -> str:
    text = _one(name, given, ask, f"such as {example}")
    if not form.fullmatch(text):
        raise NewLocalError(f"{name} must look like {example}, got {text!r}")
    return text


def _named(
    name: str, given: Mapping[str, str], ask: Ask | None, there: Mapping[str, object]
) -> str:
    text = _one(name, given, ask, f"one of {', '.join(there)}")
    if text not in there:
        raise NewLocalError(
            f"{name} must be the id of one, got {text!r}{did_you_mean(text, there)}"
        )
    return text


def _fields(told: Mapping[str, object]) -> list[str]:
    return [f"{name} = {quoted(value)}" for name, value in told.items()]
