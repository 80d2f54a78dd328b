"""The explorers that a case opens at a decision, each set to the order of that case."""

from functools import lru_cache

from widgets.controls.dosing.dose_bench import DoseBench
from widgets.controls.exercises.pump_drill import PumpDrill
from widgets.controls.explorer import Explorer
from widgets.controls.kinetics.infusion_lab import InfusionLab
from widgets.controls.safety.effect_manager import EffectManager
from widgets.model.cases.records import Lab, Option
from widgets.model.exercises.error_detection import error_exercise_of
from widgets.model.exercises.sums import Task


@lru_cache(maxsize=64)
def explorer_for(lab: Lab, chosen: Option | None) -> Explorer:
    """The explorer of a lab; after a decision it takes up what the learner has chosen there.

    The infusion lab shows the learner's rate beside this course's, the night follows the action.
    """
    if lab.kind == "bench":
        return DoseBench(task=Task(lab.sum, lab.patient, lab.ordered))
    if lab.kind == "drill":
        return PumpDrill(only=error_exercise_of(lab.error, lab.patient, lab.ordered, lab.unit))
    if lab.kind == "night":
        return EffectManager(lab.effect, chosen.action)
    mine = chosen.gives if chosen and chosen.gives else lab.ordered
    two = mine != lab.ordered
    return InfusionLab(
        mine,
        lab.patient,
        lab.hours,
        predict_at_h=lab.predict_at_h,
        look="two" if two else "one",
        other_rate_mg_per_kg_h=lab.ordered,
        only=("rate", "other_rate", "hours") if two else ("rate", "hours"),
    )
