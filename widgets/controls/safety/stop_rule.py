"""Consent, target, time limit and harm limit before the first milligram, then a later course held
against them.
"""

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Checks, Choice, Options, Writing
from widgets.controls.kinetics.lab_controls import PEOPLE, racemic_models
from widgets.model.kinetics.curve import DEFAULT_MODEL
from widgets.model.safety.stop_rule import (
    COURSES,
    HARMS,
    LIMIT_CHOICES_H,
    TARGET_CHOICES_POINTS,
    Rule,
    hold_against,
)
from widgets.view.cited import cited_passage
from widgets.view.safety.stop_rule import (
    course_alt,
    course_picture,
    course_table,
    outcome_passages,
    outcome_sentence,
    points_words,
    rule_words,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Passage, Screen

SHORTEST_CONSENT = 60  # characters: two short sentences
LEAD = (
    "A made-up adult has come through the gate. Nothing has been given yet. Write what holds "
    "before the first milligram."
)


class StopRule(Explorer):
    """Write the rule, agree to it, and see four made-up patients live with it; an agreed rule
    cannot be changed.
    """

    def __init__(self):
        self._agreed: dict[str, Rule] = {}
        super().__init__(
            self._first("0"),
            heading="Stop rule",
            watermark="Made-up people. Target and limits are agreements, not findings: the "
            "course prescribes none.",
            aside=list(watch_for()),
        )

    def _first(self, run: str):
        """The form; what was written for one rule stands in the form of the next."""
        return [
            Writing(
                "consent",
                "Consent: what you tell the patient, in two sentences",
                "Say that the benefit is unproven, and when it ends.",
            ),
            Choice(
                "target",
                "Response: pain of 10 must fall by",
                tuple((str(points), points_words(points)) for points in TARGET_CHOICES_POINTS),
            ),
            Choice(
                "limit",
                "Time limit: by then it must have fallen",
                tuple((str(hours), f"{hours} h") for hours in LIMIT_CHOICES_H),
            ),
            Checks("harms", "Harm limit: any of these ends it", tuple(HARMS.items())),
            Action(f"agree~{run}", "Agree, and let time pass", again=True),
        ]

    def _then(self, run: str):
        patients = tuple((course.id, course.label) for course in COURSES.values())
        again = Action("again", "Start again with a new patient", press=str(int(run) + 1))
        return [
            Options(f"who~{run}", "Whose later course", patients, "anna"),
            Choice("people", "The level: people differ as", PEOPLE, "patient"),
            Choice("model", "The level: model", racemic_models(), DEFAULT_MODEL),
            again,
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The form; once agreed, a later course against the rule."""
        run = values.get("again") or "0"
        lead = (cited_passage("Before the first milligram", (LEAD,), "C35"),)
        faults = () if run in self._agreed else _faults(values)
        if run not in self._agreed and (faults or values.get(f"agree~{run}") != "yes"):
            pressed = values.get(f"agree~{run}") == "yes"
            return Screen(
                "Before the first milligram: consent, a response target, a time limit, a harm "
                "limit.",
                controls=tuple(self._first(run)),
                lead=lead,
                message=Message("stop", " ".join(faults)) if pressed else None,
            )
        rule = self._agreed[run] if run in self._agreed else _rule(values)
        self._agreed[run] = rule
        course = COURSES.get(values.get(f"who~{run}") or "anna", COURSES["anna"])
        outcome = hold_against(rule, course)
        agreed = (
            rule_words(rule),
            "It ends at any of these: "
            + "; ".join(HARMS[harm].lower() for harm in rule.harms)
            + ".",
        )
        return Screen(
            outcome_sentence(course, outcome),
            alt=course_alt(rule, course),
            picture=course_picture(rule, course),
            table=course_table(rule, course),
            controls=tuple(self._then(run)),
            lead=(Passage("What was agreed", agreed),),
            passages=outcome_passages(
                rule,
                course,
                outcome,
                values.get("model") or DEFAULT_MODEL,
                values.get("people") or "patient",
            ),
        )


def _faults(values) -> tuple[str, ...]:
    """Everything that the form still lacks, each with the name of its field."""
    written, found = values.get("consent", ""), []
    if not written.isdigit() or int(written) < SHORTEST_CONSENT:
        found.append(
            f"Consent: at least {SHORTEST_CONSENT} characters, got "
            f"{written if written.isdigit() else 0}; say it in two sentences."
        )
    if not values.get("target"):
        found.append("Response: choose how far pain must fall.")
    if not values.get("limit"):
        found.append("Time limit: choose an hour.")
    if not values.get("harms"):
        found.append("Harm limit: choose at least one, or nothing but time ends this.")
    return tuple(found)


def _rule(values) -> Rule:
    return Rule(float(values["target"]), float(values["limit"]), tuple(values["harms"].split()))
