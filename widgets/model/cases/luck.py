"""What chance decides in a case: who responds to ketamine, and what a sitting deals."""

import hashlib
from dataclasses import replace
from random import Random

from widgets.model.cases.records import Case
from widgets.model.trials.counts import pivotal


def luck_of(case_id: str, turn_id: str, option_id: str, seed: int | str) -> bool:
    """Whether whoever is given ketamine here responds, drawn as often as on ketamine in the pivotal
    trial; the same for the same seed.
    """
    trial = pivotal()
    said = hashlib.sha256("\n".join((case_id, turn_id, option_id, str(seed))).encode())
    return int.from_bytes(said.digest()) % trial.ketamine_n < trial.ketamine_events


def dealt(case: Case, seed: int | str) -> Case:
    """The case as one sitting deals it: of its decisions that are drawn, as many as it deals, in an
    order of chance; the same for the same seed.
    """
    drawn = [turn for turn in case.turns if turn.drawn]
    if not drawn:
        return case
    hand = Random(f"{case.id} {seed}").sample(drawn, case.deals or len(drawn))
    first = case.turns.index(drawn[0])
    before = tuple(turn for turn in case.turns[:first])
    after = tuple(turn for turn in case.turns[first:] if not turn.drawn)
    return replace(case, turns=(*before, *hand, *after))
