"""Worked examples of the evidence lessons, and several statements of the document in one table."""

from evidence import Fact, chip, find, load
from evidence.numbers import format_number
from page.html import table, table_row
from widgets.model.trials.accuracy import TEST_STUDIES, expected_results, published_test
from widgets.model.trials.chance import exact_power
from widgets.model.trials.counts import PIVOTAL, per_100, pivotal, responders
from widgets.model.trials.effects import extra_per_100
from widgets.model.trials.windup import growth, responses, stimuli
from widgets.view.statements import interval, signed
from widgets.view.words import Words, chip_html, disagree_box, stated, worked


def worked_growth(frequency_hz: float = 1.0, blocked_share: float = 0.0) -> Words:
    """From the step between two stimuli to the last response of the row, in the illustration."""
    step, last = growth(frequency_hz, blocked_share), responses(frequency_hz, blocked_share)[-1]
    steps = (
        f"The first response is 1. Each stimulus adds {format_number(step, 3)} of it "
        "(a made-up size).",
        f"Between stimulus 1 and stimulus {stimuli()} lie {stimuli() - 1} steps.",
        f"{stimuli() - 1} × {format_number(step, 3)} = "
        f"{format_number((stimuli() - 1) * step, 3)}, on top of the 1.",
    )
    return worked(
        "Worked example: the growth",
        steps,
        f"The last of {stimuli()} equal stimuli answers {format_number(last, 3)} "
        "times as strongly as the first.",
        "The sum is exact, the sizes are invented: what was measured is that the "
        "growth falls and the first response stays.",
    )


def worked_effect() -> Words:
    """From the counts of the pivotal trial to people of 100, and to the number needed to treat."""
    p, table = pivotal(), responders(PIVOTAL).table
    one, two = format_number(table.treated_risk, 3), format_number(table.control_risk, 3)
    difference = format_number(p.difference_per_100 / 100, 2)
    steps = (
        f"Ketamine: {p.ketamine_events} of {p.ketamine_n} is {one}, or "
        f"{p.ketamine_per_100} of 100.",
        f"Placebo: {p.control_events} of {p.control_n} is {two}, or {p.control_per_100} of 100.",
        f"Difference: {one} − {two} = {difference}, or "
        f"{signed(p.difference_per_100, 1)} more of 100.",
        f"Turned round: 1 ÷ {difference} = {format_number(p.needed_to_treat)} to "
        "treat for one more responder.",
        "The interval of the difference, "
        f"{interval(p.published_low, p.published_high)}, holds 0. So the "
        f"{format_number(p.needed_to_treat)} may be "
        "infinity, or harm.",
    )
    return worked(
        "Worked example: from counts to people",
        steps,
        f"{p.ketamine_per_100} and {p.control_per_100} of 100: "
        f"{signed(p.difference_per_100, 1)} more, and no difference is within the "
        "interval.",
    )


def worked_harm() -> Words:
    """From the published number needed to harm to people of 100."""
    p = pivotal()
    extra = extra_per_100(p.needed_to_harm)
    low, high = (format_number(round(extra_per_100(n))) for n in (p.harm_far, p.harm_near))
    steps = (
        f"Number needed to harm, stopping because of toxicity: {format_number(p.needed_to_harm)}.",
        f"100 ÷ {format_number(p.needed_to_harm)} = {format_number(extra, 3)} more of "
        "100 on ketamine than on placebo.",
        f"Its interval, {format_number(p.harm_near)} to {format_number(p.harm_far)}, "
        f"turns into {low} to {high} of 100: all of it on the side of harm.",
    )
    return worked(
        "The same sum for harm",
        steps,
        f"About {round(extra)} more of 100 stop because of toxicity, beside about "
        f"{signed(p.difference_per_100, 1)} more who respond.",
    )


POWER_FOR = (10, 15)  # more of 100: a fair benefit and a good one


def worked_reach() -> Words:
    """What the pivotal trial rules out, and how often a trial of its size finds a benefit."""
    p = pivotal()
    most, least = (format_number(each, 2) for each in (p.most_more_of_100, p.most_fewer_of_100))
    duloxetine_kind = next(
        each for each in load().facts["F-O02"].quantities if "serotonin" in each.name
    )
    control = p.control_events / p.control_n
    chances = [
        round(100 * exact_power(p.control_n, control + more / 100, control)) for more in POWER_FOR
    ]
    steps = (
        f"The published interval runs from {least} fewer to {most} more responders of 100.",
        f"So it speaks against a gain of more than {most} of 100. Below that it says little.",
        f"A gain of {most} of 100 is one more for every "
        f"{format_number(100 / p.most_more_of_100, 2)} treated. For duloxetine and its kind, in "
        f"neuropathic pain, {format_number(duloxetine_kind.value)} are treated for one, and that "
        "is called useful.",
        f"Suppose that {POWER_FOR[0]} more of 100 truly responded: {chances[0]} of 100 such trials "
        f"would find it. With {POWER_FOR[1]} more of 100 it would be {chances[1]}.",
    )
    return worked(
        "What the trial rules out, and what it could have missed",
        steps,
        f"It rules out a gain of more than {most} of 100. Less, none, and harm stay open.",
        "Worked out exactly for two arms of the size of the placebo arm. That a trial can miss a "
        "gain is no sign that there is one.",
    )


