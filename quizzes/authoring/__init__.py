"""What whoever writes questions asks of them: the lint, the report on the bank, the statistics."""

from .lint import lint
from .report import report
from .responses import ResponsesError, read_responses
from .stats_report import stats_report

__all__ = ["ResponsesError", "lint", "read_responses", "report", "stats_report"]
