"""Kernels forked from one process that has rehearsed the lessons, and what Jupyter needs for it."""
