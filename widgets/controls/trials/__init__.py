"""Explorers of trials, chance, guidelines, tests and wind-up."""
