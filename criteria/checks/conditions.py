"""Criteria that are asked only if another was answered so: can that answer ever be there?"""

from collections.abc import Iterator, Mapping

from criteria.checks.base import Finding, advice, fault
from criteria.conditions import is_answered_last
from criteria.definitions import Condition, CriterionDefinition, SetDefinition
from criteria.models import Scorer
from criteria.rules.base import listed
from criteria.scoring import Part, part_problems, rule_of

Criteria = Mapping[str, CriterionDefinition]


def findings(definition: SetDefinition) -> Iterator[Finding]:
    """Each condition that refers to nothing, to itself, to what comes later, or round in a ring."""
    ordered = [criterion for group in definition.groups for criterion in group.criteria]
    by_key = {criterion.key: criterion for criterion in reversed(ordered)}
    places = {criterion.key: number for number, criterion in enumerate(ordered)}
    for criterion in ordered:
        condition = criterion.condition
        if condition is None:
            continue
        obstacle = _target_obstacle(criterion, condition, by_key, places)
        if obstacle:
            yield _at(criterion, obstacle)
        else:
            yield from _answers(criterion, condition, by_key[condition.criterion])


def _at(criterion: CriterionDefinition, text: str) -> Finding:
    message = f"Tiêu chí {criterion.code}: {text}"
    return fault(message, "criterion", criterion.key, field="condition")


def _target_obstacle(
    criterion: CriterionDefinition,
    condition: Condition,
    by_key: Criteria,
    places: Mapping[str, int],
) -> str:
    """Why the criterion that the condition names cannot serve; "" if it can."""
    target = by_key.get(condition.criterion)
    if target is None:
        return "điều kiện nhắc đến một tiêu chí không có trong bộ."
    if target.key == criterion.key:
        return "điều kiện nhắc đến chính tiêu chí này."
    if _leads_back(target, criterion.key, by_key):
        return f"điều kiện vòng tròn với tiêu chí {target.code}."
    if places[target.key] > places[criterion.key]:
        return f"điều kiện nhắc đến tiêu chí {target.code} đứng sau."
    if is_answered_last(target):
        return f"điều kiện dựa vào số liệu chỉ có khi thẩm định xong tiêu chí {target.code}."
    return ""


def _leads_back(target: CriterionDefinition, key: str, by_key: Criteria) -> bool:
    """Whether the target's own conditions come to the criterion `key`."""
    seen: set[str] = set()
    while target.condition and target.key not in seen:
        seen.add(target.key)
        following = by_key.get(target.condition.criterion)
        if following is None:
            return False
        if following.key == key:
            return True
        target = following
    return False


def _answers(
    criterion: CriterionDefinition, condition: Condition, target: CriterionDefinition
) -> Iterator[Finding]:
    part = next((part for part in target.parts if part.key == condition.part), None)
    if part is None:
        yield _at(criterion, f"điều kiện nhắc đến phần điểm không có ở tiêu chí {target.code}.")
        return
    possible = _possible_answers(part)
    if possible is None:
        text = f"điều kiện cần một phần có/không hoặc chọn mức; “{part.label}” không phải vậy."
        yield _at(criterion, text)
    elif not condition.answers or not set(condition.answers) <= possible:
        text = f"điều kiện nhắc đến câu trả lời mà phần “{part.label}” không có."
        yield _at(criterion, text)
    else:
        yield from _idle(criterion, condition, target, possible)


def _idle(
    criterion: CriterionDefinition,
    condition: Condition,
    target: CriterionDefinition,
    possible: set[bool | str],
) -> Iterator[Finding]:
    place = {"kind": "criterion", "key": criterion.key, "field": "condition"}
    if set(condition.answers) == possible:
        text = f"Tiêu chí {criterion.code}: điều kiện đúng với mọi câu trả lời nên thừa."
        yield advice(text, **place)
    if target.scored_by == Scorer.APPRAISER:
        text = (
            f"Tiêu chí {criterion.code}: điều kiện dựa vào tiêu chí {target.code} do cơ quan"
            " thẩm định chấm, khi tự chấm chưa có câu trả lời."
        )
        yield advice(text, **place)


def _possible_answers(part: Part) -> set[bool | str] | None:
    """What a person or our own records may answer; None if neither yes/no nor a choice."""
    rule = rule_of(part)
    if rule.method == "yes_no":
        return {True, False}
    if rule.method == "choice" and not part_problems(part):
        return {option["key"] for option in listed(rule, "options")}
    return None
