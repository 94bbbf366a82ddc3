"""Fields and levels under other names: from a day on, what was registered before as it was."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEvent
from organisation.roles import Role
from recognition.actions import categories as actions
from recognition.categories import (
    CategoryKind,
    ModelField,
    ModelLevel,
    field_choices,
    level_choices,
    level_in_sentence,
    level_name,
    renamings,
)
from recognition.consolidation import models_by_field
from recognition.models import CategoryName, RecognisedModel
from recognition.sources import model_choices
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_model,
    make_person,
    make_registration,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)
NOTE = "Nghị quyết số 60-NQ/TW"


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def head(district):
    return make_board_head(district)


def rename(by, *, kind=CategoryKind.LEVEL, code=ModelLevel.DISTRICT, name="Cấp khu vực", day=DAY):
    return actions.rename_category(kind, code, name=name, valid_from=day, note=NOTE, by=by)


@pytest.fixture
def renamed(head) -> CategoryName:
    """The district's level is called otherwise from 1 July 2026."""
    row = rename(head)
    renamings.forget()
    return row


def test_a_name_holds_from_its_day(renamed):
    assert level_name(ModelLevel.DISTRICT, date(2026, 6, 30)) == "Cấp huyện"
    assert level_name(ModelLevel.DISTRICT, DAY) == "Cấp khu vực"
    assert level_name(ModelLevel.COMMUNE, DAY) == "Cấp xã"


def test_of_several_names_the_latest_in_force_counts(renamed, head):
    rename(head, name="Cấp vùng", day=date(2027, 1, 1))
    renamings.forget()

    days = (DAY, date(2026, 12, 31), date(2027, 1, 1))
    assert [level_name(ModelLevel.DISTRICT, day) for day in days] == [
        "Cấp khu vực", "Cấp khu vực", "Cấp vùng",
    ]  # fmt: skip


def test_forms_sources_and_sentences_speak_of_today(renamed, time_machine):
    time_machine.move_to(date(2026, 8, 1))

    assert dict(level_choices())[ModelLevel.DISTRICT] == "Cấp khu vực"
    assert level_in_sentence(ModelLevel.DISTRICT) == "cấp khu vực"
    assert ("recognised_district", "số mô hình được cấp khu vực công nhận") in model_choices(None)


def test_what_was_registered_before_keeps_its_name(renamed, district, time_machine):
    time_machine.move_to(date(2026, 8, 1))
    registration = make_registration(make_assessment(district))
    early = make_model(registration, level=ModelLevel.DISTRICT, registered_on=date(2026, 3, 1))
    draft = make_model(registration, level=ModelLevel.DISTRICT, registered_on=None)

    assert early.get_level_display() == "Cấp huyện"
    assert draft.get_level_display() == "Cấp khu vực"


def test_a_recognised_model_is_called_as_at_the_end_of_its_year(renamed):
    rows = [RecognisedModel(level=ModelLevel.DISTRICT, year=year) for year in (2025, 2026)]

    assert [row.get_level_display() for row in rows] == ["Cấp huyện", "Cấp khu vực"]


def test_fields_are_renamed_too(head, district, time_machine):
    time_machine.move_to(date(2026, 8, 1))
    rename(head, kind=CategoryKind.FIELD, code=ModelField.SOCIETY, name="Văn hoá, chuyển đổi số")
    renamings.forget()
    assessment = make_assessment(district)
    model = make_model(make_registration(assessment), field=ModelField.SOCIETY, registered_on=None)

    assert model.get_field_display() == "Văn hoá, chuyển đổi số"
    assert dict(field_choices())[ModelField.SOCIETY] == "Văn hoá, chuyển đổi số"
    assert models_by_field(assessment.round, 1)["fields"][1] == "Văn hoá, chuyển đổi số"


