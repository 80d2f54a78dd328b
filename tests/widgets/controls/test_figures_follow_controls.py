"""Every figure of every explorer follows every control, or says which it does not follow."""

from dataclasses import replace

import pytest

from tests.widgets.controls.as_a_page import EXPLORERS, opened
from tests.widgets.controls.turning import played, silent
from widgets import InfusionLab, RouteLab
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Choice, Number
from widgets.model.regimens import infusion_summary, simulation
from widgets.model.regimens.regimen import TRIAL_REGIMENS
from widgets.view.screen import Readout, Screen

WITHOUT_FIGURES = {  # they answer in words and pictures only
    "CaseCount",
    "CasePlayer",
    "CasesAgain",
    "ContraindicationScreen",
    "DoseBench",
    "DoseSettings",
    "StopRule",
}
# The four criteria of the ladder are verdicts of the gate over all findings at once: test_gate
# holds them to each finding, and one finding alone often leaves a verdict as it was.
VERDICTS = {"Ladder"}
KEPT = (simulation._of_shape, simulation._people_of_shape, infusion_summary._per_mg_per_h)
POINTS = 48  # an hour apart: what follows what does not hang on how fine a curve is drawn
LOOKS = ("one", "two", "models", "effect")


@pytest.fixture(scope="module", autouse=True)
def coarse_curves():
    """Curves drawn with few points, so that hundreds of screens take seconds; none is kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "CURVE_POINTS", POINTS)
        for each in KEPT:
            each.cache_clear()
        yield
    for each in KEPT:
        each.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("kind", EXPLORERS, ids=lambda each: each.__name__)
def test_every_figure_follows_every_control_or_says_so(kind):
    problems, figures = [], 0
    for explorer in played(opened(kind())):
        figures += len(explorer.shown["readouts"])
        problems += [] if kind.__name__ in VERDICTS else silent(explorer)
    assert problems == []
    assert (figures > 0) == (kind.__name__ not in WITHOUT_FIGURES)


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["own", *TRIAL_REGIMENS])
@pytest.mark.parametrize("look", LOOKS)
def test_the_infusion_lab_in_each_of_its_looks(plan, look):
    states = [("kamp_2020", "runs")]
    if plan == "own" and look != "two":
        states.append(("kamp_2020", "pauses"))
    if look in ("one", "models") and plan in ("own", "hardy"):
        states.append(("hijazi_2003", "runs"))  # a model in which weight changes no hours
    if look == "one" and plan == "own":
        states.append(("otto_2021_S_NK", "runs"))
    for model, pump in states:
        explorer = opened(InfusionLab(rate_mg_per_kg_h=0.1))
        values = {"plan": plan, "look": look, "model": model, "pump": pump}
        explorer.values = {**explorer.values, **values}
        assert explorer.shown["readouts"]
        assert silent(explorer) == [], values


@pytest.mark.parametrize("look", ["routes", "weight", "norketamine"])
def test_the_route_lab_in_each_of_its_looks(look):
    explorer = opened(RouteLab(look))
    assert explorer.shown["readouts"]
    assert silent(explorer) == []


def test_a_lab_with_a_prediction_and_one_inside_a_case():
    explorer = opened(InfusionLab(rate_mg_per_kg_h=0.1, duration_h=96, predict_at_h=100))
    explorer.values = {**explorer.values, "guess": "20", "reveal": "yes"}
    assert explorer.shown["readouts"] and silent(explorer, questions=("why",)) == []
    inside = opened(InfusionLab(0.1, predict_at_h=2, only=("rate", "hours")))
    inside.values = {**inside.values, "guess": "20", "reveal": "yes"}
    assert inside.shown["readouts"] and silent(inside, questions=("why",)) == []


class Broken(Explorer):
    """Doubles a dose, and forgets whom it is for."""

    heading = "Broken"
    dose = Number("dose", "Dose", "mg", 0, 10, 1, "5")
    people = Choice("people", "People differ as", (("a", "well"), ("b", "frail")), "a")
    unmoved: tuple[str, ...] = ()

    def controls(self, values):
        return self.dose, self.people

    def screen(self, values):
        figure = Readout("Twice the dose", f"{2 * values[self.dose]:g} mg")
        return Screen("Twice.", readouts=(replace(figure, unmoved_by=self.unmoved),))


class Honest(Broken):
    unmoved = ("people",)


class Lying(Broken):
    unmoved = ("people", "dose")


class Mute(Honest):
    """Knows what does not move its figure, and keeps it to itself."""

    def shows(self, values):
        return replace(super().shows(values), notes=())


def test_a_figure_that_is_silent_lies_or_keeps_its_words_back_is_found():
    still = "Twice the dose does not move with people"
    assert silent(opened(Honest())) == []
    assert silent(opened(Broken())) == [f"{still}, and does not say so"]
    assert silent(opened(Lying())) == [
        "Twice the dose says that dose does not move it, and it does"
    ]
    assert silent(opened(Mute())) == [f"{still}, and no words say so"]
