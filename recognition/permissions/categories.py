"""May this person say what fields and levels are called?"""

from core.permissions import ALLOWED, Verdict, deny
from organisation.models import User
from organisation.roles import Permission


def can_rename_categories(user: User) -> Verdict:
    """Give a field or level another name from a day on."""
    if user.has_permission(Permission.ROUND_MANAGE) or user.has_permission(Permission.UNITS_MANAGE):
        return ALLOWED
    return deny(
        "Chỉ lãnh đạo Ban Dân vận hoặc người quản trị được đổi tên lĩnh vực, cấp công nhận."
    )
