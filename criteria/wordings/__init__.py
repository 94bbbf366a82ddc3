"""Scoring rules out of the Vietnamese wording of a criterion, where the wording is regular.

A wrong rule is worse than none: whatever is not understood for sure, or does not add up to the
criterion's maximum, is left to people as a part that is scored by hand. No Django.
"""

from criteria.wordings.recognising import Recognition, Sureness, recognise

__all__ = ["Recognition", "Sureness", "recognise"]
