"""What a lesson shows: explorers, worked examples and claims, and the model behind them."""

from widgets.controls.cases.case_count import CaseCount
from widgets.controls.cases.case_player import CasePlayer
from widgets.controls.cases.cases_again import CasesAgain
from widgets.controls.cases.contraindication_screen import ContraindicationScreen
from widgets.controls.dosing.dose_bench import DoseBench
from widgets.controls.dosing.dose_settings import DoseSettings
from widgets.controls.exercises.pump_drill import PumpDrill
from widgets.controls.gate.ladder import Ladder
from widgets.controls.kinetics.infusion_lab import InfusionLab
from widgets.controls.regimens.route_lab import RouteLab
from widgets.controls.safety.effect_manager import EffectManager
from widgets.controls.safety.monitoring_plan import MonitoringPlan
from widgets.controls.safety.stop_rule import StopRule
from widgets.controls.trials.chance_lab import ChanceLab
from widgets.controls.trials.forest_plot import ForestPlot
from widgets.controls.trials.guideline_timeline import GuidelineTimeline
from widgets.controls.trials.responder_test import ResponderTest
from widgets.controls.trials.series_versus_trial import SeriesVersusTrial
from widgets.controls.trials.trial_wall import TrialWall
from widgets.controls.trials.windup_lab import WindUpLab
from widgets.model.dosing import check_rate, format_number, infusion_order, oral_dose, parse_number
from widgets.model.gate import Findings, decide
from widgets.model.kinetics import Bolus, Infusion, Patient, simulate, simulate_population
from widgets.view.dosing.calculation import worked_oral
from widgets.view.exercises.error_detection import incidents_box
from widgets.view.gate.lesson_words import doors_table, worked_criteria, worked_gate
from widgets.view.kinetics.arrival import models_compared, worked_order, worked_plateau
from widgets.view.kinetics.days import ladder_by_weight, models_against_people
from widgets.view.safety.interactions import interactions_table
from widgets.view.safety.lesson_words import cover_box, monitoring_table
from widgets.view.trials.lesson_words import (
    claims_beside,
    facts_beside,
    worked_effect,
    worked_growth,
    worked_harm,
    worked_reach,
    worked_series,
    worked_test,
)

from .view.words import claim_box

__all__ = [
    "Bolus",
    "CaseCount",
    "CasePlayer",
    "CasesAgain",
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
