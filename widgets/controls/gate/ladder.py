"""Build a made-up patient, say which step comes first, then see what the gate says and walk it
back.
"""

from evidence import load
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Options
from widgets.controls.submit import EMPTY, commit_controls, committed
from widgets.model.cases import load_cases
from widgets.model.gate import Findings, decide
from widgets.view.cited import cited
from widgets.view.gate.decision import (
    FIELD_WORDS,
    PARTS,
    STEP_OPTIONS,
    STEP_WORDS,
    criteria_readouts,
    gate_passages,
    gate_sentence,
    steps_in_words,
    value_options,
)
from widgets.view.screen import Message, Passage, Readout, Screen

STARTS = (
    "01_add_ketamine",
    "02_burning_arm",
    "03_more_morphine",
    "04_a_block_is_possible",
    "05_everything_tried",
)
AGE_YEARS = {"adult": 60.0, "child": 9.0, "unknown": None}


class Ladder(Explorer):
    """A made-up patient as findings; the first step not yet done, why not further, and what would
    change it.

    `start` is "unknown" or the id of a case of the course. The learner commits to a step first.
    """

    def __init__(self, start: str = "unknown"):
        cases = load_cases()
        if start != "unknown" and start not in cases:
            raise ValueError(f"start must be unknown or one of {', '.join(cases)}, got {start!r}")
        starts = (
            "unknown",
            *dict.fromkeys(
                (*(s for s in STARTS if s in cases), *([start] if start in cases else ()))
            ),
        )
        self.starts = tuple(
            (s, "Nothing is known yet" if s == "unknown" else cases[s].title.strip("“”"))
            for s in starts
        )
        self.start = start
        super().__init__(
            self._controls(start, "0", "pain"),
            heading="The ladder",
            watermark="A made-up patient. Unknown never counts as done, and never as absent.",
        )

    def _controls(self, start, run, part, changed=None):
        """The step to commit to; with `changed`, the lists, which say what was changed and
        where.
        """
        first = [Choice("start", "Start from", self.starts, self.start, leads=True)]
        if changed is None:
            return [
                *first,
                *commit_controls(
                    f"say~{start}",
                    "What is the first step not yet done?",
                    STEP_OPTIONS,
                    "Show what the gate says",
                ),
            ]
        findings = _known(start)
        parts = tuple(
            (key, f"{words}{_count(sum(field in changed for field in fields))}")
            for key, (words, fields) in PARTS.items()
        )
        lists = [
            Choice(
                _name(start, run, field),
                f"{FIELD_WORDS[field]}{' (changed)' if field in changed else ''}",
                value_options(field),
                _text(findings, field),
            )
            for field in PARTS[part][1]
        ]
        return [
            *first,
            Options("part", "Look at, and change", parts, "pain"),
            *lists,
            Action(f"back~{start}", "Back to how it started", press=str(int(run) + 1)),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The patient first; after the learner's step, the gate's."""
        start = values.get("start") or self.start
        said, empty = committed(f"say~{start}", values)
        run = values.get(f"back~{start}") or "0"
        part = values.get("part") or "pain"
        lead = (Passage("The patient", (_stem(start),)),)
        if not said:
            message = Message("note", EMPTY) if empty else None
            return Screen(
                "A made-up patient: say which step comes first, then see the gate.",
                controls=tuple(self._controls(start, run, part)),
                lead=lead,
                message=message,
            )
        texts = _texts(start, run, values)
        changed = {
            field: dict(value_options(field))[text]
            for field, text in texts.items()
            if text != _text(_known(start), field)
        }
        decision = decide(_findings(texts))
        started = decide(_known(start))
        same = said == started.step and not (started.also or started.emergency)
        due = said in (started.step, *started.also)
        verdict = (
            "The gate says the same."
            if same
            else f"{'That is due. ' if due else ''}The gate says: {steps_in_words(started)}."
        )
        lead = (
            *lead,
            Passage(
                "Your first answer",
                (f"You said: {STEP_WORDS[said]}. {verdict}",),
                "good" if due else "caution",
            ),
            Passage("Changed from the start", (_changes(changed),)),
        )
        readouts = tuple(
            Readout(label, text, cited(claim)[0])
            for label, text, claim in criteria_readouts(decision)
        )
        return Screen(
            gate_sentence(decision),
            readouts=readouts,
            passages=gate_passages(decision),
            controls=tuple(self._controls(start, run, part, changed)),
            lead=lead,
        )


def _name(start, run, field) -> str:
    return f"{field}~{start}~{run}"


def _known(start: str) -> Findings:
    return Findings() if start == "unknown" else load_cases()[start].turns[0].findings


def _stem(start: str) -> str:
    return (
        "An adult with cancer pain. Nobody has written anything down."
        if start == "unknown"
        else load_cases()[start].stem
    )


def _text(findings: Findings, field: str) -> str:
    if field != "age_years":
        return str(getattr(findings, field))
    if findings.age_years is None:
        return "unknown"
    return "adult" if findings.age_years >= load().limits["age_years"].value else "child"


def _texts(start: str, run: str, values) -> dict[str, str]:
    """Each finding as the lists have it, or as it was at the start."""
    findings = _known(start)
    return {
        field: values.get(_name(start, run, field)) or _text(findings, field)
        for field in FIELD_WORDS
    }


def _findings(texts: dict[str, str]) -> Findings:
    return Findings(**{**texts, "age_years": AGE_YEARS[texts["age_years"]]})


def _changes(changed: dict[str, str]) -> str:
    listed = [f"{FIELD_WORDS[field]}: {words}" for field, words in changed.items()]
    return f"{'; '.join(listed)}." if listed else "Nothing yet."


def _count(changed: int) -> str:
    return f" ({changed} changed)" if changed else ""
