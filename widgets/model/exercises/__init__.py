"""Sums to practise, the errors that people make in them, and set-ups to find an error at.

The front door; each name says more where it is defined.
"""

from widgets.model.exercises.error_detection import (
    ErrorExercise,
    ErrorKind,
    error_exercise,
    error_exercise_of,
    error_kinds,
)
from widgets.model.exercises.error_patterns import (
    ErrorPattern,
    JudgedAnswer,
    error_patterns_of,
    judge_answer,
)
from widgets.model.exercises.setups import (
    DoseSetup,
    Preparation,
    PumpScreen,
    PumpSetup,
    given_mg_per_h,
    told_mg_per_h,
)
from widgets.model.exercises.sums import SUM_STEPS, SUMS, SumStep, Task, fresh_task, keys

__all__ = [
    "DoseSetup",
    "ErrorExercise",
    "ErrorKind",
    "ErrorPattern",
    "JudgedAnswer",
    "Preparation",
    "PumpScreen",
    "PumpSetup",
    "SUMS",
    "SUM_STEPS",
    "SumStep",
    "Task",
    "error_exercise",
    "error_exercise_of",
    "error_kinds",
    "error_patterns_of",
    "fresh_task",
    "given_mg_per_h",
    "judge_answer",
    "keys",
    "told_mg_per_h",
]
