"""The wall of people while its harm is predicted: the responders are known, the harm is not."""

from evidence.numbers import format_number
from widgets.model.trials.counts import pivotal
from widgets.model.trials.effects import extra_per_100
from widgets.view.picture import Picture
from widgets.view.screen import Passage, Table
from widgets.view.trials.icon_array import wall_of
from widgets.view.verdict import miss, said_of_numbers


def stopped_beyond_placebo() -> int:
    """How many more of 100 stopped for toxicity on ketamine, to the nearest whole person."""
    return round(extra_per_100(pivotal().needed_to_harm))


def harm_guess_picture(said: int | None, frame_px: int) -> Picture:
    """Both hundreds with their responders as found, and below them the harm as predicted."""
    note = "not set yet" if said is None else f"you say {said} more"
    return wall_of(frame_px, said or 0, "your prediction: stopped, beyond placebo", note)


def harm_guess_table(said: int | None) -> Table:
    """The responders of both arms, and the prediction of the harm."""
    p = pivotal()
    mine = "not set yet" if said is None else format_number(said)
    rows = (
        ("Responders of 100, found", *map(format_number, (p.ketamine_per_100, p.control_per_100))),
        ("Stopped for toxicity, more of 100: your prediction", mine, "0, the comparison"),
    )
    caption = "Two groups of 100 people. How many stopped because of toxicity is not shown yet."
    return Table(caption, ("Of 100 people", "Ketamine", "Placebo"), rows)


def harm_guess_alt(said: int | None) -> str:
    """What is known and what the learner has set so far, in words."""
    p = pivotal()
    mine = "not set yet" if said is None else f"{said} of 100 more on ketamine"
    return (
        f"Two groups of 100 people. Responders: {p.ketamine_per_100} on ketamine, "
        f"{p.control_per_100} on placebo. Below, your prediction of how many stopped because of "
        f"toxicity beyond placebo: {mine}. The result is not shown yet."
    )


def harm_verdict(said: int) -> Passage:
    """A prediction of the harm beside what was found, and the gain that it stands against."""
    p, found = pivotal(), stopped_beyond_placebo()
    return said_of_numbers(
        ((said, found),),
        100,
        f"You said {said} more of 100; it was {found} more: {miss(said, found)}.",
        f"Beside it stand {round(p.difference_per_100)} more of 100 who responded, and that "
        "difference could be chance.",
    )
