"""The same trial a thousand times: what chance does to a small one, and what a size can find."""

from evidence.numbers import format_number
from widgets.controls.inputs import Action, Choice, Control, Number
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.model.trials.chance import ManyTrials, run_trials
from widgets.model.trials.counts import pivotal
from widgets.view.screen import Passage, Screen
from widgets.view.trials.chance import (
    chance_words,
    trials_alt,
    trials_picture,
    trials_readouts,
    trials_sentence,
    trials_table,
)
from widgets.view.verdict import miss, said_of_numbers

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
    )
    guesses = (guess,)
    are_counts = True
    reveal = Action("reveal", f"Run {TRIALS:,} trials")
    seed = Choice("seed", "Another thousand trials of the same design", SEEDS, "1")

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
        self._design = (self.size, self.more, self.placebo)

    def before(self) -> tuple[Control, ...]:
        """The prediction, and the design that it is for."""
        return self.guess, self.reveal, *self._design, self.seed

    def after(self, values: Values) -> tuple[Control, ...]:
        """The design, and which thousand trials are drawn."""
        return *self._design, self.seed

    def settings(self, values: Values) -> tuple[Control, ...]:
        """The design; another thousand trials of it are the same question."""
        return self._design

    def _set(self, values: Values) -> tuple[int, int, int]:
        """People in each arm; more responders of 100, and those on placebo."""
        return (
            self.size.whole(values[self.size]),
            self.more.whole(values[self.more], "More responders on ketamine"),
            self.placebo.whole(values[self.placebo], "Responders on placebo"),
        )

    def _run(self, values: Values) -> ManyTrials:
        size, more, placebo = self._set(values)
        return run_trials(
            size, (placebo + more) / 100, placebo / 100, TRIALS, int(values[self.seed])
        )

    def question(self, values: Values, said: tuple) -> Screen:
        """The design before the prediction."""
        size, more, _ = self._set(values)
        if not more:
            return Screen(
                f"{size} people in each arm, and ketamine truly does nothing. How many of "
                f"{TRIALS:,} trials call it better?"
            )
        return Screen(
            f"{size} people in each arm, truly {more} more of 100 respond. How "
            f"many of {TRIALS:,} trials will find it?"
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The thousand trials."""
        size, more, placebo = self._set(values)
        treated, control = (placebo + more) / 100, placebo / 100
        run = self._run(values)
        guess = said[0] if said else None
        return Screen(
            trials_sentence(run, more),
            alt=trials_alt(run, guess),
            picture=trials_picture(run, more, guess),
            readouts=trials_readouts(run, treated, control),
            table=trials_table(run, treated, control, guess),
        )

    def verdict(self, values: Values, said: tuple) -> Passage:
        """How far off it was, and what chance does at this size."""
        size, more, placebo = self._set(values)
        found = int(self._run(values).found.sum())
        words = f"You said {format_number(said[0])}; it was {format_number(found)}: "
        why = chance_words(size, (placebo + more) / 100, placebo / 100)
        pair = ((said[0], found),)
        return said_of_numbers(pair, TRIALS, f"{words}{miss(said[0], found)}.", why)
