"""The explorers that a case opens at a decision, each set to the order of that case."""

from widgets.model.case_records import Lab, Option
from widgets.model.drills import drill_of
from widgets.model.practice import Task

from .dose_bench import DoseBench
from .effect_manager import EffectManager
from .explorer import Explorer
from .infusion_lab import InfusionLab
from .pump_drill import PumpDrill


def explorer_for(lab: Lab, chosen: Option | None) -> Explorer:
    """The explorer of a lab; after a decision it takes up what the learner has chosen there.

    The infusion lab shows the learner's rate beside the expert's, the night follows the action.
    """
    if lab.kind == "bench":
        return DoseBench.inside(task=Task(lab.sum, lab.patient, lab.ordered))
    if lab.kind == "drill":
        return PumpDrill.inside(only=drill_of(lab.error, lab.patient, lab.ordered, lab.unit))
    if lab.kind == "night":
        return EffectManager.inside(lab.effect, chosen.action)
    mine = chosen.gives if chosen and chosen.gives else lab.ordered
    two = mine != lab.ordered
    return InfusionLab.inside(
        mine,
        lab.patient,
        lab.hours,
        predict_at_h=lab.predict_at_h,
        look="two" if two else "one",
        other_rate_mg_per_kg_h=lab.ordered,
        only=("rate", "other_rate", "hours") if two else ("rate", "hours"),
    )
