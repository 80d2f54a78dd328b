"""A small model that learns from the looks of options in other lessons which one is right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .choices import Score, WordChoice, most, score
from .cues import features

RIDGE = 3.0  # keeps the weights small: there are few questions for many features
_STEPS = 12
MODEL_NAME = "a model of looks, trained on the other lessons"

Rows = list[tuple[np.ndarray, int]]  # (options, features) and the place of the key


def _prepared(asked: Sequence[WordChoice]) -> list[np.ndarray]:
    """The features of each choice around their mean, in units of their spread over all choices."""
    centred = [table - table.mean(axis=0) for table in (np.array(features(each)) for each in asked)]
    spread = np.concatenate(centred).std(axis=0)
    return [table / np.where(spread > 0, spread, 1) for table in centred]


def weights(rows: Rows) -> np.ndarray:
    """Fit a conditional logistic regression, the chance of each option to be the key, by Newton."""
    width = rows[0][0].shape[1]
    found = np.zeros(width)
    for _ in range(_STEPS):
        slope, bend = -RIDGE * found, RIDGE * np.eye(width)
        for table, key in rows:
            height = table @ found
            chance = np.exp(height - height.max())
            chance /= chance.sum()
            mean = chance @ table
            slope += table[key] - mean
            bend += (table.T * chance) @ table - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        found = found + step
        if np.abs(step).max() < 1e-6:
            break
    return found


def left_out_picks(asked: Sequence[WordChoice]) -> dict[str, frozenset[int]]:
    """For each choice what the model picks that was trained on all other lessons."""
    if len({choice.lesson for choice in asked}) < 2:
        return {}
    tables = _prepared(asked)
    picks: dict[str, frozenset[int]] = {}
    for lesson in sorted({choice.lesson for choice in asked}):
        others = [
            (table, choice.key)
            for table, choice in zip(tables, asked, strict=True)
            if choice.lesson != lesson
        ]
        learnt = weights(others)
        for table, choice in zip(tables, asked, strict=True):
            if choice.lesson == lesson:
                picks[choice.item] = most([float(f"{each:.9g}") for each in table @ learnt])
    return picks


def model_score(asked: Sequence[WordChoice], picks: dict[str, frozenset[int]]) -> Score:
    """What the model takes of these choices."""
    return score(
        MODEL_NAME, ((choice, picks[choice.item]) for choice in asked if choice.item in picks)
    )
