"""The trials that may stand on one plot, those that may not, and the reviews that mixed them."""

from math import log2

import numpy as np

from evidence import Review, Trial, chip, load, state
from evidence.numbers import format_number
from widgets.model.trials.counts import effect, responders
from widgets.model.trials.effects import relative_risk
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Readout, Table
from widgets.view.statements import chip_parts, interval
from widgets.view.verdict import said_of

CONTROLLED = (
    "T-HARDY2012",
    "T-ISHI2007",
    "T-FALLON2018",
    "T-SALAS2012",
    "T-LAUR1999",
    "T-MERC2000",
    "T-YANG1996",
    "T-GEWANDTER2014",
)
WITHDRAWN = ("T-IMPORTANCE",)  # never took place: in the table, and on no plot
REVIEWS = ("R-BELL2017", "R-JONK2017", "R-JIAO2024", "R-AZARI2024")
# The names of these records do not tell the four apart at a glance.
REVIEW_NAMES = {"R-JONK2017": "Jonkman 2017"}
LOWEST, HIGHEST = 0.12, 5.0  # risk ratio
RATIO_TICKS = (0.25, 0.5, 1, 2, 4)
POOL_WORDS = {
    "yes": "counts as published",
    "derived-only": "counts only worked out backwards: beside, never pooled",
    "no": "no counts for each arm were seen",
}


def review_name(review: Review) -> str:
    """The name by which lesson and picture call a review."""
    return REVIEW_NAMES.get(review.id, review.name)


def poolable() -> tuple[str, ...]:
    """The controlled trials whose published counts may enter a pool."""
    return tuple(each for each in CONTROLLED if load().trials[each].poolable == "yes")


def forest_picture() -> Picture:
    """Risk ratios of the trials that give counts; the others keep their row, empty and said so."""
    trials = [load().trials[each] for each in CONTROLLED]
    count = len(trials)
    strokes = [
        Stroke(
            "line",
            "no difference",
            np.zeros(2),
            np.array([0.0, count]),
            colour="curve-ink",
            dash=(2, 2),
        )
    ]
    left = log2(LOWEST) + 0.05
    for place, trial in enumerate(trials):
        y = count - place - 0.75
        strokes.append(Stroke("text", trial.name, np.array([left]), np.array([y + 0.42])))
        if trial.poolable == "no":
            strokes.append(
                Stroke("text", "no counts seen", np.array([log2(1.12)]), np.array([y + 0.42]))
            )
            continue
        found = relative_risk(responders(trial.id).table)
        sure = trial.poolable == "yes"
        colour, dash = ("curve-1", ()) if sure else ("curve-2", (3, 1))
        x = np.log2([found.low, found.high])
        strokes += [
            Stroke("segments", "", x, np.array([y, y]), colour=colour, dash=dash),
            Stroke(
                "marks",
                POOL_WORDS[trial.poolable],
                np.array([log2(found.value)]),
                np.array([y]),
                colour=colour,
                shape="square" if sure else "ring",
                size_px=11,
            ),
        ]
    panel = Panel("Risk ratio; right: ketamine better", float(count), 0, 0.24 * count, ((0.0, ""),))
    ticks = tuple((log2(at), format_number(at)) for at in RATIO_TICKS)
    return Picture(
        "risk ratio, on a doubling scale",
        log2(HIGHEST),
        (panel,),
        strokes=tuple(strokes),
        x_min=log2(LOWEST),
        x_ticks=ticks,
    )


def _ratio_text(trial: Trial, measure: str) -> str:
    found = effect(trial.id, measure)
    return f"{format_number(found.value, 3)} ({interval(found.low, found.high, 3)})"


def _counts_text(trial: Trial) -> tuple[str, str, str]:
    """Counts on ketamine, counts on control, and the ratio, or in words why there is none."""
    if trial.poolable != "no":
        c = trial.counts[0]
        arms = f"{c.ketamine_events} of {c.ketamine_n}", f"{c.control_events} of {c.control_n}"
        return *arms, _ratio_text(trial, "risk ratio")
    if trial.id in WITHDRAWN:
        return "none", "none", ""
    if trial.id in CONTROLLED:
        return "not seen", "not seen", ""
    if trial.effects:
        return "not seen", "not seen", f"odds ratio {_ratio_text(trial, 'odds ratio')}"
    if not trial.counts:
        return "not seen", "no control group", ""
    c = trial.counts[0]
    return f"{c.ketamine_events} of {c.ketamine_n} {c.unit}", "no control group", ""


def forest_table() -> Table:
    """Every study of the evidence: design, counts of each arm, and whether it may be pooled."""
    order = [*CONTROLLED, *(each for each in load().trials if each not in CONTROLLED)]
    rows = []
    for trial_id in order:
        trial = load().trials[trial_id]
        words = "no trial: a proportion or a cohort, never pooled with trials"
        if trial_id in CONTROLLED:
            words = POOL_WORDS[trial.poolable]
        elif trial_id in WITHDRAWN:
            words = "withdrawn: there will be no result"
        rows.append((trial.name, trial.design, *_counts_text(trial), words))
    caption = (
        "Everything found, the pivotal trial first. A risk ratio of 1 is no "
        "difference. Two trials with counts are shown and not added: "
        "another form of the drug, another route, another outcome, and counts worked out backwards."
    )
    return Table(
        caption,
        ("Study", "Design", "Ketamine", "Control", "Risk ratio", "May it be pooled?"),
        tuple(rows),
    )


