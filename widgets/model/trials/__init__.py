"""What trials, series and tests show: counts, effects with intervals, chance, accuracy and wind-up.

The front door; each name says more where it is defined.
"""

from widgets.model.trials.accuracy import Frequencies, expected_results, published_test
from widgets.model.trials.chance import ManyTrials, exact_power, run_trials, series_reaches
from widgets.model.trials.counts import PivotalTrial, Responders, pivotal, responders
from widgets.model.trials.effects import (
    Estimate,
    NumberNeeded,
    TwoByTwo,
    number_needed,
    relative_risk,
    risk_difference,
    wilson,
)
from widgets.model.trials.uncontrolled import Audit, Causes, simulate_audit, simulate_trial

__all__ = [
    "Audit",
    "Causes",
    "Estimate",
    "Frequencies",
    "ManyTrials",
    "NumberNeeded",
    "PivotalTrial",
    "Responders",
    "TwoByTwo",
    "exact_power",
    "expected_results",
    "number_needed",
    "pivotal",
    "published_test",
    "relative_risk",
    "responders",
    "risk_difference",
    "run_trials",
    "series_reaches",
    "simulate_audit",
    "simulate_trial",
    "wilson",
]
