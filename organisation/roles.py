"""The whole access table: which role gives which permission. Nothing else grants anything.

A role is held *at* a unit. A permission held at the organising unit of a round covers the files
of that round; a permission held at a reporting unit covers that unit's own files.
"""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is at a unit; the stored value is the short code."""

    UNIT_EDITOR = "unit_editor", "Cán bộ Khối Dân vận"
    UNIT_HEAD = "unit_head", "Bí thư, thủ trưởng đơn vị"
    OFFICER = "officer", "Chuyên viên Ban Dân vận"
    BOARD_HEAD = "board_head", "Lãnh đạo Ban Dân vận"
    CONTRIBUTOR = "contributor", "Cơ quan hiệp y"
    COMMITTEE_MEMBER = "committee_member", "Uỷ viên Ban Thường vụ"
    SIGNATORY = "signatory", "Bí thư, Phó Bí thư (người ký)"
    CLERK = "clerk", "Văn phòng cấp uỷ"
    AUDITOR = "auditor", "Kiểm tra, thanh tra"
    ADMINISTRATOR = "administrator", "Quản trị"


class Permission(TextChoices):
    """One thing that may be done or seen; predicates in <app>/permissions.py ask for these."""

    UNITS_MANAGE = "units_manage", "Quản lý đơn vị"
    PEOPLE_MANAGE = "people_manage", "Quản lý tài khoản và vai trò"
    LETTERHEADS_MANAGE = "letterheads_manage", "Quản lý thể thức văn bản"
    ORGANISATION_VIEW = "organisation_view", "Xem đơn vị, tài khoản, vai trò"

    CRITERIA_WRITE = "criteria_write", "Soạn, ban hành bộ tiêu chí"
    ROUND_MANAGE = "round_manage", "Mở, điều hành đợt chấm điểm"

    OWN_FILES_VIEW = "own_files_view", "Xem hồ sơ của đơn vị mình"
    ASSESSMENT_FILL = "assessment_fill", "Tự chấm điểm, đính kèm minh chứng"
    ASSESSMENT_SUBMIT = "assessment_submit", "Nộp, rút lại, phản hồi hồ sơ"

    SUBMITTED_FILES_VIEW = "submitted_files_view", "Xem hồ sơ các đơn vị đã nộp"
    APPRAISE = "appraise", "Thẩm định hồ sơ được phân công"
    SETTLE = "settle", "Chốt kết quả thẩm định, mở lại hồ sơ"

    PROPOSED_FILES_VIEW = "proposed_files_view", "Xem hồ sơ trình Ban Thường vụ"
    PROPOSAL_WRITE = "proposal_write", "Lập tờ trình đề nghị công nhận"
    PROPOSAL_DECIDE = "proposal_decide", "Phê duyệt tờ trình"
    DECISION_ISSUE = "decision_issue", "Cấp số, ban hành quyết định"
    DECISION_REVOKE = "decision_revoke", "Thu hồi quyết định"

    ALL_FILES_VIEW = "all_files_view", "Xem mọi hồ sơ, không sửa"


P, R = Permission, Role

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    R.UNIT_EDITOR: frozenset({P.OWN_FILES_VIEW, P.ASSESSMENT_FILL}),
    R.UNIT_HEAD: frozenset({P.OWN_FILES_VIEW, P.ASSESSMENT_FILL, P.ASSESSMENT_SUBMIT}),
    R.OFFICER: frozenset({P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW, P.APPRAISE}),
    R.BOARD_HEAD: frozenset({
        P.CRITERIA_WRITE, P.ROUND_MANAGE, P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW,
        P.APPRAISE, P.SETTLE, P.PROPOSAL_WRITE,
    }),
    R.CONTRIBUTOR: frozenset({P.SUBMITTED_FILES_VIEW}),
    R.COMMITTEE_MEMBER: frozenset({P.PROPOSED_FILES_VIEW, P.PROPOSAL_DECIDE}),
    R.SIGNATORY: frozenset({P.PROPOSED_FILES_VIEW, P.PROPOSAL_DECIDE, P.DECISION_REVOKE}),
    R.CLERK: frozenset({P.PROPOSED_FILES_VIEW, P.DECISION_ISSUE, P.DECISION_REVOKE}),
    R.AUDITOR: frozenset({P.ALL_FILES_VIEW, P.ORGANISATION_VIEW}),
    R.ADMINISTRATOR: frozenset({
        P.UNITS_MANAGE, P.PEOPLE_MANAGE, P.LETTERHEADS_MANAGE, P.ORGANISATION_VIEW,
    }),
}  # fmt: skip

# Roles that keep a person from holding another: separation of duties (design 6).
EXCLUSIVE_ROLES = frozenset({R.ADMINISTRATOR, R.AUDITOR})


def roles_with(permission: str) -> frozenset[str]:
    """Roles that give `permission`."""
    return frozenset(role for role, given in ROLE_PERMISSIONS.items() if permission in given)
