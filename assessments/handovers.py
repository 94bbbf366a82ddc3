"""What must be true before a role and its open work pass from one person to another."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from assessments.models import AppraisedScore, Assessment, OfficerAssignment
from assessments.open_work import followed_units, open_rounds_of
from core.calendar import format_date, today
from organisation.mergers import family
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Permission, Role

HANDED_OVER_ROLES = (Role.UNIT_HEAD, Role.UNIT_EDITOR, Role.OFFICER)


def offered_assignments(unit: Unit) -> list[RoleAssignment]:
    """Roles at the unit that can be handed over now."""
    rows = unit.role_assignments.active_on(today()).filter(role__in=HANDED_OVER_ROLES)
    return list(rows.select_related("user", "unit").order_by("role", "user__sort_key"))


def offered_people(unit: Unit) -> Iterable[User]:
    """Who may take over: people of the unit, and accounts that have no role yet."""
    held = RoleAssignment.objects.active_on(today())
    here = User.objects.filter(pk__in=held.filter(unit=unit).values("user"))
    free = User.objects.exclude(pk__in=held.values("user"))
    return (here | free).filter(is_active=True)


def require_possible(assignment: RoleAssignment, to_person: User, on: date) -> None:
    """Raise ValidationError with every fault, by field."""
    faults = _faults_of_date(assignment, on)
    if assignment.role not in HANDED_OVER_ROLES:
        faults["assignment"] = "Chỉ bàn giao vai trò của đơn vị và của chuyên viên."
    if fault := _fault_of_person(assignment, to_person):
        faults["to_person"] = fault
    if faults:
        raise ValidationError(faults)


def _faults_of_date(assignment: RoleAssignment, on: date) -> dict[str, str]:
    if on > today():
        return {"on": "Ngày bàn giao không được sau hôm nay. Đến ngày đó hãy lập biên bản."}
    if on < assignment.valid_from:
        since = format_date(assignment.valid_from)
        return {"on": f"Người bàn giao giữ vai trò này từ {since}; chọn ngày từ đó trở đi."}
    return {}


def _fault_of_person(assignment: RoleAssignment, to_person: User) -> str:
    if to_person.pk == assignment.user_id:
        return "Người nhận phải là người khác."
    if not to_person.is_active:
        return "Tài khoản của người nhận đang khoá. Hãy mở lại trước."
    if assignment.role == Role.OFFICER:
        return _own_file(assignment, to_person)
    return _appraises(assignment.unit, to_person)


def _own_file(assignment: RoleAssignment, to_person: User) -> str:
    """An officer never appraises a file of their own unit, or one that they handed in."""
    followed = {row.unit_id for row in followed_units(assignment.user, assignment.unit)}
    own = followed & to_person.units_with(Permission.OWN_FILES_VIEW)
    submitted = Assessment.objects.filter(
        round__in=open_rounds_of(assignment.unit), unit__in=followed,
        submissions__submitted_by=to_person,
    )  # fmt: skip
    own |= set(submitted.values_list("unit", flat=True))
    if not own:
        return ""
    names = ", ".join(Unit.objects.filter(pk__in=own).values_list("name", flat=True))
    return f"{to_person} là người của {names} nên không thẩm định được hồ sơ của đơn vị mình."


def _appraises(unit: Unit, to_person: User) -> str:
    """Who appraises a unit's file never speaks for the unit."""
    rounds = open_rounds_of(unit)
    organisers = {round_.organiser_id for round_ in rounds}
    is_appraiser = bool(organisers & to_person.units_with(Permission.APPRAISE))
    units = family(unit.pk)
    follows = OfficerAssignment.objects.filter(round__in=rounds, unit__in=units, officer=to_person)
    decided = AppraisedScore.objects.filter(
        appraisal__assessment__round__in=rounds, appraisal__assessment__unit__in=units,
        decided_by=to_person,
    )  # fmt: skip
    if is_appraiser or follows.exists() or decided.exists():
        return f"{to_person} đang thẩm định hồ sơ của {unit} nên không nhận vai trò của đơn vị."
    return ""
