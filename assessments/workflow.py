"""The lives of a round, an assessment, a report and an inspection; the steps of a year."""

from collections import Counter
from collections.abc import Iterable

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


E = ReportState
REPORT_WORKFLOW = Workflow(
    # move             from                      to
    ("submit",         {E.DRAFT, E.RETURNED},    E.SUBMITTED),
    ("recall",         {E.SUBMITTED},            E.DRAFT),
    ("recall_mended",  {E.SUBMITTED},            E.RETURNED),
    ("return",         {E.SUBMITTED},            E.RETURNED),
    ("accept",         {E.SUBMITTED},            E.ACCEPTED),
    ("reopen",         {E.ACCEPTED},             E.RETURNED),
)  # fmt: skip


REPORT_EDITABLE = frozenset({E.DRAFT, E.RETURNED})
REPORT_SENT = frozenset({E.SUBMITTED, E.ACCEPTED})  # what counts in sums and as a source


class ConsolidationState(TextChoices):
    """The board's report of a quarter: its text may change until it is fixed."""

    DRAFT = "draft", "Đang soạn"
    FIXED = "fixed", "Đã chốt"


class IndicatorNature(TextChoices):
    """How an indicator adds up: over the quarters of a year, and over units."""

    FLOW = "flow", "Phát sinh trong quý (cộng các quý, cộng các đơn vị)"
    STOCK = "stock", "Số tại thời điểm (lấy quý cuối, cộng các đơn vị)"
    RATE = "rate", "Tỷ lệ, mức (lấy quý cuối, bình quân các đơn vị)"


class InspectionKind(TextChoices):
    INSPECTION = "inspection", "Kiểm tra"
    SUPERVISION = "supervision", "Giám sát"


class InspectionState(TextChoices):
    PLANNED = "planned", "Đã có kế hoạch"
    VISITED = "visited", "Đã làm việc tại đơn vị"
    CONCLUDED = "concluded", "Đã có kết luận"
    CANCELLED = "cancelled", "Đã huỷ"


N = InspectionState
INSPECTION_WORKFLOW = Workflow(
    # move        from          to
    ("visit",     {N.PLANNED},  N.VISITED),
    ("conclude",  {N.VISITED},  N.CONCLUDED),
    ("cancel",    {N.PLANNED},  N.CANCELLED),
)  # fmt: skip


class RemedyState(TextChoices):
    """What became of something that an inspection or last year's appraisal asked to mend."""

    OPEN = "open", "Chưa khắc phục"
    REPORTED = "reported", "Đơn vị báo đã khắc phục"
    PARTLY = "partly", "Khắc phục một phần"
    DONE = "done", "Đã khắc phục"
    NOT_DONE = "not_done", "Không khắc phục"


def counted_remedies(states: Iterable[str]) -> str:
    """How many are in which state: "1 đã báo khắc phục, chờ đánh giá, 2 đã khắc phục"."""
    counts = Counter(states)
    names = {RemedyState.REPORTED: "đã báo khắc phục, chờ đánh giá"}
    return ", ".join(
        f"{counts[state]} {names.get(state, state.label.lower())}"
        for state in RemedyState
        if counts[state]
    )


class Step(TextChoices):
    """The twelve steps of a unit's year, in their order."""

    REGISTRATION = "registration", "Đăng ký"
    REGISTRATION_APPROVAL = "registration_approval", "Duyệt đăng ký"
    REPORT_1 = "report_1", "Báo cáo quý I"
    REPORT_2 = "report_2", "Báo cáo quý II"
    REPORT_3 = "report_3", "Báo cáo quý III"
    REPORT_4 = "report_4", "Báo cáo quý IV"
    SELF_ASSESSMENT = "self_assessment", "Nộp bản tự chấm"
    APPRAISAL = "appraisal", "Thẩm định"
    FEEDBACK = "feedback", "Ý kiến của đơn vị"
    SETTLEMENT = "settlement", "Chốt kết quả"
    PROPOSAL = "proposal", "Trình Ban Thường vụ"
    CONCLUSION = "conclusion", "Kết luận"


REPORT_STEPS = (Step.REPORT_1, Step.REPORT_2, Step.REPORT_3, Step.REPORT_4)
UNIT_STEPS = (Step.REGISTRATION, *REPORT_STEPS, Step.SELF_ASSESSMENT)  # what a unit hands in
