"""Deadlines of a unit and of all on their pages, and what every unit reads of it."""

from datetime import timedelta

import pytest

from assessments.actions import extensions
from assessments.models import Extension, Round
from assessments.workflow import Step
from core.calendar import format_date
from tests.assessments.round_cases import add_file
from tests.assessments.year_pages import address, page_of
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_open_round,
)

pytestmark = pytest.mark.django_db
REASON = "Mưa lũ chia cắt địa bàn ba ngày"


@pytest.fixture
def running(district) -> Round:
    round_ = make_open_round(district)
    add_file(round_)
    return round_


def test_a_step_is_extended_on_its_page_and_every_unit_reads_why(client, running, head):
    unit = running.assessments.get().unit
    day = running.self_assessment_due + timedelta(days=3)
    client.force_login(head)
    fields = {"unit": unit.pk, "step": "self_assessment", "due_on": format_date(day),
              "reason": REASON}  # fmt: skip

    client.post(address("round-extend", running.pk), fields)

    other = add_file(running)
    page = page_of(client, make_editor(other.unit), "round", running.pk)
    for words in (unit.name, "Nộp bản tự chấm", format_date(day), REASON, str(head)):
        assert words in page


def test_the_address_may_name_unit_and_step(client, running, head):
    unit = running.assessments.get().unit
    client.force_login(head)

    where = f"{address('round-extend', running.pk)}?don-vi={unit.pk}&buoc=report_2"
    answer = client.get(where)

    form = answer.context["form"]
    assert (form["unit"].value(), form["step"].value()) == (str(unit.pk), "report_2")
    assert f"{unit}, Báo cáo quý II:" in answer.content.decode()


@pytest.mark.parametrize("named", ["", "?don-vi=999999&buoc=report_2", "?don-vi=x&buoc=9"])
def test_an_address_that_names_nothing_shows_no_deadline(client, running, head, named):
    client.force_login(head)

    answer = client.get(f"{address('round-extend', running.pk)}{named}")

    assert answer.status_code == 200
    assert answer.context["form"].present is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": ""}, "Chọn đơn vị"),
        ({"unit": "999999"}, "Đơn vị không trong đợt"),
        ({"step": "appraisal"}, "không phải"),
        ({"reason": "Mưa"}, "ít nhất 10 ký tự"),
        ({"due_on": "hôm qua"}, "Nhập ngày"),
        ({"due_on": "01/01/2020"}, "Hạn mới phải sau"),
    ],
)
def test_an_extension_that_will_not_do_says_why(client, running, head, changes, words):
    unit = running.assessments.get().unit
    day = format_date(running.self_assessment_due + timedelta(days=3))
    fields = {"unit": unit.pk, "step": "self_assessment", "due_on": day, "reason": REASON}
    client.force_login(head)

    page = client.post(address("round-extend", running.pk), fields | changes).content.decode()

    assert words in page
    assert not Extension.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("unit", 403), ("stranger", 404), ("officer", 403)])
def test_extending_is_for_board_heads(client, running, district, who, status):
    people = {
        "unit": make_head(running.assessments.get().unit),
        "stranger": make_board_head(make_district("Huyện uỷ khác")),
        "officer": make_officer(district),
    }
    client.force_login(people[who])

    assert client.get(address("round-extend", running.pk)).status_code == status


def test_what_was_handed_in_is_told_beside_the_step(client, running, head):
    file = add_file(running, "submitted")
    day = format_date(running.self_assessment_due + timedelta(days=3))
    fields = {"unit": file.unit_id, "step": "self_assessment", "due_on": day, "reason": REASON}
    client.force_login(head)

    page = client.post(address("round-extend", running.pk), fields).content.decode()

    assert "không cần gia hạn" in page


def typed_deadlines(client, round_, **changes) -> dict:
    form = client.get(address("round-deadlines", round_.pk)).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    return fields | {"reason": REASON} | changes


def test_deadlines_of_all_are_moved_on_their_page_and_everybody_reads_why(client, running, head):
    day = running.self_assessment_due + timedelta(days=4)
    client.force_login(head)
    fields = typed_deadlines(client, running, self_assessment_due=format_date(day))

    client.post(address("round-deadlines", running.pk), fields)

    running.refresh_from_db()
    assert running.self_assessment_due == day
    page = page_of(client, make_editor(add_file(running).unit), "round", running.pk)
    assert f"Nộp bản tự chấm: {format_date(day - timedelta(days=4))} → {format_date(day)}" in page
    assert REASON in page


def test_earlier_deadlines_are_refused_by_field(client, running, head):
    client.force_login(head)
    day = format_date(running.self_assessment_due - timedelta(days=1))

    answer = client.post(
        address("round-deadlines", running.pk),
        typed_deadlines(client, running, self_assessment_due=day),
    )

    assert "self_assessment_due" in answer.context["form"].errors


def test_deadlines_moved_by_another_meanwhile_are_shown(client, running, head):
    client.force_login(head)
    fields = typed_deadlines(
        client, running, self_assessment_due=format_date(running.appraisal_due)
    )
    day = running.self_assessment_due + timedelta(days=2)
    extensions.move_deadlines(running, {Step.SELF_ASSESSMENT: day}, reason=REASON, by=head)

    page = client.post(address("round-deadlines", running.pk), fields).content.decode()

    assert f"Người khác vừa lưu: {format_date(day)}" in page


def test_the_history_of_a_round_spells_its_changes_out(client, running, head):
    unit = running.assessments.get().unit
    day = running.self_assessment_due + timedelta(days=2)
    extensions.grant(running, unit, Step.SELF_ASSESSMENT, due_on=day, reason=REASON, by=head)
    extensions.move_deadlines(running, {Step.SELF_ASSESSMENT: day}, reason=REASON, by=head)

    page = page_of(client, head, "round", running.pk)

    assert f"{unit.name}, Nộp bản tự chấm: hạn {format_date(day)}" in page
    assert f"Nộp bản tự chấm: {format_date(day)}" in page


def test_the_overview_marks_only_extensions_of_the_sheet(client, running, head):
    file = running.assessments.get()
    Extension.objects.create(
        round=running, unit=file.unit, step=Step.REPORT_1, due_on=running.appraisal_due,
        reason=REASON, granted_by=head,
    )  # fmt: skip

    assert "Được gia hạn</small>" not in page_of(client, head, "round", running.pk)
