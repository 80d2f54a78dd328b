"""Four lines of one page: the learner says which setting each comes from, then sees."""

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Control, Options
from widgets.controls.steps import Steps
from widgets.controls.values import Values
from widgets.view.dosing.dose_lines import (
    DOSE_LINE_SETTINGS,
    dose_lines,
    settings_alt,
    settings_passages,
    settings_picture,
    settings_table,
)
from widgets.view.dosing.starts import start_passage
from widgets.view.safety.interactions import interaction_passages
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Passage, Screen, refused

WEIGHTS_KG = (45, 70, 110)  # light, the reference adult, heavy


class DoseSettings(Explorer):
    """Four dose lines without their setting; after the learner's choice, each in its own row."""

    heading = "Four lines, which setting?"
    watermark = "Sandbox: no patient. Where doses come from, nothing to prescribe from."
    aside = staticmethod(watch_for)
    reveal = Action("reveal", "Show where each comes from", again=True)

    def __init__(self):
        settings = tuple((setting, setting.capitalize()) for setting in DOSE_LINE_SETTINGS)
        self.lines = tuple(Options(line.id, line.shown, settings) for line in dose_lines())

    def answered(self, values: Values) -> dict[str, str]:
        """Each line in its own setting."""
        now = Steps(values).now
        said = {now.of(self.reveal).name: self.reveal.press}
        for control, line in zip(self.lines, dose_lines(), strict=True):
            said[now.of(control).name] = line.limit.setting
        return said

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The four lines to be sorted."""
        now = Steps(values).now
        return tuple(now.of(each) for each in (*self.lines, self.reveal))

    def screen(self, values: Values) -> Screen:
        """The question, or every line in its setting."""
        steps = Steps(values)
        if not steps.now.pressed(self.reveal):
            return Screen("Four dose lines from one page: put each into its setting, then look.")
        chosen = {each.name: steps.now.answer(each) for each in self.lines}
        if not all(chosen.values()):
            return refused("Choose a setting for each of the four lines first.")
        right = sum(chosen[line.id] == line.limit.setting for line in dose_lines())
        said = f"{right} of {len(chosen)} lines in the right setting"
        tone = "good" if right == len(chosen) else "caution"
        return Screen(
            f"{said}: two come from cancer pain, two from acute pain.",
            alt=settings_alt(),
            picture=settings_picture(),
            table=settings_table(),
            lead=(Passage("Your choice", (f"{said}.",), tone),),
            passages=settings_passages(chosen),
            notes=(start_passage(*WEIGHTS_KG), *interaction_passages("oral")),
            controls=(steps.begin_again("Sort them again"),),
        )
