"""Consent, target, time limit and harm limit before the first milligram, then a later course held
against them.
"""

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Checks, Choice, Control, Options, Writing
from widgets.controls.kinetics.lab_controls import people_choices, racemic_models
from widgets.controls.steps import Steps
from widgets.controls.values import Values
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
    "An adult meets every criterion for a trial. Nothing has been given yet. Write what holds "
    "before the first milligram."
)


class StopRule(Explorer):
    """Write the rule, agree to it, and see four made-up patients live with it.

    Once a rule is agreed, its form is gone; what was written stands in the form of the next.
    """

    heading = "Stop rule"
    watermark = (
        "Made-up people. Target and limits are agreements, not findings: the course prescribes "
        "none."
    )
    aside = staticmethod(watch_for)
    consent = Writing(
        "consent",
        "Consent: what you tell the patient, in two sentences",
        "Say that the benefit is unproven, and when it ends.",
    )
    target = Choice(
        "target",
        "Response: pain of 10 must fall by",
        tuple((str(points), points_words(points)) for points in TARGET_CHOICES_POINTS),
    )
    limit = Choice(
        "limit",
        "Time limit: by then it must have fallen",
        tuple((str(hours), f"{hours} h") for hours in LIMIT_CHOICES_H),
    )
    agree = Action("agree", "Agree, and let time pass", again=True)

    def __init__(self):
        self.harms = Checks("harms", "Harm limit: any of these ends it", tuple(HARMS.items()))
        differ = "The level: people differ as"
        self.people = Choice("people", differ, people_choices(), "patient")
        patients = tuple((course.id, course.label) for course in COURSES.values())
        self.who = Options("who", "Whose later course", patients, patients[0][0])
        self.model = Choice("model", "The level: model", racemic_models(), DEFAULT_MODEL)

    def answered(self, values: Values) -> dict[str, str]:
        """The first target and limit of the lists, every harm, and consent of the least length."""
        agree = Steps(values).now.of(self.agree)
        return {
            self.consent.name: str(SHORTEST_CONSENT),
            self.target.name: self.target.options[0][0],
            self.limit.name: self.limit.options[0][0],
            self.harms.name: " ".join(HARMS),
            agree.name: agree.press,
        }

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The form until a whole rule is agreed, then whose course is followed."""
        steps = Steps(values)
        if steps.now.pressed(self.agree) and not self._faults(values):
            again = steps.begin_again("Start again with a new patient")
            return steps.now.of(self.who), self.people, self.model, again
        form = (self.consent, self.target, self.limit, self.harms)
        return *form, steps.now.of(self.agree)

    def screen(self, values: Values) -> Screen:
        """The form; once agreed, a later course against the rule."""
        now, faults = Steps(values).now, self._faults(values)
        pressed = now.pressed(self.agree)
        if faults or not pressed:
            return Screen(
                "Before the first milligram: consent, a response target, a time limit, a harm "
                "limit.",
                lead=(cited_passage("Before the first milligram", (LEAD,), "C35"),),
                message=Message("stop", " ".join(faults)) if pressed else None,
            )
        target, limit = float(values[self.target]), float(values[self.limit])
        rule, course = Rule(target, limit, values[self.harms]), COURSES[now.answer(self.who)]
        outcome = hold_against(rule, course)
        ends = "; ".join(HARMS[harm].lower() for harm in rule.harms)
        agreed = (rule_words(rule), f"It ends at any of these: {ends}.")
        model, people = values[self.model], values[self.people]
        return Screen(
            outcome_sentence(course, outcome),
            alt=course_alt(rule, course),
            picture=course_picture(rule, course),
            table=course_table(rule, course),
            lead=(Passage("What was agreed", agreed),),
            passages=outcome_passages(rule, course, outcome, model, people),
        )

    def _faults(self, values: Values) -> tuple[str, ...]:
        """Everything that the form still lacks, each with the name of its field."""
        found, written = [], values[self.consent]
        if written < SHORTEST_CONSENT:
            found.append(
                f"Consent: at least {SHORTEST_CONSENT} characters, got {written}; say it in two "
                "sentences."
            )
        if not values[self.target]:
            found.append("Response: choose how far pain must fall.")
        if not values[self.limit]:
            found.append("Time limit: choose an hour.")
        if not values[self.harms]:
            found.append("Harm limit: choose at least one, or nothing but time ends this.")
        return tuple(found)
