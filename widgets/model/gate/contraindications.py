"""Who must not be given ketamine, who only with a caution, and which text says so."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Contraindication(NamedTuple):
    """A reason not to give ketamine: its words, the claim or fact behind it, and who names it.

    `opens` says what would open the gate again, where that is not simply that it has been treated
    and is gone. `now` is what it asks for at once, whatever the step is ("" if nothing).
    """

    words: str
    claim: str
    origin: str
    opens: str = ""
    now: str = ""


class Caution(NamedTuple):
    """What does not close the gate and has to be said: the value of the finding that it goes with,
    its words, the claim or fact behind it, who names it, and what to do.
    """

    value: str
    words: str
    claim: str
    origin: str
    does: str


SOURCE = "source document"
UK_TEXT = "one national UK text, not the source document"
LABEL = "the label, not the source document"

CONTRAINDICATIONS: Mapping[str, Contraindication] = MappingProxyType(
    {
        "uncontrolled_cardiovascular_disease": Contraindication(
            "uncontrolled cardiovascular disease",
            "C23a",
            SOURCE,
            "Only if it improves and is controlled, and with the cardiologist and a specialist, is "
            "the gate run again.",
            "Call the cardiologist today; with chest pain or breathlessness at rest it is an "
            "emergency, now.",
        ),
        "pregnancy": Contraindication(
            "pregnancy", "C23b", SOURCE, "Nothing here: the obstetric team decides with you."
        ),
        "active_psychosis": Contraindication(
            "active psychosis", "C23c", SOURCE, now="Psychiatry hears of it today."
        ),
        "severe_liver_dysfunction": Contraindication(
            "severe liver dysfunction",
            "C23d",
            SOURCE,
            "Only if the liver recovers, and with a specialist, is the gate run again.",
        ),
        "raised_intracranial_pressure": Contraindication(
            "raised pressure in the skull",
            "C23e",
            SOURCE,
            now="An emergency of its own: the team that treats the pressure, tonight.",
        ),
        "raised_intraocular_pressure": Contraindication(
            "raised pressure in the eye",
            "C23e",
            SOURCE,
            now="An emergency of its own: an ophthalmologist, now.",
        ),
        "past_psychosis": Contraindication(
            "a history of psychosis",
            "F-C06",
            UK_TEXT,
            "Ask psychiatry. Once psychiatry has seen the patient and agrees, run the gate again.",
        ),
        "hypersensitivity": Contraindication(
            "hypersensitivity to ketamine",
            "C23x",
            LABEL,
            "Nothing: whoever is hypersensitive to ketamine is not given it again.",
        ),
        "recent_seizures": Contraindication(
            "recent seizures",
            "C23x",
            UK_TEXT,
            "Once their cause is known and treated, and they have stopped, run the gate again with "
            "a specialist.",
            "Find out today why the patient has seizures.",
        ),
        "delirium": Contraindication(
            "delirium",
            "C23x",
            UK_TEXT,
            now="Find its cause first, the opioid among them.",
        ),
    }
)

CAUTIONS: Mapping[str, Caution] = MappingProxyType(
    {
        "substance_misuse": Caution(
            "present",
            "active substance misuse",
            "F-C07",
            "a guideline on series of infusions in chronic pain",
            "It does not refuse one trial in hospital. Plan it with whoever treats the misuse: "
            "who holds the drug, what else is taken, no supply to take home.",
        ),
        "past_psychosis": Caution(
            "psychiatry_agrees",
            "a history of psychosis, and psychiatry agrees",
            "F-C06",
            UK_TEXT,
            "Psychiatry knows the date, says what to look for, and is called at the first sign.",
        ),
    }
)
