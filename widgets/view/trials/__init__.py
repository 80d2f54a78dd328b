"""Trials, reviews and guidelines in pictures and words."""
