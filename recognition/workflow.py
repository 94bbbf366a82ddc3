"""The lives of registrations, a proposal and a decision, each on one screen."""

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


class UnitRegistrationState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã đăng ký, chờ duyệt"
    RETURNED = "returned", "Trả lại để bổ sung"
    APPROVED = "approved", "Đã phê duyệt"


U = UnitRegistrationState
UNIT_REGISTRATION_WORKFLOW = Workflow(
    # move       from                      to
    ("submit",   {U.DRAFT, U.RETURNED},    U.SUBMITTED),
    ("return",   {U.SUBMITTED},            U.RETURNED),
    ("approve",  {U.SUBMITTED},            U.APPROVED),
    ("reopen",   {U.APPROVED},             U.RETURNED),
)  # fmt: skip


class RegistrationState(TextChoices):
    """How far one registered model is."""

    DRAFT = "draft", "Đang soạn"
    REGISTERED = "registered", "Đã đăng ký"
    APPROVED = "approved", "Được phê duyệt"
    REFUSED = "refused", "Không phê duyệt"
    RECOGNISED = "recognised", "Được công nhận"
    NOT_RECOGNISED = "not_recognised", "Không được công nhận"
    STOPPED = "stopped", "Đã dừng"


G = RegistrationState
REGISTRATION_WORKFLOW = Workflow(
    # move             from                          to
    ("register",       {G.DRAFT, G.REGISTERED, G.REFUSED}, G.REGISTERED),
    ("approve",        {G.REGISTERED},               G.APPROVED),
    ("refuse",         {G.REGISTERED},               G.REFUSED),
    ("stop",           {G.APPROVED},                 G.STOPPED),
    ("take_up_again",  {G.STOPPED},                  G.APPROVED),
    ("recognise",      {G.APPROVED},                 G.RECOGNISED),
    ("not_recognise",  {G.APPROVED},                 G.NOT_RECOGNISED),
    ("correct",        {G.RECOGNISED, G.NOT_RECOGNISED}, G.APPROVED),
)  # fmt: skip


class ProgressState(TextChoices):
    """How a registered model stood at the end of a quarter."""

    ON_TRACK = "on_track", "Đúng tiến độ"
    BEHIND = "behind", "Chậm tiến độ"
    STALLED = "stalled", "Dừng, chưa triển khai"
    DONE = "done", "Đã hoàn thành"
