"""The text of a new case: its decisive questions, steps and twins are what the gate computes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from string import Template

from widgets.model.gate import STEPS, Decision, Findings, decide, values_of_finding
from widgets.view.gate.labels import FIELD_WORDS, STEP_OPTIONS, value_words

TEXT = Path(__file__).with_suffix(".txt")  # a case, and who pushes back where no trial is due
_PARTS = "=====\n"
WRONG_STEPS = DECISIVE_ASKS = 2
_UNKNOWN = "unknown"
DONE = (
    "By six the step has begun. The nurse reads it out at the handover: “From nine, and by whom.”"
)
NOT_DUE = (
    "At six the nurse writes eight of ten on the chart. “And what was this for?” asks the sister.",
    "It takes until four. The pharmacist rings: “Who asked for this, and what came before it?”",
)
OTHER_STEP = "The gate does not give this step here: say why in your words."


def new_case(title: str, profile: str, own: Mapping[str, object], truth: Findings) -> str:
    """A case that plays as it stands; `own` is what differs from the profile, `truth` the whole."""
    due = decide(truth)
    decisive = list(_decisive(truth, due.step))[:DECISIVE_ASKS]
    text, press = TEXT.read_text(encoding="utf-8").split(_PARTS)
    told = {
        "title": quoted(title),
        "findings": "\n".join(f"{k} = {quoted(v)}" for k, v in {"profile": profile, **own}.items()),
        "asks": "\n\n".join(_ask(name, getattr(truth, name)) for name, _ in decisive),
        "kind": quoted("hold" if due.step == "not_ketamine" else "act"),
        "options": "\n".join(_options(due)),
        "press": "" if due.step == "ketamine_trial" else press,
        "twins": "".join(_twin(name, value) for name, value in decisive),
    }
    return Template(text).substitute(told)


def quoted(value: object) -> str:
    """A value as TOML writes it: texts, whole numbers, true, false, lists of them, as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def _decisive(truth: Findings, step: str) -> Iterator[tuple[str, object]]:
    """Each finding that is known and could turn the step, with a value that would."""
    for field in fields(truth):
        now = getattr(truth, field.name)
        turning = [
            value
            for value in values_of_finding(field.name)
            if decide(replace(truth, **{field.name: value})).step != step
        ]
        if turning and now is not None and str(now) != _UNKNOWN:
            known = [value for value in turning if str(value) != _UNKNOWN]
            yield field.name, (known or turning)[0]


def _plain(value: object) -> object:
    """A value as a file has it: whole numbers without a point, the others by their word."""
    return int(value) if isinstance(value, (int, float)) else str(value)


def _ask(name: str, value: object) -> str:
    words = _plain(value)
    said = value_words(words) if isinstance(words, str) else words
    return "\n".join(
        (
            "[[asks]]",
            f'id = "{name[:24].rstrip("_")}"',
            'role = "chart"',
            f'finding = "{name}"',
            f'ask = "{FIELD_WORDS[name]}: what is known of it?"',
            f"answer = {quoted(f'Say it in the words of the chart. What is true is: {said}.')}",
            "minutes = 2",
        )
    )


def _twin(name: str, value: object) -> str:
    words = _plain(value)
    said = value_words(words) if isinstance(words, str) else words
    told = quoted(f"Say it in your words. {FIELD_WORDS[name]}: {said}.")
    return f"\n[[twins]]\nflips = {{ {name} = {quoted(words)} }}\nsays = {told}\n"


def _options(due: Decision) -> Iterator[str]:
    """The step that is due, with the gate's reason, and others that are not, in their order."""
    words = dict(STEP_OPTIONS)
    why = [each for each in due.reasons if each.standing != "met"] or list(due.reasons)
    others = [
        step for step in (*reversed(STEPS[:5]), STEPS[5]) if step not in (due.step, *due.also)
    ]
    offered = sorted((due.step, *others[:WRONG_STEPS]), key=STEPS.index)
    wrong = iter(NOT_DUE)
    for letter, step in zip("abcde", offered, strict=False):
        is_due = step == due.step
        told = {
            "id": letter,
            "text": words[step],
            "grade": "best" if is_due else "waste",
            "step": step,
            "happens": DONE if is_due else next(wrong),
            "because": why[0].says if is_due else OTHER_STEP,
            "source": why[0].claim,
            "minutes": 540,
        }
        yield f"  {{ {', '.join(f'{key} = {quoted(value)}' for key, value in told.items())} }},"
