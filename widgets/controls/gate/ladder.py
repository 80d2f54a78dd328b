"""Build a made-up patient, say which step comes first, then see what the gate says and walk it
back.
"""

from collections.abc import Mapping

from evidence import LeftOut, load
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Choice, Control, Options
from widgets.controls.steps import EMPTY, Steps
from widgets.controls.values import Values
from widgets.model.cases.worked import WorkedPatient, load_patients, patient_of
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

AGE_YEARS = {"adult": 60.0, "child": 9.0, "unknown": None}


class Ladder(Explorer):
    """A made-up patient as findings; the first step not yet done, why not further, and what would
    change it.

    `start` is "unknown" or the id of a patient of worked/patients.toml. The learner commits to a
    step first.
    """

    heading = "The ladder"
    watermark = "A made-up patient. Unknown never counts as done, and never as absent."
    say = Options("say", "What is the first step not yet done?", tuple(STEP_OPTIONS))

    def __init__(self, start: str = "unknown"):
        decide(Findings())  # a gate that is left out is said before the learner commits to a step
        if start != "unknown":
            patient_of(start, "start, where it is not unknown,")
        titles = tuple((each.id, each.title) for each in _patients().values())
        nothing = ("unknown", "Nothing is known yet")
        self.start = Choice("start", "Start from", (nothing, *titles), start, leads=True)

    def answered(self, values: Values) -> dict[str, str]:
        """The gate's own step for the patient at the start."""
        steps = Steps(values, values[self.start])
        question, press = steps.commit_controls(self.say, "")
        return {question.name: decide(_known(values[self.start])).step, press.name: press.press}

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The step to commit to; after it the lists, which say what was changed and where."""
        start = values[self.start]
        steps = Steps(values, start)
        if not steps.committed(self.say)[0]:
            return self.start, *steps.commit_controls(self.say, "Show the next step")
        changed = _changed(start, _texts(steps.now, start))
        parts = tuple(
            (key, f"{words}{_count(sum(field in changed for field in fields))}")
            for key, (words, fields) in PARTS.items()
        )
        part = Options("part", "Look at, and change", parts, "pain")
        lists = [_list(start, field, field in changed) for field in PARTS[values[part]][1]]
        return (
            self.start,
            part,
            *(steps.now.of(each) for each in lists),
            steps.begin_again("Back to how it started"),
        )

    def screen(self, values: Values) -> Screen:
        """The patient first; after the learner's step, the gate's."""
        start = values[self.start]
        steps = Steps(values, start)
        said, empty = steps.committed(self.say)
        patient = Passage("The patient", (_stem(start),))
        if not said:
            return Screen(
                "Say which step comes first, then see what this course would do next.",
                lead=(patient,),
                message=Message("note", EMPTY) if empty else None,
            )
        texts = _texts(steps.now, start)
        decision = decide(_findings(texts))
        readouts = tuple(
            Readout(label, text, cited(claim)[0])
            for label, text, claim in criteria_readouts(decision)
        )
        changed = Passage("Changed from the start", (_changes(_changed(start, texts)),))
        return Screen(
            gate_sentence(decision),
            readouts=readouts,
            passages=gate_passages(decision),
            lead=(patient, _first_answer(said, start), changed),
        )


def _patients() -> Mapping[str, WorkedPatient]:
    """Those to start from; none where their file has a mistake."""
    try:
        return load_patients()
    except LeftOut:
        return {}


def _first_answer(said: str, start: str) -> Passage:
    """The learner's step beside the gate's, for the patient as he was at the start."""
    started = decide(_known(start))
    same = said == started.step and not (started.also or started.emergency)
    due = said in (started.step, *started.also)
    verdict = (
        "This course says the same."
        if same
        else f"{'That is due. ' if due else ''}This course says: {steps_in_words(started)}."
    )
    words = f"You said: {STEP_WORDS[said]}. {verdict}"
    return Passage("Your first answer", (words,), "good" if due else "caution")


def _list(start: str, field: str, is_changed: bool = False) -> Choice:
    """The list of one finding, which opens with what is known at the start."""
    label = f"{FIELD_WORDS[field]}{' (changed)' if is_changed else ''}"
    return Choice(field, label, value_options(field), _text(_known(start), field))


def _known(start: str) -> Findings:
    return Findings() if start == "unknown" else load_patients()[start].findings


def _stem(start: str) -> str:
    return (
        "An adult with cancer pain. Nobody has written anything down."
        if start == "unknown"
        else load_patients()[start].story
    )


def _text(findings: Findings, field: str) -> str:
    if field != "age_years":
        return str(getattr(findings, field))
    if findings.age_years is None:
        return "unknown"
    return "adult" if findings.age_years >= load().limits["age_years"].value else "child"


def _texts(now: Steps, start: str) -> dict[str, str]:
    """Each finding as the lists have it, or as it was at the start."""
    return {field: now.answer(_list(start, field)) for field in FIELD_WORDS}


def _changed(start: str, texts: dict[str, str]) -> dict[str, str]:
    """The findings that are not as they were at the start, in words."""
    return {
        field: dict(value_options(field))[text]
        for field, text in texts.items()
        if text != _text(_known(start), field)
    }


def _findings(texts: dict[str, str]) -> Findings:
    return Findings(**{**texts, "age_years": AGE_YEARS[texts["age_years"]]})


def _changes(changed: dict[str, str]) -> str:
    listed = [f"{FIELD_WORDS[field]}: {words}" for field, words in changed.items()]
    return f"{'; '.join(listed)}." if listed else "Nothing yet."


def _count(changed: int) -> str:
    return f" ({changed} changed)" if changed else ""