def worked_series(trial_id: str = "T-KOREA2024") -> Words:
    """What one audit can say, with its interval, and the subtraction that it has nothing for."""
    found, p = responders(trial_id), pivotal()
    counts, share = found.counts, found.on_ketamine
    said = f"{counts.ketamine_events} of {counts.ketamine_n}"
    range_ = f"{per_100(share.low)} to {per_100(share.high)} of 100"
    steps = (
        f"{found.trial.name}: {said} {counts.unit} responded, {per_100(share.value)} of 100.",
        f"Chance alone: with {counts.ketamine_n} {counts.unit} the interval runs from {range_}.",
        "Effect of the drug: responders on the drug minus responders without it. "
        "Without it: nobody was asked.",
        f"One blinded trial did ask: {p.control_per_100} of 100 responded on placebo, "
        "by its own definition, in its own patients.",
    )
    return worked(
        "Worked example: what an audit can say",
        steps,
        f"{said} is a proportion ({range_}), and no effect of the drug can be taken from it.",
    )


def worked_test(fact_id: str = "F-T01") -> Words:
    """From sensitivity and specificity to what a positive test is worth, in whole people."""
    fact, sensitivity, specificity = published_test(fact_id)
    p = pivotal()
    found = expected_results(p.ketamine_per_100 / 100, sensitivity, specificity)
    caught, false_hope, missed, spared = found.whole
    steps = (
        "100 made-up people. As many respond as in the ketamine arm of the blinded "
        f"trial: {caught + missed}. The other {false_hope + spared} do not.",
        f"Sensitivity {format_number(100 * sensitivity)}%: of {caught + missed} "
        f"responders the test finds {caught}.",
        f"Specificity {format_number(100 * specificity)}%: of {false_hope + spared} "
        f"others it clears {spared}, so {false_hope} test positive.",
        f"Positive tests: {caught} + {false_hope} = {caught + false_hope}. Of these, "
        f"{caught} respond.",
    )
    return worked(
        "Worked example: what a yes is worth",
        steps,
        f"After a positive test {caught} of {caught + false_hope} respond, about "
        f"{per_100(found.predictive_positive)} of 100.",
        "Not validated in cancer pain: the figures come from "
        f"{TEST_STUDIES[fact.id]}. {fact.disagrees}",
    )


def claims_beside(*claim_ids: str) -> Words:
    """Several statements, each beside what was found and how sure that is.

    Raises ValueError for an id that is not a claim.
    """
    claims = load().claims
    unknown = [each for each in claim_ids if each not in claims]
    if unknown or not claim_ids:
        raise ValueError(
            f"claims must be some of {', '.join(claims)}, got {', '.join(unknown) or 'none'}"
        )
    rows = (
        table_row(each.says, each.finding, chip_html(chip(each), whence=True))
        for each in (claims[name] for name in claim_ids)
    )
    shaky = sum(
        claims[each].verdict in ("unverified", "not-found", "conflict") for each in claim_ids
    )
    sentence = f"{len(claim_ids)} statements beside the literature: {shaky} not stated as fact."
    beside = table(("The statement", "The literature", "How sure"), rows)
    return Words(sentence, disagree_box("What is said, and what was found", beside))


def facts_beside(*fact_ids: str) -> Words:
    """Facts of the evidence, each in its sentence with its chip; only what may be stated.

    Raises TableError for an id that the evidence does not have, ValueError for one of no fact.
    """
    facts = [find(each) for each in fact_ids]
    for name, fact in zip(fact_ids, facts, strict=True):
        if not isinstance(fact, Fact):
            raise ValueError(f"facts_beside shows facts, such as F-D01, got {name!r}")
    topics = ", ".join(dict.fromkeys(fact.topic for fact in facts))
    count = f"{len(facts)} statement{'s' if len(facts) > 1 else ''}"
    sentence = f"{topics[0].upper()}{topics[1:]}: {count}, each with its source."
    return Words(sentence, stated(facts))
