"""The trials of the evidence as tables of numbers; what a trial did not report stays away."""

from dataclasses import dataclass

from evidence import Counts, Effect, Trial, load
from evidence.files.left_out import may_lack
from widgets.model.trials.effects import Estimate, TwoByTwo, risk_difference, wilson

PIVOTAL = "T-HARDY2012"
SERIES = ("T-JACK2001", "T-JACK2010", "T-CHEUNG", "T-OH2021", "T-KOREA2024")
WITH_CONTROLS = (PIVOTAL, "T-ISHI2007")


@dataclass(frozen=True)
class Responders:
    """Responders of a trial in its own words and units, with the table if it had a control arm."""

    trial: Trial
    counts: Counts
    table: TwoByTwo | None
    on_ketamine: Estimate
    on_control: Estimate | None


def responders(trial_id: str) -> Responders:
    """The responders of a trial, as far as it gives counts.

    Raises ValueError for an unknown trial and for one without counts of responders, LeftOut for one
    that is left out.
    """
    trials = load().trials
    if trial_id not in trials and not may_lack(trials, trial_id):
        raise ValueError(f"A trial must be one of {', '.join(trials)}, got {trial_id!r}.")
    trial = trials[trial_id]
    if trial_id not in (*SERIES, *WITH_CONTROLS):
        raise ValueError(f"{trial.name} shows no counts of responders.")
    counts = trial.counts[0]
    table = control = None
    if counts.control_n:
        events, of = _shown(trial, counts.control_events), _shown(trial, counts.control_n)
        table = TwoByTwo(
            _shown(trial, counts.ketamine_events), _shown(trial, counts.ketamine_n), events, of
        )
        control = wilson(events, of)
    treated = wilson(_shown(trial, counts.ketamine_events), _shown(trial, counts.ketamine_n))
    return Responders(trial, counts, table, treated, control)


def _shown(trial: Trial, count: int | None) -> int:
    if count is None:
        raise ValueError(f"{trial.name} does not show how many.")
    return count


def effect(trial_id: str, measure: str) -> Effect:
    """An effect as a trial publishes it, such as "risk difference" or "number needed to harm".

    Raises ValueError if the trial gives none of that name.
    """
    trial = load().trials[trial_id]
    found = next((each for each in trial.effects if each.measure == measure), None)
    if found is None:
        known = ", ".join(each.measure for each in trial.effects) or "none"
        raise ValueError(f"{trial.name} gives {known}, not {measure!r}.")
    return found


def per_100(share: float) -> int:
    """A share as people of 100, to the nearest whole person."""
    return round(100 * share)


@dataclass(frozen=True)
class PivotalTrial:
    """The pivotal trial in whole people and shares, with the two published numbers needed."""

    ketamine_events: int
    ketamine_n: int
    control_events: int
    control_n: int
    ketamine_per_100: int
    control_per_100: int
    difference_per_100: float
    published_low: float
    published_high: float
    most_more_of_100: float  # the published upper end: what the trial rules out lies above it
    most_fewer_of_100: float
    needed_to_treat: float
    needed_to_harm: float
    harm_near: float
    harm_far: float
    p: float
    adverse_event_ratio: float


def pivotal() -> PivotalTrial:
    """The counts of the pivotal trial and what it publishes about them (source S-HARDY2012)."""
    found = responders(PIVOTAL)
    table, on_control = found.table, found.on_control
    if table is None or on_control is None:
        raise ValueError(f"{found.trial.name} must have a control arm.")
    difference = effect(PIVOTAL, "risk difference")
    harm = effect(PIVOTAL, "number needed to harm")
    if difference.p is None:
        raise ValueError(f"{found.trial.name} must give a p value.")
    return PivotalTrial(
        ketamine_events=table.treated_events,
        ketamine_n=table.treated_n,
        control_events=table.control_events,
        control_n=table.control_n,
        ketamine_per_100=per_100(found.on_ketamine.value),
        control_per_100=per_100(on_control.value),
        difference_per_100=100 * risk_difference(table).value,
        published_low=difference.least,
        published_high=difference.most,
        most_more_of_100=100 * difference.most,
        most_fewer_of_100=-100 * difference.least,
        needed_to_treat=effect(PIVOTAL, "number needed to treat").amount,
        needed_to_harm=harm.amount,
        harm_near=harm.least,
        harm_far=harm.most,
        p=difference.p,
        adverse_event_ratio=effect(PIVOTAL, "incidence rate ratio").amount,
    )


def arm_size(trial_id: str, arm: str) -> int:
    """How many an arm of a trial held; ValueError where it has no such arm or no number."""
    found = next((each for each in load().trials[trial_id].arms if each.name == arm), None)
    if found is None or found.n is None:
        raise ValueError(f"{trial_id} shows no number for an arm named {arm!r}.")
    return found.n


def expected_on_placebo(people: float) -> float:
    """How many of `people` would respond if they answered like the pivotal trial's placebo arm."""
    return people * pivotal().control_per_100 / 100


def extra_harmed(people: float) -> float:
    """How many more of `people` would stop for toxicity, at the published number needed to harm."""
    return people / pivotal().needed_to_harm


def extra_responders(people: float) -> float:
    """How many more of `people` would respond, at the published number needed to treat."""
    return people / pivotal().needed_to_treat


def reported_counts(trial_id: str) -> Counts:
    """The counts of responders that a trial or audit reports, in its own unit."""
    return responders(trial_id).counts
