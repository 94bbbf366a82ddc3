"""What a copy within the same set looks like: other keys, other codes, the rest alike."""

from typing import Any

from criteria.actions.codes import free_code, taken_codes
from criteria.actions.items import BAND, CRITERION, GROUP, Item
from criteria.actions.subtrees import Subtree, criteria_in, new_key, subtree_of
from criteria.models import CriteriaSet
from criteria.numbering import next_code, renamed

NAME_LENGTH = 60


def copied(criteria_set: CriteriaSet, item: Item, original: Any) -> Subtree:
    """The subtree of a copy; the parts of criteria keep their keys, which are theirs alone."""
    subtree = subtree_of(original)
    values = subtree["values"]
    values |= {"key": new_key(), "version": 1}
    if item is BAND:
        values |= _free_band(criteria_set, original)
    elif "code" in item.columns:
        group = original.group if item is CRITERION else None
        values["code"] = free_code(criteria_set, item, group)
    if item is GROUP:
        _renew_criteria(criteria_set, original.code, subtree)
    return subtree


def _renew_criteria(criteria_set: CriteriaSet, old_code: str, group: Subtree) -> None:
    """Keys and codes for the criteria of a copied group; conditions among them go along."""
    taken = [*taken_codes(criteria_set), group["values"]["code"]]
    new_keys = {child["values"]["key"]: new_key() for child in criteria_in(group)}
    for child in criteria_in(group):
        values = child["values"]
        wanted = renamed(values["code"], old_code, group["values"]["code"])
        code = next_code([], taken, wanted)
        taken.append(code)
        needed = values["condition"].get("criterion")
        if needed in new_keys:
            values["condition"] = {**values["condition"], "criterion": new_keys[needed]}
        values |= {"key": new_keys[values["key"]], "code": code, "version": 1}


def _free_band(criteria_set: CriteriaSet, original: Any) -> dict[str, Any]:
    """A name and a number of points that no band of the set has yet."""
    bands = list(BAND.rows(criteria_set))
    names = {band.name.casefold() for band in bands}
    points = {band.minimum_points for band in bands}
    numbered = (f"{original.name[: NAME_LENGTH - 4]} ({n})" for n in range(2, len(bands) + 3))
    below = (original.minimum_points - n for n in range(1, len(bands) + 2))
    above = (original.minimum_points + n for n in range(1, len(bands) + 2))
    return {
        "name": next(name for name in numbered if name.casefold() not in names),
        "minimum_points": next(p for p in (*below, *above) if p >= 0 and p not in points),
    }
