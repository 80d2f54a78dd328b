"""The run sheet of a plan: what a teacher reads in ten minutes and takes along."""

from .sheet import RunSheet, run_sheet

__all__ = ["RunSheet", "run_sheet"]
