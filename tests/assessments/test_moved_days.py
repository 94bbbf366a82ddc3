"""Moved days as the board's head and the administrator write them down."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.actions import moved_days
from core.calendar import is_working_day
from core.models import AuditEvent, MovedDay
from core.moved_days import moved_days as memory
from organisation.roles import Role
from tests.factories import make_officer, make_person

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
NOTE = "Thông báo số 01/TB-BNV"


def add(by, day=FRIDAY, *, is_off=True) -> MovedDay:
    return moved_days.add_moved_day(day, is_off=is_off, note=NOTE, by=by)


@pytest.mark.parametrize("role", [Role.BOARD_HEAD, Role.ADMINISTRATOR])
def test_the_day_counts_once_it_is_there(district, role, django_capture_on_commit_callbacks):
    assert is_working_day(FRIDAY)

    with django_capture_on_commit_callbacks(execute=True):
        add(make_person(role, district))

    event = AuditEvent.objects.last()
    assert not is_working_day(FRIDAY)
    assert (event.kind, event.after, event.note) == ("moved_day.added", "nghỉ", NOTE)


def test_a_day_taken_back_is_as_usual_again(head, django_capture_on_commit_callbacks):
    row = add(head)
    memory.forget()
    assert not is_working_day(FRIDAY)

    with django_capture_on_commit_callbacks(execute=True):
        moved_days.remove_moved_day(row, by=head)

    event = AuditEvent.objects.last()
    assert is_working_day(FRIDAY)
    assert (event.kind, event.before, event.note) == ("moved_day.removed", "nghỉ", NOTE)


def test_a_day_is_written_once(head):
    add(head)

    with pytest.raises(ValidationError, match="20/11/2026 đã được ghi"):
        add(head, is_off=False)

    assert MovedDay.objects.get().is_off


def test_a_day_that_somebody_else_took_back_says_so(head):
    row = add(head)
    MovedDay.objects.all().delete()

    with pytest.raises(ValidationError, match="đã được bỏ"):
        moved_days.remove_moved_day(row, by=head)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_HEAD, Role.AUDITOR, Role.CLERK])
def test_others_move_no_days(district, head, role):
    person, row = make_person(role, district), add(head)

    with pytest.raises(PermissionDenied):
        add(person, date(2026, 11, 21))
    with pytest.raises(PermissionDenied):
        moved_days.remove_moved_day(row, by=person)

    assert MovedDay.objects.get() == row


def test_a_day_without_trace_is_not_moved(head, monkeypatch):
    row = add(head)
    monkeypatch.setattr(moved_days.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        add(head, date(2026, 11, 21))
    with pytest.raises(ZeroDivisionError):
        moved_days.remove_moved_day(row, by=head)

    assert MovedDay.objects.get().day == FRIDAY


# The page


def page(client, person, **fields):
    client.force_login(person)
    address = reverse("assessments:moved-days")
    return client.post(address, fields) if fields else client.get(address)


def test_a_day_is_written_and_taken_back_on_the_page(client, head):
    year = timezone.localdate().year
    page(client, head, day=f"31/8/{year}", kind="off", note=NOTE)
    row = MovedDay.objects.get()
    assert (row.day, row.is_off) == (date(year, 8, 31), True)
    assert NOTE in page(client, head).content.decode()

    client.post(reverse("assessments:moved-day-remove", args=[row.pk]))

    assert not MovedDay.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "31/02/2026"}, "Không có ngày"),
        ({"day": "01/01/2001"}, "trong khoảng"),
        ({"kind": ""}, "Chọn nghỉ hay làm bù"),
        ({"note": ""}, "Chưa nhập nội dung"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_typed_stays(client, head, changes, words):
    year = timezone.localdate().year
    fields = {"day": f"31/08/{year}", "kind": "off", "note": NOTE} | changes

    answer = page(client, head, **fields).content.decode()

    assert words in answer
    assert not changes.get("note", NOTE) or NOTE in answer
    assert not MovedDay.objects.exists()


def test_a_day_written_twice_is_said_on_the_page(client, head):
    year = timezone.localdate().year
    fields = {"day": f"31/08/{year}", "kind": "off", "note": NOTE}
    page(client, head, **fields)

    assert "đã được ghi" in page(client, head, **fields | {"kind": "worked"}).content.decode()


def test_taking_back_what_is_gone_is_no_fault(client, head, monkeypatch):
    row = add(head)
    monkeypatch.setattr(
        moved_days, "remove_moved_day", lambda *args, **kwargs: _raise("Ngày này đã được bỏ.")
    )
    client.force_login(head)

    answer = client.post(reverse("assessments:moved-day-remove", args=[row.pk]), follow=True)

    assert "đã được bỏ" in answer.content.decode()


def test_the_page_is_closed_to_others(client, district):
    assert page(client, make_officer(district)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(
    client, head, count, django_assert_max_num_queries
):
    for day in range(count):
        add(head, date(2026, 11, 20 + day))
    client.force_login(head)

    with django_assert_max_num_queries(9):
        client.get(reverse("assessments:moved-days"))


def _raise(words: str) -> None:
    raise ValidationError(words)