def forest_alt() -> str:
    """The plot in words; its numbers stand in the table."""
    words = []
    for trial_id in CONTROLLED:
        trial = load().trials[trial_id]
        if trial.poolable != "no":
            words.append(f"{trial.name}: {_counts_text(trial)[2]}, {POOL_WORDS[trial.poolable]}")
    return (
        f"Forest plot without a pooled diamond. {'. '.join(words)}. Both intervals "
        "hold 1, no difference. "
        f"Every other trial has an empty row: no counts were seen."
    )


def choice_verdict(chosen: list[str]) -> Passage:
    """Whether the learner would add up only what gives counts."""
    names = ", ".join(load().trials[each].name for each in poolable())
    count = format_number(len(chosen)) if chosen else "none"
    return said_of(
        set(chosen) <= set(poolable()),
        f"You would add up {count} of {len(CONTROLLED)}.",
        f"{len(poolable())} of them gives counts for each arm that we could read: {names}. The "
        "others keep an empty row.",
    )


def choice_readouts(chosen: list[str] | None) -> tuple[Readout, ...]:
    """What the learner would pool, if he has said so, beside what the evidence allows."""
    names = ", ".join(load().trials[each].name for each in poolable())
    mine = (
        Readout(
            "You would pool",
            f"{len(chosen or ())} of {len(CONTROLLED)}",
            "controlled trials",
            ("read",),
        ),
    )
    return (
        *(() if chosen is None else mine),
        Readout(
            "With published counts for each arm",
            f"{len(poolable())} of {len(CONTROLLED)}",
            f"{names}: with one there is nothing to add",
            ("read",),
        ),
    )


def trial_passage(trial_id: str) -> Passage:
    """One trial: what it found, how sure one can be, and what kept it off the plot."""
    trial = load().trials[trial_id]
    backing = chip(trial)
    paragraphs = [
        state(trial),
        f"How it was done: {trial.design}. {trial.regimen}.",
        f"How far to trust it: {trial.risk_of_bias}",
    ]
    if trial.note:
        paragraphs.append(trial.note)
    paragraphs.append(f"On the plot: {POOL_WORDS[trial.poolable]}.")
    return Passage(trial.name, tuple(paragraphs), "plain", *chip_parts(backing))


def _trials_of(review: Review) -> int:
    return int(next(q.value for q in review.quantities if q.name == "trials"))


def reviews_picture() -> Picture:
    """How many trials each of the four reviews put in."""
    reviews = [load().reviews[each] for each in REVIEWS]
    strokes = []
    for place, review in enumerate(reviews):
        y, total = len(reviews) - place - 0.75, _trials_of(review)
        strokes += [
            Stroke(
                "text", f"{review_name(review)}: {total}", np.array([0.4]), np.array([y + 0.42])
            ),
            Stroke(
                "band",
                "" if place else "trials put in",
                np.array([0.0, total]),
                np.full(2, y - 0.16),
                np.full(2, y + 0.16),
            ),
            Stroke("line", "", np.array([0.0, total]), np.full(2, y)),
        ]
    panel = Panel(
        "Trials that each review counted", float(len(reviews)), 0, 0.28 * len(reviews), ((0.0, ""),)
    )
    return Picture("randomised trials", 40, (panel,), strokes=tuple(strokes), x_step=10)


def reviews_table() -> Table:
    """The four reviews, what each put in, and what each says in the evidence's words."""
    rows = []
    for review_id in REVIEWS:
        review = load().reviews[review_id]
        rows.append((review_name(review), format_number(_trials_of(review)), state(review)))
    return Table(
        "Four reviews of nearly the same question. What goes in decides what comes out.",
        ("Review", "Trials", "What it found"),
        tuple(rows),
    )


def reviews_alt() -> str:
    """The bars in words; their numbers stand in the table."""
    said = ", ".join(
        f"{review_name(r)} {_trials_of(r)}" for r in (load().reviews[each] for each in REVIEWS)
    )
    return (
        f"Bars: how many randomised trials each review counted. {said}. The two "
        "large ones took in pain after surgery, or seem to."
    )


def review_passages() -> tuple[Passage, ...]:
    """The four reviews, each in a sentence with what disagrees."""
    shown = []
    for review_id in REVIEWS:
        review = load().reviews[review_id]
        backing = chip(review)
        said = (state(review), f"But: {review.disagrees}") if review.disagrees else (state(review),)
        shown.append(Passage(review_name(review), said, "plain", *chip_parts(backing)))
    return tuple(shown)
