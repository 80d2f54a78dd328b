"""The one base of every error whose sentence a learner may read.

A page shows the sentence of a LearnerError and of nothing else: whatever else goes wrong is
written to the log, and the learner reads that it could not be computed. numpy's "operands could
not be broadcast together" is a ValueError too, and no sentence for anybody at a bedside.
"""


class LearnerError(ValueError):
    """An error whose message is one sentence for the learner: the thing, the limit, what came.

    The map of those that derive from it, each beside what raises it::

        LearnerError
        ├── DoseError             evidence.numbers: a dose, rate or volume that is refused
        │   └── NumberError       a number that cannot be read or shown
        ├── LeftOut               evidence: what rests on a file that has a mistake
        ├── KineticsError         widgets.model.kinetics: a simulation that cannot be run
        ├── FindingsError         widgets.model.gate: a finding that a patient cannot have
        ├── MonitoringError       widgets.model.safety: a monitoring plan the course does not make
        ├── RuleError             widgets.model.safety: a stop rule that could not stop anything
        ├── InputError            widgets.controls: a value outside the control that holds it
        ├── ScenarioError         widgets.controls: a scenario's code that cannot be read
        └── ResumeError           quizzes.engine: a resume code or a file of progress refused

    widgets.model.trials raises it itself, for counts and shares out of their range. Errors for
    whoever keeps the course (EvidenceError, TableError and what derives from it) stand apart: they
    name files and fields, and must never come so far as a page.

    control: the name of the control whose value is refused, "" where it is none.
    """

    control = ""