def test_the_renaming_is_traced_and_seen_after_the_commit(head, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rename(head)
        assert level_name(ModelLevel.DISTRICT, DAY) == "Cấp huyện"

    event = AuditEvent.objects.last()
    assert level_name(ModelLevel.DISTRICT, DAY) == "Cấp khu vực"
    assert (event.kind, event.before, event.after, event.note) == (
        "category.renamed", "Cấp huyện", "Cấp khu vực", NOTE,
    )  # fmt: skip


def test_a_name_taken_back_holds_no_longer(renamed, head, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_back_name(renamed, by=head)

    event = AuditEvent.objects.last()
    assert level_name(ModelLevel.DISTRICT, DAY) == "Cấp huyện"
    assert (event.kind, event.before) == ("category.name_taken_back", "Cấp khu vực")
    with pytest.raises(ValidationError, match="đã được bỏ"):
        actions.take_back_name(renamed, by=head)


def test_a_day_has_one_name_and_a_new_one(renamed, head):
    with pytest.raises(ValidationError, match="Đã có tên gọi từ ngày 01/07/2026"):
        rename(head, name="Cấp vùng")
    with pytest.raises(ValidationError, match="đã gọi là “Cấp khu vực”"):
        rename(head, day=date(2026, 9, 1))

    assert CategoryName.objects.get() == renamed


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_HEAD, Role.AUDITOR, Role.CLERK])
def test_others_rename_nothing(renamed, district, role):
    person = make_person(role, district)

    with pytest.raises(PermissionDenied):
        rename(person, day=date(2026, 9, 1), name="Cấp vùng")
    with pytest.raises(PermissionDenied):
        actions.take_back_name(renamed, by=person)

    assert CategoryName.objects.get() == renamed


def test_nothing_is_renamed_without_trace(renamed, head, monkeypatch):
    monkeypatch.setattr(actions.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rename(head, name="Cấp vùng", day=date(2027, 1, 1))
    with pytest.raises(ZeroDivisionError):
        actions.take_back_name(renamed, by=head)

    assert CategoryName.objects.get() == renamed


@pytest.mark.parametrize(
    "changes", [{"kind": "owner"}, {"code": "village"}, {"code": "economy"}, {"name": ""}]
)
def test_the_database_refuses_what_nothing_is_called(changes):
    row = {"kind": "level", "code": "district", "name": "Cấp vùng", "valid_from": DAY} | changes

    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryName.objects.create(**row)


# The page


def page(client, person, **fields):
    client.force_login(person)
    address = reverse("recognition:categories")
    return client.post(address, fields) if fields else client.get(address)


def typed(**changes) -> dict[str, str]:
    return {"category": "level:district", "name": "Cấp khu vực", "valid_from": "01/07/2026",
            "note": NOTE} | changes  # fmt: skip


def test_a_name_is_written_and_taken_back_on_the_page(client, head):
    page(client, head, **typed())
    row = CategoryName.objects.get()
    assert (row.kind, row.code, row.valid_from) == ("level", "district", DAY)
    renamings.forget()
    shown = page(client, head).content.decode()
    assert "Từ 01/07/2026: Cấp khu vực" in shown
    assert "Trước đó: Cấp huyện" in shown

    client.post(reverse("recognition:category-name-take-back", args=[row.pk]))

    assert not CategoryName.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"category": ""}, "Chọn lĩnh vực hoặc cấp"),
        ({"category": "level:village"}, "Chọn lĩnh vực hoặc cấp"),
        ({"name": ""}, "Chưa nhập nội dung"),
        ({"name": "Cấp huyện"}, "đã gọi là “Cấp huyện”"),
        ({"valid_from": "31/02/2026"}, "Không có ngày"),
        ({"valid_from": "01/01/1900"}, "trong khoảng"),
        ({"note": ""}, "Chưa nhập nội dung"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_typed_stays(client, head, changes, words):
    answer = page(client, head, **typed(**changes)).content.decode()

    assert words in answer
    assert changes.get("note", NOTE) in answer
    assert not CategoryName.objects.exists()


def test_names_cost_a_page_one_query_a_minute(renamed):
    with CaptureQueriesContext(connection) as queries:
        for code in ModelLevel.values * 10:
            level_name(code)

    assert len(queries) == 1
