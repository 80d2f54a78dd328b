"""Regimens that can be drawn, for whom, and what levels they make."""
