"""The course's one idea as a figure: what comes before ketamine, the gate, a trial and its end.

`pathway()` gives it as data, `pathway_svg(form)` as a drawing without a widget, `pathway_list()`
as a list in words, `pathway_alt()` in a few sentences; `pathway_notes()` stand wherever it does.
"""

from teaching.pathway.drawing import FORMS, pathway_svg
from teaching.pathway.stages import WIDER, Group, Point, Stage, pathway, pathway_notes
from teaching.pathway.words import pathway_alt, pathway_list

__all__ = [
    "FORMS",
    "Group",
    "Point",
    "Stage",
    "WIDER",
    "pathway",
    "pathway_alt",
    "pathway_list",
    "pathway_notes",
    "pathway_svg",
]
