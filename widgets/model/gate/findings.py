"""What is known about one made-up patient: each finding with its values, and "unknown" as one of
them.
"""

import reprlib
from dataclasses import Field, dataclass, fields
from enum import StrEnum
from numbers import Real
from typing import Any

from evidence import load
from evidence.errors import LearnerError
from widgets.model.gate.contraindications import CONTRAINDICATIONS, SOURCE, Contraindication

__all__ = ["CONTRAINDICATIONS", "SOURCE", "Contraindication", "Findings", "FindingsError"]

OLDEST_YEARS = 120


class FindingsError(LearnerError):
    """A finding was given a value that it cannot have; the sentence names both."""


class PainType(StrEnum):
    """What kind of pain: "postoperative" is pain after surgery, which is not cancer pain."""

    NOCICEPTIVE = "nociceptive"
    NEUROPATHIC = "neuropathic"
    MIXED = "mixed"
    POSTOPERATIVE = "postoperative"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How bad the pain is on average over the day, as the patient rates it."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    UNKNOWN = "unknown"


class Opioid(StrEnum):
    """The strongest opioid given regularly."""

    NONE = "none"
    WEAK = "weak"
    STRONG = "strong"
    UNKNOWN = "unknown"


class Adequacy(StrEnum):
    """Whether the dose was high enough; "adequate": raised until it helped or until adverse
    effects set the limit.
    """

    ADEQUATE = "adequate"
    INADEQUATE = "inadequate"
    UNKNOWN = "unknown"


class Duration(StrEnum):
    """Whether it was given long enough to judge."""

    LONG_ENOUGH = "long_enough"
    TOO_SHORT = "too_short"
    UNKNOWN = "unknown"


class Done(StrEnum):
    """Whether a step was taken."""

    DONE = "done"
    NOT_DONE = "not_done"
    UNKNOWN = "unknown"


class Methadone(StrEnum):
    """Tried and "failed"; "unsuitable": ruled out; "not_considered": nobody asked."""

    FAILED = "failed"
    UNSUITABLE = "unsuitable"
    NOT_CONSIDERED = "not_considered"
    UNKNOWN = "unknown"


class YesNo(StrEnum):
    """A plain question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Adjuvant(StrEnum):
    """What was given; "anticonvulsant": gabapentin or pregabalin; "antidepressant": duloxetine or
    a tricyclic; "unsuitable": every one of them was ruled out.
    """

    NONE = "none"
    ANTICONVULSANT = "anticonvulsant"
    ANTIDEPRESSANT = "antidepressant"
    BOTH = "both"
    UNSUITABLE = "unsuitable"
    UNKNOWN = "unknown"


class Intervention(StrEnum):
    """A nerve block, intrathecal delivery or the like: "appropriate" is possible, not yet done."""

    APPROPRIATE = "appropriate"
    INAPPROPRIATE = "inappropriate"
    DECLINED = "declined"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Presence(StrEnum):
    """A sign or a contraindication; what was not looked for is "unknown", never "absent"."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class CauseTreatment(StrEnum):
    """What was aimed at the cause of the pain: radiotherapy, a bone agent, a steroid, an
    anti-inflammatory medicine, anticancer treatment.

    "done": given, and the pain stayed; "under_way": booked, or too early to judge; "unsuitable":
    looked at, and ruled out; "not_considered": nobody asked.
    """

    DONE = "done"
    UNSUITABLE = "unsuitable"
    DECLINED = "declined"
    UNDER_WAY = "under_way"
    NOT_CONSIDERED = "not_considered"
    UNKNOWN = "unknown"


class PastPsychosis(StrEnum):
    """A history of psychosis; "psychiatry_agrees": present, psychiatry was asked, and agrees."""

    PRESENT = "present"
    ABSENT = "absent"
    PSYCHIATRY_AGREES = "psychiatry_agrees"
    UNKNOWN = "unknown"


class EarlierKetamine(StrEnum):
    """What ketamine did for this pain before, a test bolus included."""

    NONE = "none"
    HELPED = "helped"
    NO_BENEFIT = "no_benefit"
    HARMED = "harmed"
    UNKNOWN = "unknown"


class Setting(StrEnum):
    """Where ketamine would be given."""

    SPECIALIST_UNIT = "specialist_unit"
    WARD_WITH_PAIN_SERVICE = "ward_with_pain_service"
    WARD_ALONE = "ward_alone"
    HOME = "home"
    UNKNOWN = "unknown"


class MonitoringPlanned(StrEnum):
    """Whether a monitoring plan stands before the first dose."""

    PLANNED = "planned"
    NOT_PLANNED = "not_planned"
    UNKNOWN = "unknown"


