"""The lives of a round and an assessment, each on one screen; the states of a report."""

from django.db.models import TextChoices

from core.workflow import Workflow


class RoundState(TextChoices):
    PLANNED = "planned", "Chuẩn bị"
    OPEN = "open", "Đang tự chấm điểm"
    APPRAISING = "appraising", "Đang thẩm định"
    CLOSED = "closed", "Đã kết thúc"


R = RoundState
ROUND_WORKFLOW = Workflow(
    # move               from             to
    ("open",             {R.PLANNED},     R.OPEN),
    ("start_appraising", {R.OPEN},        R.APPRAISING),
    ("close",            {R.APPRAISING},  R.CLOSED),
)  # fmt: skip


class AssessmentState(TextChoices):
    DRAFT = "draft", "Đơn vị đang chấm"
    SUBMITTED = "submitted", "Đã nộp, chờ thẩm định"
    RETURNED = "returned", "Trả lại để bổ sung"
    APPRAISED = "appraised", "Đã có kết quả dự kiến"
    SETTLED = "settled", "Đã chốt kết quả"
    PROPOSED = "proposed", "Đã trình Ban Thường vụ"
    CLOSED = "closed", "Đã có kết luận"


class Outcome(TextChoices):
    """What the Standing Committee concluded on a closed assessment."""

    RECOGNISED = "recognised", "Được công nhận"
    NOT_RECOGNISED = "not_recognised", "Không được công nhận"


S = AssessmentState
ASSESSMENT_WORKFLOW = Workflow(
    # move                from                      to
    ("submit",            {S.DRAFT, S.RETURNED},    S.SUBMITTED),
    ("recall",            {S.SUBMITTED},            S.DRAFT),
    ("recall_supplement", {S.SUBMITTED},            S.RETURNED),
    ("send_back",         {S.SUBMITTED},            S.RETURNED),
    ("appraise",          {S.SUBMITTED},            S.APPRAISED),
    ("reconsider",        {S.APPRAISED},            S.SUBMITTED),
    ("settle",            {S.APPRAISED},            S.SETTLED),
    ("reopen",            {S.SETTLED},              S.SUBMITTED),
    ("propose",           {S.SETTLED},              S.PROPOSED),
    ("withdraw",          {S.PROPOSED},             S.SETTLED),
    ("close",             {S.PROPOSED},             S.CLOSED),
)  # fmt: skip

UNIT_EDITABLE = frozenset({S.DRAFT, S.RETURNED})
HANDED_OVER = frozenset(S) - {S.DRAFT}
UNCONCLUDED = frozenset({S.SUBMITTED, S.APPRAISED, S.SETTLED, S.PROPOSED})
BEFORE_COMMITTEE = frozenset({S.PROPOSED, S.CLOSED})
RESULT_OUT = BEFORE_COMMITTEE | {S.APPRAISED, S.SETTLED}


class ReportState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã gửi"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    RETURNED = "returned", "Trả lại"
