"""What a cell says and what it means: the drop-down lists of the workbook."""

from criteria import measures
from criteria.models import NotApplicablePolicy, Scorer, VetoKind
from criteria.scoring import METHOD_LABELS

YES, NO = "Có", "Không"
YES_NO = {YES: True, NO: False}
GROUP, CRITERION = "Nhóm", "Tiêu chí"
ROW_KINDS = {GROUP: "group", CRITERION: "criterion"}
POLICIES = {policy.label: policy.value for policy in NotApplicablePolicy}
SCORERS = {scorer.label: scorer.value for scorer in Scorer}
VETO_KINDS = {kind.label: kind.value for kind in VetoKind}
# A measure is no method of its own here: it is where the figures of a method come from.
METHODS = {label: code for code, label in METHOD_LABELS.items() if code != "measure"}
EARNS = {YES: "yes", NO: "no"}
SUBJECTS = {"Tỷ lệ (%)": "share", "Số đếm": "count", "Số thập phân": "number"}
FIGURE_KINDS = {"Số đếm": "count", "Số thập phân": "number"}
WHEN_ZERO = {"Chưa chấm, hỏi lại": "ask", "Cho điểm tối đa": "full", "Cho 0 điểm": "zero"}
TYPED = "Đơn vị nhập"


def sources() -> dict[str, str]:
    """Where figures come from: typed by the unit (""), or one of our own measures."""
    return {TYPED: "", **{label: code for code, label in measures.labels().items()}}


def label_of(choices: dict[str, object], value: object) -> str:
    """What a cell says for a value; the value itself where the list does not know it."""
    return next((label for label, known in choices.items() if known == value), str(value))
