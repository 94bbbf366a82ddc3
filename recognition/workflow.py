"""The lives of a proposal, a decision and a model registration, each on one screen."""

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


M = RegistrationState
REGISTRATION_WORKFLOW = Workflow(
    # move       from                          to
    ("register",  {M.DRAFT},                   M.REGISTERED),
    ("approve",   {M.REGISTERED},              M.APPROVED),
    ("refuse",    {M.REGISTERED},              M.REFUSED),
    ("recognise", {M.APPROVED},                M.RECOGNISED),
    ("decline",   {M.APPROVED},                M.NOT_RECOGNISED),
    ("stop",      {M.REGISTERED, M.APPROVED},  M.STOPPED),
)  # fmt: skip
