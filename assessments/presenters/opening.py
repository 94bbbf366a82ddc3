"""The guided page on which a year is opened: its steps, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from assessments.actions.rounds import participating_units, units_without_set
from assessments.calendars import calendar_problems, days_off
from assessments.documents.sheets import letterhead_on
from assessments.models import OfficerAssignment, Round
from assessments.permissions.years import RUNNING
from assessments.versions import later_versions
from assessments.workflow import RoundState
from assessments.year_plans import DATES, leaders_of, officers_of
from core.calendar import format_date, today
from core.models import MovedDay
from core.public_holidays import ANNOUNCED, tet
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Permission, Role

MOST_NAMES = 5


@dataclass(frozen=True)
class OpeningStep:
    """One page of the way; an address only where the person may go there now."""

    label: str
    url: str
    state: str  # done, current, todo


@dataclass(frozen=True)
class Check:
    """One line of the check list; `blocks`: the year cannot be opened like this."""

    label: str
    words: str
    is_well: bool
    url: str = ""
    action: str = ""
    blocks: bool = False

    @property
    def tone(self) -> str:
        """How serious it is, for the sign in front."""
        if self.is_well:
            return "success"
        return "danger" if self.blocks else "warning"


def opening_steps(round_: Round | None, current: str) -> list[OpeningStep]:
    """The four pages in their order; before the year is written down only the first is open."""
    labels = {
        "plan": "1. Lịch, bộ tiêu chí", "assign": "2. Phân công",
        "indicators": "3. Chỉ tiêu báo cáo", "open": "4. Kiểm tra, mở năm",
    }  # fmt: skip
    addresses = _addresses(round_) if round_ else {}
    place = list(labels).index(current)
    return [
        OpeningStep(label, addresses.get(name, ""), _state(order, place))
        for order, (name, label) in enumerate(labels.items())
    ]


def planned_rounds(organisers: Iterable[int]) -> QuerySet[Round]:
    """Years that are being prepared by these organisers, the nearest first."""
    found = Round.objects.filter(organiser__in=organisers, state=RoundState.PLANNED)
    return found.order_by("year", "pk")


def checks(round_: Round, user: User) -> list[Check]:
    """Everything to look at before the year is opened, in the order of the steps."""
    plan = reverse("assessments:round-change", args=[round_.pk])
    units = list(participating_units(round_).select_related("kind"))
    return [
        _order(round_, plan), _year_before(round_), _working_days(round_, plan),
        _moved_days(round_),
        _sets(round_, plan), _versions(round_, plan), _units(units, user),
        *_followers(round_, units), _indicators(round_, units), _letterhead(round_, user),
        _people(units, user),
    ]  # fmt: skip


def _state(order: int, place: int) -> str:
    if order == place:
        return "current"
    return "done" if order < place else "todo"


def _addresses(round_: Round) -> dict[str, str]:
    return {
        "plan": reverse("assessments:round-change", args=[round_.pk]),
        "assign": reverse("assessments:round-assign", args=[round_.pk]),
        "indicators": f"{reverse('assessments:indicators')}?dot={round_.pk}",
        "open": reverse("assessments:round-open", args=[round_.pk]),
    }


def _order(round_: Round, plan: str) -> Check:
    calendar = {name: getattr(round_, name) for name in DATES}
    problems = calendar_problems(round_.year, calendar)
    words = " ".join(dict.fromkeys(problems.values())) or "Các hạn trong năm đúng thứ tự."
    return Check("Lịch đúng thứ tự", words, not problems, plan, "Sửa lịch")


def _working_days(round_: Round, plan: str) -> Check:
    found = days_off({name: getattr(round_, name) for name in DATES})
    words = "Các hạn đều rơi vào ngày làm việc."
    if found:
        words = f"Rơi vào ngày nghỉ: {', '.join(format_date(day) for day in found)}."
    return Check("Hạn vào ngày làm việc", words, not found, plan, "Sửa lịch")


def _moved_days(round_: Round) -> Check:
    """The holidays of the year, and those that the board has written down itself.

    A year whose holidays have not been announced to us is computed, which is said plainly.
    """
    year = round_.year
    rows = MovedDay.objects.filter(day__year=year)
    written, documented = rows.count(), rows.exclude(reference="").count()
    announced = ANNOUNCED.get(year)
    own = f" Ban đã ghi {written} ngày nghỉ, làm bù." if written else ""
    if announced:
        words = f"Năm {year} {_holidays(year)} theo {announced}.{own} Hoán đổi khác thì ghi thêm."
    elif documented:
        words = f"Năm {year} {_holidays(year)}, đã đối chiếu với thông báo của năm.{own}"
    else:
        words = (
            f"Phần mềm chưa có thông báo nghỉ lễ, Tết năm {year}; {_holidays(year)} chỉ là tính "
            f"theo luật và âm lịch, có thể khác.{own} Khi có thông báo, hãy đối chiếu và ghi từng "
            "ngày khác kèm số văn bản."
        )
    url = f"{reverse('assessments:moved-days')}?dot={round_.pk}"
    is_well = bool(announced or documented)
    return Check("Ngày nghỉ, ngày làm bù", words, is_well, url, "Ghi ngày nghỉ")


def _holidays(year: int) -> str:
    """ "nghỉ Tết từ 04/02/2027 đến hết 10/02/2027"; without a lunar calendar that there is none."""
    days = tet(year)
    if days is None:
        return "chưa có ngày Tết âm lịch"
    first, last = (format_date(day) for day in days)
    return f"nghỉ Tết từ {first} đến hết {last}"


def _year_before(round_: Round) -> Check:
    """Two years may overlap; the head should know that they do."""
    earlier = Round.objects.filter(organiser=round_.organiser_id, year__lt=round_.year)
    going_on = earlier.filter(state__in=RUNNING).order_by("-year").first()
    if going_on is None:
        url = reverse("assessments:rounds")
        return Check("Năm trước", "Không còn năm trước nào đang mở.", True, url, "Xem các năm")
    words = (
        f"Năm {going_on.year} còn “{going_on.get_state_display().lower()}”. Vẫn mở được năm mới: "
        "việc của cả hai năm hiện ở trang chủ của đơn vị, ghi rõ năm nào."
    )
    return Check("Năm trước", words, True, going_on.get_absolute_url(), "Xem năm trước")


def _sets(round_: Round, plan: str) -> Check:
    without, has_sets = list(units_without_set(round_)), round_.criteria_sets.exists()
    words = "Mọi loại đơn vị được chấm điểm đều có bộ tiêu chí."
    if not has_sets:
        words = "Chưa chọn bộ tiêu chí nào."
    elif without:
        words = f"{len(without)} đơn vị sẽ không được chấm điểm: {_names(without)}."
    is_well = has_sets and not without
    return Check("Bộ tiêu chí", words, is_well, plan, "Chọn bộ tiêu chí", blocks=not has_sets)


def _versions(round_: Round, plan: str) -> Check:
    later = later_versions(round_)
    words = "Đang dùng phiên bản mới nhất."
    if later:
        words = f"Đã ban hành phiên bản mới hơn: {_names(later)}."
    return Check("Phiên bản bộ tiêu chí", words, not later, plan, "Chọn lại")


def _units(units: list[Unit], user: User) -> Check:
    words = f"{len(units)} đơn vị tham gia." if units else "Chưa có đơn vị nào tham gia."
    may = user.has_permission(Permission.ORGANISATION_VIEW)
    url = reverse("organisation:units") if may else ""
    return Check("Đơn vị tham gia", words, bool(units), url, "Xem đơn vị", blocks=not units)


def _followers(round_: Round, units: list[Unit]) -> list[Check]:
    url = reverse("assessments:round-assign", args=[round_.pk])
    rows = {row.unit_id: row for row in OfficerAssignment.objects.filter(round=round_)}
    officers = {person.pk for person in officers_of(round_)}
    leaders = {person.pk for person in leaders_of(round_)}
    alone = [u for u in units if u.pk not in rows or rows[u.pk].officer_id not in officers]
    led = [u for u in units if u.pk in rows and rows[u.pk].leader_id in leaders]
    unled = [u for u in units if u not in led]
    return [
        _missing("Chuyên viên theo dõi", "Đơn vị nào cũng có chuyên viên.", alone, url),
        _missing("Lãnh đạo phụ trách", "Đơn vị nào cũng có lãnh đạo phụ trách.", unled, url),
    ]


def _missing(label: str, well: str, units: list[Unit], url: str) -> Check:
    words = f"{len(units)} đơn vị chưa có: {_names(units)}." if units else well
    return Check(label, words, not units, url, "Phân công")


def _indicators(round_: Round, units: list[Unit]) -> Check:
    url = f"{reverse('assessments:indicators')}?dot={round_.pk}"
    asked = round_.organiser.indicators.filter(is_asked=True)
    for_kinds = list(asked.values_list("unit_kind", flat=True))
    kinds = {unit.kind_id: unit.kind for unit in units}
    unasked = [k for pk, k in kinds.items() if pk not in for_kinds and None not in for_kinds]
    words = f"{len(for_kinds)} chỉ tiêu được hỏi mỗi quý."
    if unasked:
        words = f"Chưa hỏi chỉ tiêu nào của: {_names(unasked)}."
    return Check("Chỉ tiêu báo cáo quý", words, not unasked, url, "Sửa danh mục")


def _letterhead(round_: Round, user: User) -> Check:
    missing = [
        day
        for day in dict.fromkeys((max(today(), round_.registration_due), round_.appraisal_due))
        if not letterhead_on(round_.organiser_id, day)
    ]
    words = "Thể thức văn bản còn hiệu lực trong cả năm."
    if missing:
        days = ", ".join(map(format_date, missing))
        words = f"Chưa có thể thức văn bản cho ngày {days}. Người quản trị khai báo phần này."
    may = user.has_permission(Permission.LETTERHEADS_MANAGE)
    url = reverse("organisation:letterheads") if may else ""
    return Check("Thể thức văn bản", words, not missing, url, "Xem thể thức")


def _people(units: list[Unit], user: User) -> Check:
    held = RoleAssignment.objects.active_on(today()).filter(
        role=Role.UNIT_HEAD, unit__in=units, user__is_active=True
    )
    told = set(held.values_list("unit", flat=True))
    missing = [unit for unit in units if unit.pk not in told]
    words = "Đơn vị nào cũng có người đứng đầu nhận thông báo và nộp hồ sơ."
    if missing:
        words = f"{len(missing)} đơn vị chưa có tài khoản người đứng đầu: {_names(missing)}."
    may = user.has_permission(Permission.PEOPLE_MANAGE)
    url = reverse("organisation:people") if may else ""
    return Check("Tài khoản của đơn vị", words, not missing, url, "Xem tài khoản")


def _names(things: Iterable[object]) -> str:
    names = [str(thing) for thing in things]
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" và {more} đơn vị khác" if more > 0 else "")
