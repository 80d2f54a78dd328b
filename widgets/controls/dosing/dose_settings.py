"""Four lines of one page: the learner says which setting each comes from, then sees."""

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Options
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
from widgets.view.screen import Passage, Screen, refused

WEIGHTS_KG = (45, 70, 110)  # light, the reference adult, heavy


class DoseSettings(Explorer):
    """Four dose lines without their setting; after the learner's choice, each in its own row."""

    def __init__(self):
        super().__init__(
            self._asks("0"),
            heading="Four lines, which setting?",
            watermark="Sandbox: no patient. Where doses come from, nothing to prescribe from.",
        )

    def _asks(self, run: str) -> tuple:
        options = tuple((setting, setting.capitalize()) for setting in DOSE_LINE_SETTINGS)
        return (
            *(Options(f"{line.id}~{run}", line.shown, options) for line in dose_lines()),
            Action(f"reveal~{run}", "Show where each comes from", again=True),
        )

    def screen(self, values: dict[str, str]) -> Screen:
        """The question, or every line in its setting."""
        run = values.get("again") or "0"
        if values.get(f"reveal~{run}") != "yes":
            sentence = "Four dose lines from one page: put each into its setting, then look."
            return Screen(sentence, controls=self._asks(run))
        chosen = {line.id: values.get(f"{line.id}~{run}") for line in dose_lines()}
        if not all(chosen.values()):
            return refused("Choose a setting for each of the four lines first.")
        right = sum(chosen[line.id] == line.limit.setting for line in dose_lines())
        said = f"{right} of {len(chosen)} lines in the right setting"
        return Screen(
            f"{said}: two come from cancer pain, two from acute pain.",
            alt=settings_alt(),
            picture=settings_picture(),
            table=settings_table(),
            lead=(
                Passage(
                    "Your choice", (f"{said}.",), "good" if right == len(chosen) else "caution"
                ),
            ),
            passages=settings_passages(chosen),
            notes=(start_passage(*WEIGHTS_KG), *interaction_passages("oral")),
            controls=(Action("again", "Sort them again", press=str(int(run) + 1)),),
        )
