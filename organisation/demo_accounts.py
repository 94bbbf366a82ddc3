"""The accounts that the login page offers as buttons, in demonstration mode only."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone

from organisation.models import RoleAssignment, User
from organisation.roles import Role

# Published on purpose: every invented person of the demonstration has it.
DEMO_PASSWORD = "dan-van-kheo-yen-the"

MOST_PER_ROLE = 2
ROLES_SHOWN_ONCE = frozenset({
    Role.BOARD_HEAD, Role.CONTRIBUTOR, Role.SIGNATORY, Role.CLERK, Role.AUDITOR, Role.ADMINISTRATOR,
})  # fmt: skip
ROLE_LINES = {
    Role.UNIT_EDITOR: "Điền bản tự chấm điểm, đính kèm minh chứng.",
    Role.UNIT_HEAD: "Xem lại và nộp hồ sơ của đơn vị.",
    Role.OFFICER: "Thẩm định hồ sơ các đơn vị được phân công.",
    Role.BOARD_HEAD: "Mở đợt, phân công, chốt kết quả, lập tờ trình.",
    Role.CONTRIBUTOR: "Đọc hồ sơ đã nộp, cho ý kiến theo lĩnh vực.",
    Role.COMMITTEE_MEMBER: "Xem và phê duyệt tờ trình đề nghị công nhận.",
    Role.SIGNATORY: "Phê duyệt và ký quyết định.",
    Role.CLERK: "Cấp số, ban hành, thu hồi quyết định.",
    Role.AUDITOR: "Đọc mọi hồ sơ, không sửa.",
    Role.ADMINISTRATOR: "Quản lý đơn vị, tài khoản, vai trò.",
}


@dataclass(frozen=True)
class RoleAccounts:
    """The accounts shown for one role, with one line on what it does."""

    label: str
    line: str
    people: list[User] = field(default_factory=list)


def shown_accounts() -> list[User]:
    """One or two people per role who may log in today, in the order of the roles.

    Each carries `shown_role` and `shown_unit`, the role and unit they stand for here.
    """
    taken: set[int] = set()
    people = []
    for role, assignments in groupby(_assignments(), key=lambda a: a.role):
        fresh = [a for a in assignments if a.user_id not in taken]
        for assignment in fresh[: 1 if role in ROLES_SHOWN_ONCE else MOST_PER_ROLE]:
            taken.add(assignment.user_id)
            people.append(_representative(assignment))
    return people


def accounts_by_role() -> list[RoleAccounts]:
    """The shown accounts grouped by role, for the login page."""
    groups = groupby(shown_accounts(), key=lambda person: person.shown_role)
    return [RoleAccounts(Role(r).label, ROLE_LINES[r], list(people)) for r, people in groups]


def _assignments() -> list[RoleAssignment]:
    active = RoleAssignment.objects.active_on(timezone.localdate()).filter(user__is_active=True)
    order = {role: place for place, role in enumerate(Role)}
    rows = active.select_related("user", "unit").order_by("unit_id", "user_id")
    return sorted(rows, key=lambda assignment: order[assignment.role])


def _representative(assignment: RoleAssignment) -> User:
    person = assignment.user
    person.shown_role, person.shown_unit = assignment.role, assignment.unit
    return person
