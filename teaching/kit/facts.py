"""What the sheets and slides of the kit say, taken from the evidence, the gate and the stop rule.

Nothing is stated here that the evidence may not state; a number is never typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from evidence import Limit, chip_source, load, state
from evidence.tables import find
from teaching.kit.words import kit_words
from teaching.pathway import WIDER, pathway
from widgets.model.gate.checks import REFER_CHILD
from widgets.view.safety.watch import CONTENT, watch_for

MESSAGE = "C33"  # the sentence to take home
BLINDED_TRIALS = ("T-HARDY2012", "T-FALLON2018")
PITFALLS = "O10"  # the objective whose lines of the source document are the four pitfalls
CANCER, ACUTE, SUPPLY = "cancer pain", "acute pain", "medicine supply"
SETTINGS = {
    CANCER: "Cancer pain",
    ACUTE: "Acute pain: ceilings of another setting, no doses for cancer pain",
    SUPPLY: "The vial: read it twice",
}
# Limits that are one dose line together: the first is named, the others say how often and how much.
JOINED = {"oral_per_dose": ("oral_times_daily", "oral_cap")}
RECORD_IDS = re.compile(r" \((?:(?:claim )?[A-Z]+-?[A-Z0-9]+)\)")  # of no use on paper


@dataclass(frozen=True)
class DoseRow:
    """A limit on paper: what it is for, its amount with unit, its route, and what disagrees."""

    label: str
    amount: str
    route: str
    beside: str


@dataclass(frozen=True)
class Pitfall:
    """One of the pitfalls: what the document says of it, and what stands beside that."""

    says: str
    beside: str
    claim: str


def message() -> str:
    """The sentence to take home."""
    return state(load().claims[MESSAGE])


def trial_sentences() -> tuple[str, ...]:
    """What the two blinded trials found."""
    return tuple(state(load().trials[each]) for each in BLINDED_TRIALS)


def dose_rows(setting: str) -> tuple[DoseRow, ...]:
    """The limits of a setting of `SETTINGS`, in the order of the evidence."""
    told = [each for names in JOINED.values() for each in names]
    return tuple(_dose_row(each) for each in _limits(setting) if each.id not in told)


def _dose_row(limit: Limit) -> DoseRow:
    amount = _amount(limit)
    if limit.id in JOINED:
        often, most = (load().limits[each] for each in JOINED[limit.id])
        amount = f"{amount} a dose, {_amount(often)}, at most {_amount(most)} a dose"
    own = [each.beside for each in kit_words().doses if each.limit == limit.id]
    beside = " ".join([*own, *([limit.disagrees] if limit.disagrees else [])])
    return DoseRow(limit.label, amount, limit.route, RECORD_IDS.sub("", beside))


def _amount(limit: Limit) -> str:
    """The numbers of a limit with their unit, as its sentence writes them."""
    return state(limit).removeprefix(f"{limit.label}: ").removesuffix(".")


def adults_only() -> str:
    """For whom the course gives no dose."""
    return REFER_CHILD.format(years=load().limits["age_years"].amount)


def watch_points() -> tuple[str, ...]:
    """What to watch for in either route of an infusion, each point once."""
    points = (each for route in ("iv", "subcut") for each in watch_for(route)[0]["points"])
    return tuple(dict.fromkeys(point["text"] for point in points))


def more_to_watch() -> tuple[str, ...]:
    """What the kit adds to the watch list: how often, by whom, and the checks before it starts."""
    return tuple(each.says for each in kit_words().watch)


def stop_points() -> tuple[str, ...]:
    """The stop rule, in this course's own words."""
    return tuple(point["text"] for point in watch_for("iv")[1]["points"])


def pitfalls() -> tuple[Pitfall, ...]:
    """The four pitfalls of the source document; one that goes further than its sources is told in
    the kit's own words, as what the document says.

    Raises EvidenceError for a pitfall that may not be stated and has no such words.
    """
    lines = load().objectives[PITFALLS].lines
    own = {each.claim: each for each in kit_words().pitfalls}
    return tuple(
        Pitfall(own[claim.id].says or _without_label(state(claim)), own[claim.id].beside, claim.id)
        for claim in load().claims.values()
        if claim.source_line in lines
    )


def _without_label(says: str) -> str:
    words = says.removeprefix("Pitfall: ")
    return f"{words[0].upper()}{words[1:]}"


def source_ids() -> tuple[str, ...]:
    """The ids of the records that the handout rests on, each once, those of doses first."""
    limits = [each.id for setting in SETTINGS for each in _limits(setting)]
    gate = [point.source for stage in pathway() for group in stage.groups for point in group.points]
    pits = [each.claim for each in pitfalls()]
    own = [each for row in (*kit_words().doses, *kit_words().watch) for each in row.rests_on]
    named = (MESSAGE, *BLINDED_TRIALS, *limits, *own, *gate, WIDER, *_watch_sources(), *pits)
    return tuple(each for each in dict.fromkeys(named) if find(each) is not None)


def _limits(setting: str) -> list[Limit]:
    return [each for each in load().limits.values() if each.setting == setting]


def _watch_sources() -> list[str]:
    points = CONTENT.given()
    return [point.source for table in ("watch", "stop") for point in points[table]]


def source_labels(ids: Iterable[str]) -> tuple[str, ...]:
    """The short names of the sources behind records, each once, in the order of the alphabet."""
    keys = {key for each in ids for key in find(each).sources}
    return tuple(sorted({load().sources[key].short for key in keys}))


def source_lines(ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The citations and links of the sources behind records, each once, and how they were read."""
    keys = dict.fromkeys(key for each in ids for key in find(each).sources)
    chips = [chip_source(load().sources[key]) for key in keys]
    lines = {f"{each.citation} ({each.seen_words})": each.link for each in chips}
    return tuple(sorted(lines.items()))
