"""Explorers of monitoring, adverse effects and the stop rule."""
