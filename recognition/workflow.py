"""The lives of a proposal and a decision, each on one screen; the states of a registration."""

from django.db.models import TextChoices

from core.workflow import Workflow


class ProposalState(TextChoices):
    DRAFT = "draft", "Đang lập"
    SUBMITTED = "submitted", "Đã trình Ban Thường vụ"
    DECIDED = "decided", "Ban Thường vụ đã kết luận"


P = ProposalState
PROPOSAL_WORKFLOW = Workflow(
    # move       from            to
    ("submit",   {P.DRAFT},      P.SUBMITTED),
    ("withdraw", {P.SUBMITTED},  P.DRAFT),
    ("decide",   {P.SUBMITTED},  P.DECIDED),
)  # fmt: skip


class ItemOutcome(TextChoices):
    """The Standing Committee's word on one unit."""

    APPROVED = "approved", "Đồng ý"
    REFUSED = "refused", "Không đồng ý"
    SENT_BACK = "sent_back", "Trả lại để xem xét"


class DecisionState(TextChoices):
    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã ban hành"
    REVOKED = "revoked", "Đã thu hồi"


D = DecisionState
DECISION_WORKFLOW = Workflow(
    # move     from         to
    ("issue",  {D.DRAFT},   D.ISSUED),
    ("revoke", {D.ISSUED},  D.REVOKED),
)  # fmt: skip


class RegistrationState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    REGISTERED = "registered", "Đã đăng ký"
    APPROVED = "approved", "Được phê duyệt"
    REFUSED = "refused", "Không phê duyệt"
    RECOGNISED = "recognised", "Được công nhận"
    NOT_RECOGNISED = "not_recognised", "Không được công nhận"
    STOPPED = "stopped", "Đã dừng"
