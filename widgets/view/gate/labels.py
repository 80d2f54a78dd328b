"""What the gate is called on a screen: steps, findings, values, parts and criteria."""

from collections.abc import Mapping

from evidence import WhenAsked
from widgets.model.gate import CONTRAINDICATIONS, STEPS, Findings, load_criteria

STEP_WORDS = {
    "optimise_opioid": "First line: get the opioid right",
    "treat_cause": "The cause: ask about the cord, then radiotherapy, a bone agent or a steroid",
    "add_adjuvant": "Second line: add an adjuvant for neuropathic pain",
    "third_line": "Third line: rotation, methadone with a specialist, or an intervention",
    "ketamine_trial": "A ketamine trial may be discussed",
    "not_ketamine": "Not ketamine",
}
# The same in one sentence: a step alone, and a step beside another.
NEXT_WORDS = {
    "optimise_opioid": ("get the opioid right", "the opioid"),
    "treat_cause": ("treat the cause", "the cause"),
    "add_adjuvant": ("add an adjuvant for neuropathic pain", "an adjuvant"),
    "third_line": ("the third line, with a specialist", "the third line"),
}
CLOSED_OPTION = {
    "not_ketamine": "None: ketamine is ruled out here"
}  # as an answer to "which step?"
STEP_OPTIONS = tuple((step, CLOSED_OPTION.get(step, STEP_WORDS[step])) for step in STEPS)
STEP_FINDINGS: Mapping[str, set[str]] = WhenAsked(
    lambda: {
        step: {each.id for each in load_criteria().ladder if each.step == step} for step in STEPS
    }
)
_OWN_WORDS = {
    "pain_type": "Kind of pain",
    "pain_severity": "Severity, on average over the day",
    "cord_compression": "New cord or nerve compression suspected",
    "opioid": "Regular opioid",
    "opioid_adequacy": "Opioid dose",
    "opioid_duration": "Time on the opioid",
    "cause_treatment": "Treatment of the cause",
    "adjuvant": "Adjuvant for neuropathic pain",
    "adjuvant_adequacy": "Adjuvant dose",
    "adjuvant_duration": "Time on the adjuvant",
    "opioid_rotation": "Opioid rotation",
    "methadone": "Methadone",
    "specialist_consulted": "Pain or palliative specialist consulted",
    "intervention": "Nerve block or intrathecal delivery",
    "sensitisation_signs": "Signs of central sensitisation",
    "substance_misuse": "Active substance misuse (a caution)",
    "age_years": "Age",
    "earlier_ketamine": "Ketamine before",
    "setting": "Place",
    "monitoring": "Monitoring",
    "consent": "Consent to an unproven treatment",
    "stop_rule": "Stop rule",
}
FIELD_WORDS: Mapping[str, str] = WhenAsked(
    lambda: _OWN_WORDS | {n: e.words[0].upper() + e.words[1:] for n, e in CONTRAINDICATIONS.items()}
)
VALUE_WORDS = {
    "unknown": "not known",
    "adequate": "raised to relief or toxicity",
    "inadequate": "not raised far enough",
    "long_enough": "long enough to judge",
    "too_short": "too short to judge",
    "not_done": "not done",
    "failed": "tried, and failed",
    "unsuitable": "ruled out for this patient",
    "not_considered": "not considered",
    "anticonvulsant": "gabapentin or pregabalin",
    "antidepressant": "duloxetine or a tricyclic",
    "both": "one of each",
    "appropriate": "possible and not yet done",
    "inappropriate": "inappropriate for this patient",
    "declined": "offered and declined",
    "no_benefit": "given, without benefit",
    "specialist_unit": "specialist unit",
    "ward_with_pain_service": "ward with a pain service",
    "ward_alone": "ward without specialists",
    "not_planned": "not planned",
    "not_given": "not given",
    "not_agreed": "not agreed",
    "postoperative": "after surgery",
    "under_way": "under way, too early to judge",
    "psychiatry_agrees": "present, and psychiatry agrees",
}
OUTSIDE = {"pain_type": "pain after surgery", "pain_severity": "mild pain or none"}
AGES = (("adult", "an adult"), ("child", "a child"), ("unknown", "not known"))
_BEFORE_DOORS = {
    "pain": (
        "Pain and opioid",
        (
            "pain_type",
            "pain_severity",
            "cord_compression",
            "opioid",
            "opioid_adequacy",
            "opioid_duration",
        ),
    ),
    "steps": (
        "The cause, second and third line",
        (
            "cause_treatment",
            "adjuvant",
            "adjuvant_adequacy",
            "adjuvant_duration",
            "opioid_rotation",
            "methadone",
            "specialist_consulted",
            "intervention",
            "sensitisation_signs",
        ),
    ),
}
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = WhenAsked(
    lambda: {
        **_BEFORE_DOORS,
        "doors": ("Contraindications, and a caution", (*CONTRAINDICATIONS, "substance_misuse")),
        "place": (
            "Person, place and plan",
            ("age_years", "earlier_ketamine", "setting", "monitoring", "consent", "stop_rule"),
        ),
    }
)
CRITERIA = (
    (
        "1 Refractory to optimised opioids",
        ("opioid", "opioid_adequacy", "opioid_duration", "opioid_rotation"),
        "C09",
    ),
    ("2 Adjuvants failed", ("adjuvant", "adjuvant_adequacy", "adjuvant_duration"), "C10"),
    ("3 Central sensitisation", ("sensitisation_signs",), "C11"),
    ("4 Invasive procedures inappropriate", ("intervention",), "C12"),
)


def value_words(value: str) -> str:
    """A value of a finding as a learner reads it."""
    return VALUE_WORDS.get(value, value.replace("_", " "))


def value_options(name: str) -> tuple[tuple[str, str], ...]:
    """The values that a finding can have, for a list."""
    if name == "age_years":
        return AGES
    return tuple(
        (str(value), value_words(value)) for value in Findings.__dataclass_fields__[name].type
    )
