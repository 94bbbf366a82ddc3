"""Columns of the Excel files about units and people: one list for template, import and export."""

from core.spreadsheets import Column
from organisation.event_words import FIELD_LABELS
from organisation.models import UnitKind
from organisation.roles import Role

UNITS_SHEET = "Đơn vị"
PEOPLE_SHEET = "Người dùng"

MERGED_COLUMN = Column("merged_into", "Sáp nhập vào", width=30)
LAST_LOGIN_COLUMN = Column("last_login", "Đăng nhập gần nhất", width=20)
ACTIVE_COLUMN = Column("is_active", "Đang mở", width=10)
PASSWORD_COLUMN = Column("password", "Mật khẩu ban đầu", width=20)


def unit_columns() -> list[Column]:
    """Columns of a file of units; the kinds are those that exist now."""
    kinds = {name: name for name in UnitKind.objects.values_list("name", flat=True)}
    return [
        Column("name", "Tên đơn vị", required=True, max_length=200, width=36),
        Column("short_name", "Tên ngắn", required=True, max_length=120, width=22),
        Column("kind", "Loại đơn vị", "choice", required=True, choices=kinds, width=20),
        Column("official_code", "Mã hành chính", max_length=20, may_be_absent=True),
        Column("parent", "Trực thuộc", max_length=200, may_be_absent=True, width=36),
        Column("valid_from", "Từ ngày", "date", required=True, width=14),
        Column("valid_to", "Đến ngày", "date", may_be_absent=True, width=14),
    ]


def person_columns() -> list[Column]:
    """Columns of a file of people; a person with several roles has a row for each."""
    roles = {str(role.label): role.value for role in Role}
    return [
        Column("full_name", "Họ và tên", required=True, max_length=120, width=28),
        Column("position", "Chức vụ", max_length=160, may_be_absent=True, width=30),
        Column("username", "Tên đăng nhập", max_length=60, may_be_absent=True, width=18),
        Column("email", "Thư điện tử", max_length=254, may_be_absent=True, width=28),
        Column("phone", "Điện thoại", max_length=20, may_be_absent=True, width=16),
        Column("role", "Vai trò", "choice", choices=roles, may_be_absent=True, width=28),
        Column("unit", "Tại đơn vị", max_length=200, may_be_absent=True, width=36),
    ]


def letterhead_columns() -> list[Column]:
    """Columns of the list of letterheads."""
    names = (
        "unit", "format", "parent_line", "issuer_line", "symbol", "place", "author",
        "authority_line", "signatory_title", "signatory_name", "archive_line",
    )  # fmt: skip
    lines = [Column(name, FIELD_LABELS[name], width=26) for name in names]
    days = [Column(name, FIELD_LABELS[name], "date") for name in ("valid_from", "valid_to")]
    return lines + days
