"""Two people, one criterion or part: both texts side by side."""

from typing import Any

from core import audit
from criteria.forms.criterion import CriterionForm
from criteria.forms.rules.reading import RuleForm
from criteria.models import CriteriaSet
from criteria.presenters.criterion_page import own_boxes
from criteria.presenters.rule_boxes import labels_by_name

LATEST = 50  # events that are looked through for who changed the row last
KEPT = (
    "Có người vừa sửa chỗ này. Các ô đang giữ nội dung đồng chí nhập; "
    "bấm Lưu nếu muốn lấy nội dung này."
)


def conflict_values(
    draft: CriteriaSet, kind: str, row: Any, rows: list[dict[str, str]]
) -> dict[str, Any]:
    """Context of components/version_conflict.html: only the boxes that differ."""
    events = audit.history(draft).filter(kind__startswith=f"{kind}.")[:LATEST]
    last = next((event for event in events if (event.after or {}).get("key") == row.key), None)
    return {
        "who": last.actor_name if last else "Người khác",
        "at": last.at if last else None,
        "version": row.version,
        "rows": [box for box in rows if box["mine"] != box["theirs"]],
    }


def part_rows(mine: RuleForm, theirs: RuleForm) -> list[dict[str, str]]:
    """Every box of a part in both versions."""
    labels = {**labels_by_name(theirs), **labels_by_name(mine)}
    left, right = mine.flat, theirs.flat
    return [_box(name, label, left.get(name, ""), right.get(name, ""))
            for name, label in labels.items()]  # fmt: skip


def criterion_rows(mine: CriterionForm, theirs: CriterionForm) -> list[dict[str, str]]:
    """Every box of a criterion in both versions; choices with their words."""
    left, right = own_boxes(mine), own_boxes(theirs)
    return [_criterion_box(left[name], right[name]) for name in left]


def _criterion_box(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, str]:
    box = _box(mine["name"], mine["label"], mine["value"], theirs["value"])
    return box | {"mine_words": _words(mine), "theirs_words": _words(theirs)}


def _words(box: dict[str, Any]) -> str:
    if box["widget"] == "tick":
        return "Có" if box["value"] else "Không"
    chosen = [label for _key, label, is_chosen in box["choices"] if is_chosen]
    return chosen[0] if chosen else box["value"]


def _box(name: str, label: str, mine: str, theirs: str) -> dict[str, str]:
    return {"name": name, "label": label, "mine": mine, "theirs": theirs}
