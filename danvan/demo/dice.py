"""Chance that repeats itself: the same seed and the same subject give the same throws."""

from random import Random


def dice(seed: int, *subject: object) -> Random:
    """A fresh generator for one subject, independent of what other subjects draw."""
    return Random(f"{seed}:{':'.join(map(str, subject))}")
