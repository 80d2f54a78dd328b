"""What a lesson shows: explorers, worked examples and claims, and the model behind them."""

from .controls.case_player import CasePlayer
from .controls.chance_lab import ChanceLab
from .controls.contraindication_screen import ContraindicationScreen
from .controls.dose_bench import DoseBench
from .controls.dose_settings import DoseSettings
from .controls.effect_manager import EffectManager
from .controls.forest_plot import ForestPlot
from .controls.guideline_timeline import GuidelineTimeline
from .controls.infusion_lab import InfusionLab
from .controls.ladder import Ladder
from .controls.monitoring_plan import MonitoringPlan
from .controls.pump_drill import PumpDrill
from .controls.responders import ResponderTest
from .controls.route_lab import RouteLab
from .controls.series_versus_trial import SeriesVersusTrial
from .controls.stop_rule import StopRule
from .controls.trial_wall import TrialWall
from .controls.windup_lab import WindUpLab
from .model.dosing import check_rate, format_number, infusion_order, oral_dose, parse_number
from .model.gate import Findings, decide
from .model.kinetics import Bolus, Infusion, Patient, simulate, simulate_population
from .view.arrival import models_compared, worked_order, worked_plateau
from .view.bench import worked_oral
from .view.days import ladder_by_weight, models_against_people
from .view.drill import incidents_box
from .view.evidence_words import (
    claims_beside,
    facts_beside,
    worked_effect,
    worked_growth,
    worked_harm,
    worked_reach,
    worked_series,
    worked_test,
)
from .view.gate_words import cases_counted, doors_table, worked_criteria, worked_gate
from .view.interactions import interactions_table
from .view.plan_words import cover_box, monitoring_table
from .view.words import claim_box

__all__ = [
    "Bolus",
    "CasePlayer",
    "ChanceLab",
    "ContraindicationScreen",
    "DoseBench",
    "DoseSettings",
    "EffectManager",
    "Findings",
    "ForestPlot",
    "GuidelineTimeline",
    "Infusion",
    "InfusionLab",
    "Ladder",
    "MonitoringPlan",
    "Patient",
    "PumpDrill",
    "ResponderTest",
    "RouteLab",
    "SeriesVersusTrial",
    "StopRule",
    "TrialWall",
    "WindUpLab",
    "cases_counted",
    "check_rate",
    "claim_box",
    "claims_beside",
    "cover_box",
    "decide",
    "doors_table",
    "facts_beside",
    "format_number",
    "incidents_box",
    "infusion_order",
    "interactions_table",
    "ladder_by_weight",
    "models_against_people",
    "models_compared",
    "monitoring_table",
    "oral_dose",
    "parse_number",
    "simulate",
    "simulate_population",
    "worked_criteria",
    "worked_effect",
    "worked_gate",
    "worked_growth",
    "worked_harm",
    "worked_oral",
    "worked_order",
    "worked_plateau",
    "worked_reach",
    "worked_series",
    "worked_test",
]
