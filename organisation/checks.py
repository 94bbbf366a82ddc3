"""What must be true of a unit, a person, a role, a letterhead before it is saved.

Asked by every action, so that forms, imports and commands share one set of rules. Each raises
ValidationError with all problems at once, by field.
"""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from core.calendar import format_date
from core.text import fold
from organisation.models import Letterhead, RoleAssignment, Unit, User
from organisation.naming import name_key

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
PHONE = re.compile(r"\+?[0-9][0-9 .]{7,18}")
DATES_IN_ORDER = "Ngày kết thúc phải từ ngày bắt đầu trở đi."


def require_sound_unit(unit: Unit) -> None:
    """Dates in order, no loop in the tree, name and code not those of another living unit."""
    problems: dict[str, str] = {}
    if _ends_before_start(unit):
        problems["valid_to"] = DATES_IN_ORDER
    if unit.merged_into_id and unit.valid_to is None:
        problems["valid_to"] = "Đơn vị đã sáp nhập thì phải có ngày kết thúc."
    if unit.pk and unit.parent_id in Unit.objects.below_and_at([unit.pk]):
        problems["parent"] = "Đơn vị không thể trực thuộc chính nó hoặc cấp dưới của nó."
    problems |= _clashes_of_unit(unit)
    _raise(problems)


def require_mergeable(unit: Unit, into: Unit, on: date) -> None:
    """Both exist on the day, neither has been merged before, and no loop results."""
    if unit.pk == into.pk:
        raise ValidationError({"into": "Đơn vị không thể sáp nhập vào chính nó."})
    if unit.merged_into_id:
        raise ValidationError(f"{unit} đã được sáp nhập vào {unit.merged_into}.")
    if into.pk in Unit.objects.below_and_at([unit.pk]):
        raise ValidationError({"into": f"{into} đang trực thuộc {unit}."})
    if not into.is_valid_on(on):
        raise ValidationError({"into": f"{into} không tồn tại vào ngày {format_date(on)}."})
    if on <= unit.valid_from:
        raise ValidationError({"on": "Ngày sáp nhập phải sau ngày thành lập của đơn vị."})
    if unit.valid_to and unit.valid_to < on:
        raise ValidationError({"on": f"{unit} đã kết thúc ngày {format_date(unit.valid_to)}."})


def require_sound_person(person: User) -> None:
    """A user name, address and telephone number of the right shape, and nobody else's."""
    _raise(person_problems(person))


def person_problems(person: User) -> dict[str, str]:
    """What is wrong with user name, address and telephone number, by field."""
    problems = {}
    others = User.objects.exclude(pk=person.pk)
    if not USERNAME.fullmatch(person.username):
        problems["username"] = (
            "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang."
        )
    elif others.filter(username=person.username).exists():
        problems["username"] = "Đã có người dùng tên đăng nhập này. Hãy chọn tên khác."
    if person.email and not _is_address(person.email):
        problems["email"] = "Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@yenthe.vn."
    elif person.email and others.filter(email__iexact=person.email).exists():
        problems["email"] = "Đã có tài khoản dùng địa chỉ này. Mỗi người một địa chỉ riêng."
    if person.phone and not PHONE.fullmatch(person.phone):
        problems["phone"] = "Số điện thoại gồm 8 đến 15 chữ số. Ví dụ: 0912 345 678."
    return problems


def require_sound_assignment(assignment: RoleAssignment) -> None:
    """Dates in order, the unit exists then, and the person does not hold the role already."""
    if _ends_before_start(assignment):
        raise ValidationError({"valid_to": DATES_IN_ORDER})
    if not assignment.unit.is_valid_on(assignment.valid_from):
        day = format_date(assignment.valid_from)
        raise ValidationError({"unit": f"{assignment.unit} không tồn tại vào ngày {day}."})
    held = assignment.user.role_assignments.filter(unit=assignment.unit, role=assignment.role)
    if any(_overlap(assignment, other) for other in held):
        text = f"{assignment.user} đã giữ vai trò này tại {assignment.unit} trong thời gian đó."
        raise ValidationError({"role": text})


def require_sound_letterhead(letterhead: Letterhead) -> None:
    """Dates in order; on any day at most one letterhead of the unit is in force."""
    if _ends_before_start(letterhead):
        raise ValidationError({"valid_to": DATES_IN_ORDER})
    others = Letterhead.objects.filter(unit=letterhead.unit_id).exclude(pk=letterhead.pk)
    clash = next((other for other in others if _overlap(letterhead, other)), None)
    if clash:
        until = f" đến {format_date(clash.valid_to)}" if clash.valid_to else ""
        text = (
            f"Trùng thời gian với thể thức đang dùng từ {format_date(clash.valid_from)}{until}. "
            "Hãy kết thúc thể thức đó trước."
        )
        raise ValidationError({"valid_from": text})


def _clashes_of_unit(unit: Unit) -> dict[str, str]:
    problems = {}
    similar = Q(search_key__startswith=fold(unit.name))
    if unit.official_code:
        similar |= Q(official_code=unit.official_code)
    for other in Unit.objects.filter(similar).exclude(pk=unit.pk):
        if not _overlap(unit, other):
            continue
        if unit.official_code and unit.official_code == other.official_code:
            problems["official_code"] = f"Mã này đang là của {other}."
        if unit.parent_id == other.parent_id and name_key(unit.name) == name_key(other.name):
            problems["name"] = "Đã có đơn vị tên này cùng trực thuộc một cấp trên."
    return problems


def _overlap(one: Any, other: Any) -> bool:
    """Whether two rows with valid_from and valid_to (both included) share a day."""
    return (one.valid_to is None or other.valid_from <= one.valid_to) and (
        other.valid_to is None or one.valid_from <= other.valid_to
    )


def _ends_before_start(row: Any) -> bool:
    return row.valid_to is not None and row.valid_to < row.valid_from


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _raise(problems: dict[str, str]) -> None:
    if problems:
        raise ValidationError(problems)
