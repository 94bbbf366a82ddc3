"""One form, clicked many times at the same moment: one row, and everybody is led to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.calls import late_duties
from assessments.models import (
    Advice,
    Call,
    EntryMandate,
    Extension,
    Finding,
    Indicator,
    Inspection,
    NotebookEntry,
    Round,
)
from core.models import AuditEvent, MovedDay, Sending
from organisation.models import Letterhead, RoleAssignment, Unit, UnitKind, User
from recognition.models import ModelRegistration
from tests.access.payloads import A_MODEL
from tests.assessments.appraisal_builders import fresh, make_opened
from tests.assessments.following_cases import followed_file, visited
from tests.concurrency.racing import at_once
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_kind,
    make_officer,
    make_person,
    make_registration,
)

CLICKS = 4
REASON = "Mưa lũ kéo dài ở địa bàn."


@dataclass(frozen=True)
class Form:
    """Who sends what where, and of which rows there must be how many more."""

    by: User
    address: str
    body: dict[str, object]
    model: type[Model]
    rows: int = 1


def day(days: int = 0) -> str:
    """A day from now as it is typed."""
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def note() -> Form:
    """A note about a unit."""
    file, officer = followed_file()
    address = reverse("assessments:notebook", args=[file.round_id, file.unit_id])
    body = {"kind": "note", "text": REASON, "happened_on": day(), "quarter": "1", "due_on": ""}
    return Form(officer, address, body, NotebookEntry)


def inspection() -> Form:
    """An inspection put on the plan."""
    file, officer = followed_file()
    body = {"unit": file.unit_id, "kind": "supervision", "subject": "Tiếp dân", "team": "",
            "planned_on": day()}  # fmt: skip
    return Form(officer, reverse("assessments:inspection-plan", args=[file.round_id]), body,
                Inspection)  # fmt: skip


def finding() -> Form:
    """A finding of a visit."""
    file, officer = followed_file()
    row = visited(file, officer)
    body = {"kind": "shortcoming", "text": REASON, "remedy_due": day(9)}
    return Form(officer, reverse("assessments:finding-add", args=[row.pk]), body, Finding)


def advice() -> Form:
    """Something to mend, written while appraising."""
    file, officer = make_opened()
    return Form(officer, reverse("assessments:advice", args=[file.pk]), {"text": REASON}, Advice)


def call() -> Form:
    """A call to a late unit."""
    file, officer = followed_file()
    Round.objects.filter(pk=file.round_id).update(
        registration_due=timezone.localdate() - timedelta(days=3)
    )
    address = reverse("assessments:call", args=[file.round_id, file.unit_id])
    late = late_duties(fresh(file).round, [file.unit_id])[file.unit_id]  # a row for each
    return Form(officer, address, {"note": "Hẹn gửi trong tuần"}, Call, len(late))


def extension() -> Form:
    """A later deadline of one unit."""
    file, _officer = followed_file()
    body = {"unit": file.unit_id, "step": "self_assessment", "due_on": day(25), "reason": REASON}
    by = make_board_head(file.round.organiser)
    return Form(by, reverse("assessments:round-extend", args=[file.round_id]), body, Extension)


def mandate() -> Form:
    """Somebody of the board may type for a unit."""
    file, _officer = followed_file()
    person = make_officer(file.round.organiser)
    by = make_board_head(file.round.organiser)
    address = reverse("assessments:mandates", args=[file.pk])
    return Form(by, address, {"person": person.pk, "reason": REASON}, EntryMandate)


def indicator() -> Form:
    """One more figure to report."""
    by = make_board_head(make_district())
    body = {"name": "Số cuộc đối thoại", "unit_label": "cuộc", "nature": "flow",
            "decimal_places": "0"}  # fmt: skip
    return Form(by, reverse("assessments:indicator-add"), body, Indicator)


def moved_day() -> Form:
    """A day that the government moved."""
    body = {"day": day(3), "kind": "off", "note": "Theo Thông báo số 01/TB-BNV"}
    by = make_board_head(make_district())
    return Form(by, reverse("assessments:moved-days"), body, MovedDay)


def model() -> Form:
    """One more model in a registration."""
    file, _officer = followed_file()
    row = make_registration(file)
    address = reverse("recognition:model-add", args=[row.pk])
    return Form(make_editor(file.unit), address, A_MODEL, ModelRegistration)


def unit() -> Form:
    """A new unit."""
    district = make_district()
    body = {"name": "Đảng bộ xã Mới lập", "short_name": "Mới lập", "kind": make_kind().pk,
            "parent": district.pk, "valid_from": day()}  # fmt: skip
    by = make_person("administrator", district)
    return Form(by, reverse("organisation:unit-create"), body, Unit)


def kind() -> Form:
    """A new kind of unit."""
    by = make_person("administrator", make_district())
    return Form(by, reverse("organisation:kind-create"), {"name": "Loại mới", "position": "9"},
                UnitKind)  # fmt: skip


def role() -> Form:
    """A role for a person."""
    district = make_district()
    by, person = make_person("administrator", district), make_person()
    address = reverse("organisation:role-assign", args=[person.pk])
    return Form(by, address, {"role": "officer", "unit": district.pk}, RoleAssignment)


def letterhead() -> Form:
    """What a unit prints."""
    district = make_district()
    body = {"unit": district.pk, "format": "hd05", "parent_line": "ĐẢNG BỘ TỈNH",
            "issuer_line": "HUYỆN UỶ", "symbol": "HU", "place": "Yên Thế", "author": "Thường vụ",
            "authority_line": "T/M BAN THƯỜNG VỤ", "signatory_title": "BÍ THƯ",
            "signatory_name": "Trần Văn Ký", "archive_line": "Lưu",
            "valid_from": day()}  # fmt: skip
    by = make_person("administrator", district)
    return Form(by, reverse("organisation:letterhead-create"), body, Letterhead)


FORMS = (note, inspection, finding, advice, call, extension, mandate, indicator, moved_day, model,
         unit, kind, role, letterhead)  # fmt: skip


def clicks(form: Form, **keys: object) -> list[object]:
    """The answers to the same form, sent from several tabs of one person at once."""
    tabs = [Client(raise_request_exception=False) for _ in range(CLICKS)]
    for tab in tabs:
        tab.force_login(form.by)
    return at_once([partial(tab.post, form.address, {**form.body, **keys}) for tab in tabs])


@pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
def test_many_clicks_write_one_row(make: Callable[[], Form]):
    form = make()
    rows, events = form.model.objects.count(), AuditEvent.objects.count()

    answers = clicks(form, once="0f" * 16)

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert form.model.objects.count() == rows + form.rows
    assert AuditEvent.objects.count() == events + 1
    assert Sending.objects.get().location == answers[0].url


def test_without_a_key_there_would_be_several():
    form = note()

    clicks(form)

    assert NotebookEntry.objects.count() == CLICKS


def test_one_account_though_its_name_is_made_up_anew_each_time():
    by = make_person("administrator", make_district())
    form = Form(by, reverse("organisation:person-create"), {"full_name": "Hoàng Thị Mới"}, User)
    people = User.objects.count()

    answers = clicks(form, once="0f" * 16)

    assert User.objects.count() == people + 1
    assert sorted(answer.status_code for answer in answers) == [200, *[302] * (CLICKS - 1)]
