"""The pathway as data: five stages, each with the steps of the gate that it stands for.

Every sentence is the gate's, the stop rule's or the evidence's own; what a stage is called and how
it leads to the next is written here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence import load, state
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, load_criteria
from widgets.model.gate.contraindications import SOURCE
from widgets.model.gate.criteria import Criterion, Step
from widgets.model.gate.decision import CLOSES_AGAIN
from widgets.model.safety import HARMS
from widgets.view.gate.decision import OWN_STEP
from widgets.view.gate.labels import CRITERIA, FIELD_WORDS, STEP_WORDS, value_words

WIDER = "F-C05"  # what other texts say of criterion 3
DOCUMENT = "Steps and criteria are those of the source document, which is no source."
ONE_CLASS = "one class is enough: this course's rule"


@dataclass(frozen=True)
class Point:
    """One line of a stage; `finding` is what the gate asks about, `source` what the line rests on.

    `finding` is "" where the gate asks nothing, `source` is "course" for the course's own words.
    """

    words: str
    finding: str = ""
    source: str = "course"


@dataclass(frozen=True)
class Group:
    """Points under one heading; `step` is the gate's step while one of them is not met, or ""."""

    heading: str
    points: tuple[Point, ...]
    step: str = ""


@dataclass(frozen=True)
class Stage:
    """One box of the figure: its steps of the gate in order, its groups, and where it leads.

    `leads` is said under the box: what has to be so before the next one.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    groups: tuple[Group, ...]
    leads: str = ""


def pathway() -> tuple[Stage, ...]:
    """The stages in the order of the gate; LeftOut where a file of the gate has a mistake."""
    return (
        Stage(
            "opioid_and_cause",
            "Opioid and cause",
            ("optimise_opioid", "treat_cause"),
            (_ladder_group("optimise_opioid"), _ladder_group("treat_cause")),
        ),
        Stage("adjuvant", "Adjuvant", ("add_adjuvant",), (_ladder_group("add_adjuvant"),)),
        Stage("third_line", "Third line", ("third_line",), (_ladder_group("third_line"),)),
        Stage(
            "gate",
            "Before a trial",
            ("not_ketamine",),
            (_criteria(), *_contraindications()),
            "Anything missing or not known means: not ketamine. Go back to the first step not yet "
            "done.",
        ),
        Stage(
            "trial",
            "Trial, if all is met",
            ("ketamine_trial",),
            (_plan(), _ends(), _harms()),
        ),
    )


def pathway_notes() -> tuple[str, ...]:
    """What is said wherever the figure stands: whose step the cause is, and what is wider."""
    return (
        DOCUMENT,
        f"The cause: {OWN_STEP[0].lower()}{OWN_STEP[1:]}",
        f"Criterion 3: {state(load().facts[WIDER])}",
    )


def _ladder_group(step: Step) -> Group:
    points = tuple(_held(each) for each in load_criteria().ladder if each.step == step)
    return Group(STEP_WORDS[step], points, step)


def _held(criterion: Criterion) -> Point:
    """What a criterion asks, in its own sentence, or as the values that meet it."""
    if not isinstance(criterion.met, Mapping):
        return Point(criterion.met, criterion.id, criterion.source)
    values = [value_words(value) for value in criterion.met_by]
    only = f" ({ONE_CLASS})" if criterion.step == "add_adjuvant" else ""
    words = f"{FIELD_WORDS[criterion.id]}: {_either(values)}{only}."
    return Point(words, criterion.id, criterion.source)


def _either(words: list[str]) -> str:
    """Alternatives that hold commas and "or" themselves, told apart."""
    return words[0] if len(words) == 1 else f"{'; '.join(words[:-1])}; or {words[-1]}"


def _criteria() -> Group:
    """The four criteria as the evidence states them; a finding where the gate asks it only here."""
    claims = load().claims
    here = {each.source: each.id for each in load_criteria().ladder if each.step == "not_ketamine"}
    points = tuple(
        Point(state(claims[claim]), here.get(claim, ""), claim) for _, _, claim in CRITERIA
    )
    return Group("Every criterion of the source document is met", points, "not_ketamine")


def _contraindications() -> Iterator[Group]:
    """Those of the source document, those that other texts add, and what is only a caution."""
    for heading, of_document in (
        ("No contraindication of the source document", True),
        ("None of those that other texts add", False),
    ):
        points = tuple(
            Point(_named(each.words, "" if of_document else each.origin), each.id, each.source)
            for each in CONTRAINDICATIONS.values()
            if (each.origin == SOURCE) == of_document
        )
        yield Group(heading, points, "not_ketamine")
    cautions = [each for name, each in CAUTIONS.items() if name not in CONTRAINDICATIONS]
    yield Group(
        "A caution, not a refusal",
        tuple(Point(f"{_capital(each.words)}.", "", each.source) for each in cautions),
    )


def _named(words: str, origin: str) -> str:
    """A contraindication, with the text that names it where that is not the source document."""
    return f"{_capital(words)} ({origin})." if origin else f"{_capital(words)}."


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _plan() -> Group:
    points = tuple(_held(each) for each in load_criteria().safeguards)
    return Group("Before the first dose", points, "not_ketamine")


def _ends() -> Group:
    heading = "What ends the trial"
    return Group(heading, tuple(Point(each) for each in CLOSES_AGAIN))


def _harms() -> Group:
    heading = "Harms that a stop rule may name"
    return Group(heading, tuple(Point(f"{words}.") for words in HARMS.values()))
