"""What a teacher runs: session plans, and what is made from them.

`load_plans()` gives every plan by id, `for_case(plan, case)` puts a case into the one for any case.
"""

from .plan import Argument, Plan, Step
from .plan_files import (
    PlanError,
    all_sessions,
    for_case,
    left_out_plans,
    load_plan_file,
    load_plans,
    plan_mistakes,
)

__all__ = [
    "Argument",
    "Plan",
    "PlanError",
    "Step",
    "all_sessions",
    "for_case",
    "left_out_plans",
    "load_plan_file",
    "load_plans",
    "plan_mistakes",
]