class Consent(StrEnum):
    """Whether the patient agreed, knowing that the benefit is unproven."""

    GIVEN = "given"
    NOT_GIVEN = "not_given"
    UNKNOWN = "unknown"


class StopRuleAgreed(StrEnum):
    """Whether a response target, a time limit and a harm limit were agreed."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Findings:
    """A made-up patient, one field for each finding; a field left out is unknown.

    Every value is one of the texts of its enumeration (such as "present", "absent", "unknown");
    True and False stand for present or yes and absent or no, None for unknown. `age_years` is a
    number of years from 0 to 120, or None for unknown. `cord_compression`: whether a new
    compression of the cord or of nerve roots is suspected. Raises FindingsError for anything else.
    """

    pain_type: PainType = PainType.UNKNOWN
    pain_severity: Severity = Severity.UNKNOWN
    cord_compression: Presence = Presence.UNKNOWN
    opioid: Opioid = Opioid.UNKNOWN
    opioid_adequacy: Adequacy = Adequacy.UNKNOWN
    opioid_duration: Duration = Duration.UNKNOWN
    cause_treatment: CauseTreatment = CauseTreatment.UNKNOWN
    adjuvant: Adjuvant = Adjuvant.UNKNOWN
    adjuvant_adequacy: Adequacy = Adequacy.UNKNOWN
    adjuvant_duration: Duration = Duration.UNKNOWN
    opioid_rotation: Done = Done.UNKNOWN
    methadone: Methadone = Methadone.UNKNOWN
    specialist_consulted: YesNo = YesNo.UNKNOWN
    intervention: Intervention = Intervention.UNKNOWN
    sensitisation_signs: Presence = Presence.UNKNOWN
    uncontrolled_cardiovascular_disease: Presence = Presence.UNKNOWN
    pregnancy: Presence = Presence.UNKNOWN
    active_psychosis: Presence = Presence.UNKNOWN
    severe_liver_dysfunction: Presence = Presence.UNKNOWN
    raised_intracranial_pressure: Presence = Presence.UNKNOWN
    raised_intraocular_pressure: Presence = Presence.UNKNOWN
    past_psychosis: PastPsychosis = PastPsychosis.UNKNOWN
    hypersensitivity: Presence = Presence.UNKNOWN
    recent_seizures: Presence = Presence.UNKNOWN
    delirium: Presence = Presence.UNKNOWN
    substance_misuse: Presence = Presence.UNKNOWN
    age_years: float | None = None
    earlier_ketamine: EarlierKetamine = EarlierKetamine.UNKNOWN
    setting: Setting = Setting.UNKNOWN
    monitoring: MonitoringPlanned = MonitoringPlanned.UNKNOWN
    consent: Consent = Consent.UNKNOWN
    stop_rule: StopRuleAgreed = StopRuleAgreed.UNKNOWN

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            read = _age if each.name == "age_years" else _listed
            object.__setattr__(self, each.name, read(each, value))


def values_of(field: Field[Any]) -> tuple[StrEnum, ...]:
    """The values that a field of Findings may have; none for the age, which is a number."""
    kind = field.type
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()


def values_of_finding(name: str) -> tuple[str | float, ...]:
    """The values that the finding `name` may have, "unknown" left out; of the age, which is a
    number, one year below the limit of the gate, and the limit itself.

    Raises FindingsError for a name that is no finding.
    """
    found = next((each for each in fields(Findings) if each.name == name), None)
    if found is None:
        raise FindingsError(
            f"a finding must be one of {', '.join(each.name for each in fields(Findings))}, "
            f"got {name!r}"
        )
    if name == "age_years":
        grown = load().limits["age_years"].amount
        return (grown - 1, grown)
    return tuple(str(each) for each in values_of(found) if each != "unknown")


def _listed(field: Field[Any], value: object) -> StrEnum:
    kind: Any = field.type
    listed = values_of(field)
    if value is None:
        value = "unknown"
    if isinstance(value, bool) and kind in (Presence, PastPsychosis, YesNo):
        value = listed[0 if value else 1]
    if not isinstance(value, str) or value not in listed:
        told = str(value) if isinstance(value, StrEnum) else value
        raise FindingsError(
            f"{field.name} must be one of {', '.join(listed)}, got {reprlib.repr(told)}"
        )
    found: StrEnum = kind(value)
    return found


def _age(field: Field[Any], value: Any) -> float | None:
    if value is None or (isinstance(value, str) and value == "unknown"):
        return None
    is_number = isinstance(value, Real) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= OLDEST_YEARS:  # NaN and infinity fail the comparison
        raise FindingsError(
            f"{field.name} must be a number of years from 0 to {OLDEST_YEARS}, or None for "
            f"unknown, got {reprlib.repr(value)}"
        )
    return float(value)
