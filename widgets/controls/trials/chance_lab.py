"""The same trial a thousand times: what chance does to a small one, and what a size can find."""

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Number
from widgets.model.trials.chance import run_trials
from widgets.model.trials.counts import pivotal
from widgets.view.screen import Screen
from widgets.view.trials.chance import trials_alt, trials_picture, trials_readouts, trials_table

SMALLEST, LARGEST = 10, 400
TRIALS = 1000
MOST_PLACEBO, MOST_MORE = 60, 30
SEEDS = tuple((str(seed), f"Draw {seed}") for seed in range(1, 6))


class ChanceLab(Explorer):
    """Set a true effect and a size, predict how often a trial finds it, then run a thousand."""

    def __init__(self, n_per_arm: int = 20, more_of_100: int = 15):
        self._asked = (format_number(n_per_arm), format_number(more_of_100))
        super().__init__(
            [
                Number(
                    "guess",
                    f"Your prediction: of {TRIALS:,} such trials, how many call ketamine better",
                    "trials",
                    0,
                    TRIALS,
                    10,
                    "0",
                ),
                Action("reveal", f"Run {TRIALS:,} trials"),
                *self._design(),
            ],
            heading="Chance lab",
            watermark="Simulated trials: no patients, and no claim about ketamine. "
            "You decide what is true.",
        )

    def _design(self):
        size, more = self._asked
        return [
            Number("size", "People in each arm", "people", SMALLEST, LARGEST, 1, size),
            Number(
                "more",
                "The truth: more responders of 100 on ketamine",
                "of 100",
                0,
                MOST_MORE,
                1,
                more,
            ),
            Number(
                "placebo",
                "The truth: responders of 100 on placebo",
                "of 100",
                0,
                MOST_PLACEBO,
                1,
                format_number(pivotal().control_per_100),
            ),
            Choice("seed", "Same truth, another thousand", SEEDS, "1"),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The design before the prediction, and the thousand trials after it."""
        guess = _whole(self.number(values, "guess"), "Your prediction", 0, TRIALS)
        size = _whole(self.number(values, "size"), "People in each arm", SMALLEST, LARGEST)
        more = _whole(self.number(values, "more"), "More responders on ketamine", 0, MOST_MORE)
        placebo = _whole(self.number(values, "placebo"), "Responders on placebo", 0, MOST_PLACEBO)
        if values["reveal"] != "yes":
            return Screen(
                f"{size} people in each arm, truly {more} more of 100 respond. How "
                f"many of {TRIALS:,} trials will find it?"
            )
        treated, control = (placebo + more) / 100, placebo / 100
        run = run_trials(size, treated, control, TRIALS, int(values["seed"] or "1"))
        return Screen(
            f"{int(run.found.sum())} of {TRIALS:,} trials of {size} per arm find a "
            f"true {more} of 100; you said {format_number(guess)}.",
            alt=trials_alt(run, treated, control),
            picture=trials_picture(run, more),
            readouts=trials_readouts(run, treated, control),
            table=trials_table(run, treated, control, guess),
            controls=tuple(self._design()),
        )


def _whole(number: float, name: str, low: int, high: int) -> int:
    if number != int(number) or not low <= number <= high:
        raise LearnerError(
            f"{name} must be a whole number from {low} to {high:,}, got {format_number(number)}."
        )
    return int(number)
