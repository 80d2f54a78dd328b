"""The same trial a thousand times: what chance does to a small one, and what a size can find."""

from evidence.numbers import format_number
from widgets.controls.explorer import PredictsFirst
from widgets.controls.inputs import Action, Choice, Control, Number
from widgets.controls.values import Values
from widgets.model.trials.chance import run_trials
from widgets.model.trials.counts import pivotal
from widgets.view.screen import Screen
from widgets.view.trials.chance import trials_alt, trials_picture, trials_readouts, trials_table

SMALLEST, LARGEST = 10, 400
TRIALS = 1000
MOST_PLACEBO, MOST_MORE = 60, 30
SEEDS = tuple((str(seed), f"Draw {seed}") for seed in range(1, 6))


class ChanceLab(PredictsFirst):
    """Set a true effect and a size, predict how often a trial finds it, then run a thousand."""

    heading = "Chance lab"
    watermark = (
        "Simulated trials: no patients, and no claim about ketamine. You decide what is true."
    )
    guess = Number(
        "guess",
        f"Your prediction: of {TRIALS:,} such trials, how many call ketamine better",
        "trials",
        0,
        TRIALS,
        10,
        "0",
    )
    reveal = Action("reveal", f"Run {TRIALS:,} trials")
    seed = Choice("seed", "Same truth, another thousand", SEEDS, "1")

    def __init__(self, n_per_arm: int = 20, more_of_100: int = 15):
        size, more = format_number(n_per_arm), format_number(more_of_100)
        placebo = format_number(pivotal().control_per_100)
        self.size = Number("size", "People in each arm", "people", SMALLEST, LARGEST, 1, size)
        self.more = Number(
            "more",
            "The truth: more responders of 100 on ketamine",
            "of 100",
            0,
            MOST_MORE,
            1,
            more,
        )
        self.placebo = Number(
            "placebo",
            "The truth: responders of 100 on placebo",
            "of 100",
            0,
            MOST_PLACEBO,
            1,
            placebo,
        )

    def before(self) -> tuple[Control, ...]:
        """The prediction, and the design that it is for."""
        return self.guess, self.reveal, *self.after()

    def after(self) -> tuple[Control, ...]:
        """The design, and which thousand trials are drawn."""
        return self.size, self.more, self.placebo, self.seed

    def _design(self, values: Values) -> tuple[int, int, int, int]:
        """The prediction; people in each arm; more responders of 100, and those on placebo."""
        return (
            self.guess.whole(values[self.guess], "Your prediction"),
            self.size.whole(values[self.size]),
            self.more.whole(values[self.more], "More responders on ketamine"),
            self.placebo.whole(values[self.placebo], "Responders on placebo"),
        )

    def question(self, values: Values) -> Screen:
        """The design before the prediction."""
        _, size, more, _ = self._design(values)
        return Screen(
            f"{size} people in each arm, truly {more} more of 100 respond. How "
            f"many of {TRIALS:,} trials will find it?"
        )

    def answer(self, values: Values) -> Screen:
        """The thousand trials."""
        guess, size, more, placebo = self._design(values)
        treated, control = (placebo + more) / 100, placebo / 100
        run = run_trials(size, treated, control, TRIALS, int(values[self.seed]))
        return Screen(
            f"{int(run.found.sum())} of {TRIALS:,} trials of {size} per arm find a "
            f"true {more} of 100; you said {format_number(guess)}.",
            alt=trials_alt(run, treated, control),
            picture=trials_picture(run, more),
            readouts=trials_readouts(run, treated, control),
            table=trials_table(run, treated, control, guess),
        )
