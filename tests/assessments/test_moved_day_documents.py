"""By which document a day was moved, and what the opening page says of a year's holidays."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.actions import moved_days
from assessments.presenters.opening import checks
from core.models import AuditEvent, MovedDay
from core.public_holidays import ANNOUNCED
from tests.factories import make_board_head, make_district, make_published_set, make_round

pytestmark = pytest.mark.django_db
DAY, WHY = date(2026, 1, 2), "Nghỉ liền Tết Dương lịch"
NUMBER, NUMBERED_ON = "12729/VPCP-KGVX", date(2025, 12, 25)
UNKNOWN = max(ANNOUNCED) + 1


@pytest.fixture
def head():
    return make_board_head(make_district())


def add(head, **more) -> MovedDay:
    return moved_days.add_moved_day(DAY, is_off=True, note=WHY, by=head, **more)


def test_number_and_day_of_the_document_are_kept_and_recorded(head):
    row = add(head, reference=NUMBER, reference_on=NUMBERED_ON)

    row.refresh_from_db()
    assert (row.reference, row.reference_on) == (NUMBER, NUMBERED_ON)
    assert AuditEvent.objects.latest("sequence").after == (
        "nghỉ, theo văn bản số 12729/VPCP-KGVX, ngày 25/12/2025"
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ""), ({"reference": NUMBER}, NUMBER),
        ({"reference": NUMBER, "reference_on": NUMBERED_ON}, f"{NUMBER}, ngày 25/12/2025"),
    ],
)  # fmt: skip
def test_the_document_in_words(head, more, words):
    assert moved_days.document_of(add(head, **more)) == words


def test_a_day_of_a_document_without_number_is_refused(head):
    with pytest.raises(ValidationError, match="ghi cả số"):
        add(head, reference_on=NUMBERED_ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        MovedDay.objects.create(day=DAY, is_off=True, reference_on=NUMBERED_ON)

    assert not MovedDay.objects.exists()


def test_the_board_writes_the_document_on_the_page(client, head):
    client.force_login(head)
    address, year = reverse("assessments:moved-days"), timezone.localdate().year
    fields = {"day": f"31/08/{year}", "kind": "off", "note": WHY}

    refused = client.post(address, fields | {"reference_on": "25/12/2025"})
    client.post(address, fields | {"reference": NUMBER, "reference_on": "25/12/2025"})
    client.post(address, fields | {"day": f"01/09/{year}"})

    assert "ghi cả số" in refused.content.decode()
    shown = client.get(address).content.decode()
    assert f"{NUMBER}, ngày 25/12/2025" in shown
    assert shown.count("Chưa ghi số văn bản") == 1


def holidays_of(year: int, head):
    organiser = make_district()
    round_ = make_round(organiser, make_published_set(organiser), year=year)
    label = "Ngày nghỉ, ngày làm bù"
    return next(check for check in checks(round_, head) if check.label == label)


def test_an_announced_year_names_its_document(head):
    check = holidays_of(2027, head)

    assert check.is_well
    assert "nghỉ Tết từ 04/02/2027 đến hết 10/02/2027" in check.words
    assert "Công văn số 10065/VPCP-KGVX, ngày 02/10/2026" in check.words


def test_a_year_that_was_not_announced_warns_with_what_is_computed(head):
    MovedDay.objects.create(day=date(UNKNOWN, 1, 3), is_off=True)

    check = holidays_of(UNKNOWN, head)

    assert (check.is_well, check.blocks, check.tone) == (False, False, "warning")
    assert f"chưa có thông báo nghỉ lễ, Tết năm {UNKNOWN}" in check.words
    assert "có thể khác. Ban đã ghi 1 ngày" in check.words


def test_a_year_that_the_board_has_compared_is_well(head):
    MovedDay.objects.create(day=date(UNKNOWN, 1, 3), is_off=True, reference="1/TB-BNV")

    check = holidays_of(UNKNOWN, head)

    assert check.is_well
    assert "đã đối chiếu với thông báo của năm" in check.words


def test_beyond_the_lunar_calendar_the_page_says_so(head, monkeypatch):
    monkeypatch.setattr("assessments.presenters.opening.tet", lambda _year: None)

    assert "chưa có ngày Tết âm lịch" in holidays_of(UNKNOWN, head).words
