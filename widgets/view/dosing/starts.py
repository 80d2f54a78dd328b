"""The low end of a range in mg/24 h, beside a guideline that starts lower: words."""

from evidence import load, state
from evidence.numbers import format_number
from widgets.model.dosing.starts import guideline_start_mg_per_24_h, low_end_mg_per_day
from widgets.view.cited import cited_passage
from widgets.view.screen import Passage

LOW_END_HEADING = "The low end is not the lowest start"


def start_passage(*weights_kg: float) -> Passage:
    """The low end of the range as mg/24 h at each weight, beside the start of a UK guideline."""
    low = format_number(load().limits["infusion_cancer_pain"].low)
    days = [
        f"{format_number(low_end_mg_per_day(weight))} mg/24 h at {format_number(weight)} kg"
        for weight in weights_kg
    ]
    listed = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    frail = guideline_start_mg_per_24_h()[2]
    below = [weight for weight in weights_kg if frail < low_end_mg_per_day(weight)]
    said = (
        f"The low end of the range, {low} mg/kg/h, is {listed}.",
        state(load().facts["F-I08"]),
        *(
            (
                "For somebody frail the low end is more than a start that is in use. "
                "Ask which start your unit takes.",
            )
            if below
            else ()
        ),
    )
    return cited_passage(LOW_END_HEADING, said, "F-I08", "caution")
