"""Sums to practise, the errors that people make in them, and pumps to find an error at."""
