"""The kinds of record that the evidence holds: one frozen dataclass for each.

A field carries its own rule (what it may hold, whether it must be there, whether it is ever
shown), so that the loader checks and the tests walk the same declaration.

A record that was recalled or not found keeps its words in `withheld`, and its `wording` is empty:
no page can state it by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .measured import Arm, Counts, Effect, Measured, Quantity
from .rules import (
    CARE_SETTINGS,
    DEPTHS,
    LIMIT_STATUSES,
    POOLABLE,
    RECORD_UNITS,
    ROOMS,
    STATUSES,
    VERDICTS,
    choice,
    ids,
    never_shown,
    number,
    optional_text,
    rule,
    text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication or page, how deep it was read, and what of it was seen.

    `seen_at` is the evidence trail (where the text was read, often a copy) and is never shown.
    By `check_by` somebody looks whether it has changed; `make stale` lists what is due.
    What is `machine_written` can back nothing: the loader refuses a record that names it.
    """

    id: str = rule("id")
    short: str = text()
    citation: str = text()
    year: str = text()
    doi: str = rule("doi", default="")
    pmid: str = rule("pmid", default="")
    page: str = rule("link", default="")
    depth: str = choice(DEPTHS)
    seen: str = text()
    seen_at: str = never_shown()
    check_by: date = rule("day")
    machine_written: bool = rule("flag", default=False)
    note: str = optional_text()
    memory_note: str = never_shown()

    @property
    def link(self) -> str:
        """The address to show: DOI, else PubMed, else the publisher's own page, else none ("")."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text that the course started from: what it is, what was done with it, what was seen.

    It is a record of where the statements came from, and backs none of them.
    """

    id: str = rule("id")
    what: str = text()
    done: str = text()
    seen: str = text()
    unseen: str = text()
    sources: tuple[str, ...] = ids("sources", machine_written=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference number of the source document and what it most probably is."""

    id: str = rule("id")
    most_probable: str = text()
    confidence: str = text()
    sources: tuple[str, ...] = ids("sources", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of the source document, and what the literature says about it.

    `source_line` is "L2" and so on, or "none" for what the document leaves out.
    """

    id: str = rule("id")
    source_line: str = rule("line")
    references: tuple[str, ...] = ids("references")
    says: str = text()
    verdict: str = choice(VERDICTS)
    finding: str = text()
    teach: str = text()
    sources: tuple[str, ...] = ids("sources")
    memory_note: str = never_shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial, cohort or audit, with its counts and effects as numbers.

    `quantities` are the numbers of the regimen, where the course draws it; `raised_only_if` is the
    condition on each step, without which the regimen may not be told.
    """

    id: str = rule("id")
    name: str = text()
    sources: tuple[str, ...] = ids("sources")
    design: str = text()
    population: str = text()
    regimen: str = text()
    raised_only_if: str = optional_text()
    outcome: str = text()
    wording: str = optional_text()
    withheld: str = never_shown()
    secondary: str = optional_text()
    adverse_events: str = text()
    risk_of_bias: str = text()
    note: str = optional_text()
    poolable: str = choice(POOLABLE)
    status: str = choice(STATUSES)
    disagrees: str = optional_text()
    arms: tuple[Arm, ...] = rule("parts", of=Arm, default=())
    counts: tuple[Counts, ...] = rule("parts", of=Counts, default=())
    effects: tuple[Effect, ...] = rule("parts", of=Effect, default=())
    quantities: tuple[Quantity, ...] = rule("parts", of=Quantity, default=())
    memory_note: str = never_shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review and what it found."""

    id: str = rule("id")
    name: str = text()
    sources: tuple[str, ...] = ids("sources")
    wording: str = optional_text()
    withheld: str = never_shown()
    status: str = choice(STATUSES)
    disagrees: str = optional_text()
    quantities: tuple[Quantity, ...] = rule("parts", of=Quantity, default=())
    memory_note: str = never_shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """One statement of one guideline; `grade` is the source's own, or says that none was seen."""

    id: str = rule("id")
    name: str = text()
    sources: tuple[str, ...] = ids("sources")
    wording: str = optional_text()
    withheld: str = never_shown()
    grade: str = text()
    status: str = choice(STATUSES)
    disagrees: str = optional_text()
    memory_note: str = never_shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact in one room (safety, mechanism, optimisation, test_bolus, pharmacokinetics)."""

    id: str = rule("id")
    room: str = choice(ROOMS)
    topic: str = text()
    wording: str = optional_text()
    withheld: str = never_shown()
    sources: tuple[str, ...] = ids("sources")
    status: str = choice(STATUSES)
    disagrees: str = optional_text()
    quantities: tuple[Quantity, ...] = rule("parts", of=Quantity, default=())
    memory_note: str = never_shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Measured):
    """A dose limit in its setting: `value`, or `low` to `high`, or `steps`, in `unit`.

    `strict` means that the limit itself is already too much ("less than", not "at most"); `hard`
    that nothing above it is ever accepted, not from a local protocol either.
    """

    id: str = rule("id")
    label: str = text()
    value: float | None = number()
    low: float | None = number()
    high: float | None = number()
    steps: tuple[float, ...] = rule("numbers", default=())
    unit: str = choice(RECORD_UNITS)
    setting: str = choice(CARE_SETTINGS)
    route: str = optional_text()
    strict: bool = rule("flag", default=False)
    hard: bool = rule("flag", default=False)
    claims: tuple[str, ...] = ids("claims", default=())
    sources: tuple[str, ...] = ids("sources", default=())
    status: str = choice(LIMIT_STATUSES)
    disagrees: str = optional_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A learning objective and the lines of the source document that it covers."""

    id: str = rule("id")
    wording: str = text()
    lines: tuple[str, ...] = rule("lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What only a clinician can settle: the question, what hangs on it, the claims it touches."""

    id: str = rule("id")
    wording: str = text()
    matters: str = text()
    claims: tuple[str, ...] = ids("claims", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """What the sources support for watching a patient in one setting."""

    id: str = rule("id")
    setting: str = text()
    wording: str = optional_text()
    withheld: str = never_shown()
    status: str = choice(STATUSES)
    sources: tuple[str, ...] = ids("sources")
    disagrees: str = optional_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A published medication incident to learn from."""

    id: str = rule("id")
    topic: str = text()
    wording: str = optional_text()
    withheld: str = never_shown()
    sources: tuple[str, ...] = ids("sources")
    status: str = choice(STATUSES)
    quantities: tuple[Quantity, ...] = rule("parts", of=Quantity, default=())
    memory_note: str = never_shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What the simulator takes for granted where no source gives it; `wording` is shown with it.

    `status` is "course" for the course's own choice, "derived" for what was rounded from sources.
    """

    id: str = rule("id")
    label: str = text()
    wording: str = text()
    sources: tuple[str, ...] = ids("sources", default=())
    status: str = choice(LIMIT_STATUSES)
    quantities: tuple[Quantity, ...] = rule("parts", of=Quantity)

    def amount(self, name: str) -> float:
        """The value of the quantity of this name, in its own unit; KeyError if there is none."""
        for each in self.quantities:
            if each.name == name and each.value is not None:
                return each.value
        raise KeyError(f"the assumption {self.id} has no value of {name!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A published kinetic model: parameters are floats whose keys end in their unit.

    `quantities` are numbers that the paper prints beside its model, such as a pooled mean.
    """

    id: str = rule("id")
    name: str = text()
    drug: str = text()
    routes: tuple[str, ...] = rule("texts")
    structure: str = text()
    status: str = choice(STATUSES)
    seen_in: str = text()
    population: str = text()
    sampling: str = text()
    sources: tuple[str, ...] = ids("sources")
    not_for: str = text()
    role: str = text()
    caveats: tuple[str, ...] = rule("texts", rendered=True)
    quantities: tuple[Quantity, ...] = rule("parts", of=Quantity, default=())
    scaling: Mapping[str, float] | str = rule("scaling")
    parameters: Mapping[str, float] = rule("parameters")
    ke0_per_min: float | None = number()
