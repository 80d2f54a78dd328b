"""Consent, target, time limit and harm limit before the first milligram, then a later course held
against them.
"""

from evidence.numbers import format_number, parse_number
from widgets.model.stop_rule import COURSES, HARMS, LIMITS_H, TARGETS_POINTS, Rule, hold_against
from widgets.view.cited import cited_passage
from widgets.view.screen import Message, Passage, Screen
from widgets.view.stop_rule import (
    ACTION_WORDS,
    course_alt,
    course_picture,
    course_table,
    outcome_passages,
    points_words,
)
from widgets.view.watch import watch_for

from .explorer import Explorer
from .inputs import Action, Checks, Number, Options, Writing

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
        self._agreed: dict[str, tuple[Rule | None, str]] = {}
        super().__init__(
            self._first("0"),
            heading="Stop rule",
            watermark="Made-up people. Target and limits are agreements, not findings: the "
            "course prescribes none.",
            aside=watch_for(),
        )

    def _first(self, run: str):
        return [
            Writing(
                f"consent~{run}",
                "Consent: what you tell the patient, in two sentences",
                "Say that the benefit is unproven, and when it ends.",
            ),
            Number(
                "target", "Response: pain must fall by", "points of 10", *TARGETS_POINTS, 1, "1"
            ),
            Number("limit", "Time limit", "h", *LIMITS_H, 6, "6"),
            Checks("harms", "Harm limit: any of these ends it", tuple(HARMS.items())),
            Action(f"agree~{run}~{len(self._refusals(run))}", "Agree, and let time pass"),
        ]

    def _refusals(self, run: str) -> list[str]:
        return [
            key
            for key, (rule, _) in self._agreed.items()
            if rule is None and key.startswith(f"agree~{run}~")
        ]

    def _then(self, run: str):
        patients = tuple((course.id, course.label) for course in COURSES.values())
        again = Action("again", "Write another rule", press=str(int(run) + 1))
        return [Options(f"who~{run}", "Whose later course", patients, "anna"), again]

    def screen(self, values: dict[str, str]) -> Screen:
        """The form; once agreed, a later course against the rule."""
        run = values.get("again") or "0"
        rule, problem = self._rule(run, values)
        lead = (cited_passage("Before the first milligram", (LEAD,), "C35"),)
        if rule is None:
            message = Message("stop", problem) if problem else None
            return Screen(
                "Before the first milligram: consent, a response target, a time limit, a harm "
                "limit.",
                controls=tuple(self._first(run)),
                lead=lead,
                message=message,
            )
        course = COURSES.get(values.get(f"who~{run}") or "anna", COURSES["anna"])
        outcome = hold_against(rule, course)
        agreed = (
            f"Pain lower by {points_words(rule.target_points)} within "
            f"{format_number(rule.limit_h)} h.",
            "It ends at any of these: "
            + "; ".join(HARMS[harm].lower() for harm in rule.harms)
            + ".",
        )
        return Screen(
            f"{course.label}, hour {format_number(outcome.at_h)}: by your rule, "
            f"{ACTION_WORDS[outcome.action]}.",
            alt=course_alt(rule, course),
            picture=course_picture(rule, course),
            table=course_table(rule, course),
            controls=tuple(self._then(run)),
            lead=(Passage("What was agreed", agreed),),
            passages=outcome_passages(rule, course, outcome),
        )

    def _rule(self, run: str, values) -> tuple[Rule | None, str]:
        """The rule as it stood when it was agreed, or what it lacks; a press counts once."""
        for key, (rule, _) in self._agreed.items():
            if key.startswith(f"agree~{run}~") and rule is not None:
                return rule, ""
        key = f"agree~{run}~{len(self._refusals(run))}"
        if values.get(key) != "yes":
            refused = self._refusals(run)
            return None, self._agreed[refused[-1]][1] if refused else ""
        try:
            written = values.get(f"consent~{run}", "")
            if not written.isdigit() or int(written) < SHORTEST_CONSENT:
                raise ValueError(
                    f"The consent must be at least {SHORTEST_CONSENT} characters, got "
                    f"{written or '0'}: say it in two sentences."
                )
            harms = tuple(values["harms"].split())
            self._agreed[key] = (
                Rule(parse_number(values["target"]), parse_number(values["limit"]), harms),
                "",
            )
            return self._agreed[key][0], ""
        except ValueError as problem:
            self._agreed[key] = (None, str(problem))
            return None, str(problem)
