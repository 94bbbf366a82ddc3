"""The names of the policy tables (policy/*.csv) and the rows that they stand for."""

from dataclasses import dataclass

from criteria.models import CriteriaSet
from organisation.models import Unit, User
from organisation.roles import Role

FILE, ROUND, SET, PROPOSAL, DECISION, REPORT = (
    "hồ sơ", "đợt", "bộ tiêu chí", "tờ trình", "quyết định", "báo cáo",
)  # fmt: skip
INSPECTION, NOTE = "cuộc kiểm tra", "ghi chép"
PROGRESS = "tiến độ hồ sơ"  # how far a file is, for those who may not look into it yet
REGISTRATION, NOTICE = "bản đăng ký", "thông báo phê duyệt"
PERSON, UNIT, KIND, LETTERHEAD = "tài khoản", "đơn vị", "loại đơn vị", "thể thức"
MESSAGE, NOTHING = "thông báo", "không"
INDICATOR, MOVED_DAY, NAME = "chỉ tiêu", "ngày nghỉ bù", "tên gọi"
SUMMARY, MINUTES = "báo cáo tổng hợp", "biên bản bàn giao"
ALWAYS = "mọi lúc"

GUEST, DISABLED, WITHOUT_ROLE = "khách", "tài khoản bị khoá", "không vai trò"
AT_UNIT = {"cán bộ": Role.UNIT_EDITOR, "người đứng đầu": Role.UNIT_HEAD}
AT_ORGANISER = {
    "chuyên viên": Role.OFFICER,
    "lãnh đạo Ban": Role.BOARD_HEAD,
    "cơ quan hiệp y": Role.CONTRIBUTOR,
    "uỷ viên BTV": Role.COMMITTEE_MEMBER,
    "người ký": Role.SIGNATORY,
    "văn phòng": Role.CLERK,
    "kiểm tra": Role.AUDITOR,
    "quản trị": Role.ADMINISTRATOR,
}
ELSEWHERE = "nơi khác"
ASSIGNED, NOT_ASSIGNED = "chuyên viên phụ trách", "chuyên viên"


@dataclass
class World:
    """Everything that the matrix asks about: people by name, things by noun and state."""

    organiser: Unit
    people: dict[str, User]
    things: dict[str, dict[str, object]]
    later_set: CriteriaSet  # a version of the set that the rounds use

    def thing(self, noun: str, state: str):
        """The row of a noun in a state; None where the address names no row."""
        return self.things.get(noun, {}).get(state)

    def states(self, noun: str) -> tuple[str, ...]:
        """Every state of a noun that matters; one for what has no states."""
        return tuple(self.things.get(noun, {ALWAYS: None}))
