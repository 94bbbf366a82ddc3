"""What the records know is filled into the sheet, and what that costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Score
from assessments.sourced_facts import ask
from core.models import AuditEvent
from criteria.definitions import definition_of
from tests.assessments.acting import save_row, score_of, without_transactions
from tests.assessments.conditional_files import make_file
from tests.assessments.sourced_files import REASON, SUM, URL, sourced_document
from tests.assessments.sourced_scores.cases import page, refreshed, saved
from tests.factories import make_person
from tests.statements import within

pytestmark = pytest.mark.django_db


# Filling


def test_opening_the_sheet_fills_in_and_scores_what_is_on_record(client, file, records, editor):
    records.say("doi-thoai", 2, "Quý I 1 + II 1 = 2")
    records.say("ke-hoach", 1)

    html = page(client, file)

    row = score_of(file, "II.1")
    assert (row.facts, row.points) == ({"p1": {"meetings": 2}}, 20)
    assert (row.version, row.updated_by) == (1, None)
    assert row.working == ["Quý I 1 + II 1 = 2; 2 × 10,00 → 20,00"]
    assert score_of(file, "I.2").facts == {"p1": {"answer": True}}
    assert f'<a href="{URL}">Quý I 1 + II 1 = 2</a>' in html
    assert "<strong>40,00</strong> trong 100 điểm đã được điền sẵn" in html
    assert records.asked == 1


def test_opening_again_writes_nothing(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)
    events = AuditEvent.objects.count()

    page(client, file)

    assert AuditEvent.objects.count() == events


def test_who_may_not_fill_sees_the_records_and_stores_nothing(client, file, records):
    records.say("doi-thoai", 2)
    client.force_login(make_person("auditor", file.round.organiser))

    assert "20,00" in page(client, file)
    assert score_of(file, "II.1").facts == {}


def test_the_arithmetic_of_a_share_begins_with_the_records(file, records):
    records.say("dung-han", 98, SUM)
    refreshed(file)

    saved(file, "I.1", {"numerator": 98, "denominator": 100})

    assert score_of(file, "I.1").working == [f"{SUM}/100 = 98,00 % → 40,00"]


def test_later_records_are_followed_and_told_in_the_trail(file, records):
    records.say("doi-thoai", 1)
    refreshed(file)
    records.say("doi-thoai", 2)
    refreshed(file)

    assert score_of(file, "II.1").points == 20
    event = AuditEvent.objects.filter(kind="score.measured").latest("sequence")
    assert (event.before, event.after) == ({"II.1": "10.00"}, {"II.1": "20.00"})


def test_what_was_typed_before_the_records_knew_is_shown_and_kept_in_the_trail(
    client, file, records, editor
):
    saved(file, "II.1", {"meetings": 1})
    records.say("doi-thoai", 2)

    assert "Trước đó đơn vị nhập: 1" in page(client, file)

    event = AuditEvent.objects.filter(kind="score.measured").latest("sequence")
    assert event.after["replaced"] == {"II.1": {"p1": {"meetings": 1}}}
    save_row(client, file, "II.1", {"p1.meetings": "2", "explanation": "Đã xem"}, version=2)
    assert "Trước đó" not in page(client, file)


def test_a_value_that_does_not_fit_is_told_beside_the_box(client, file, records, editor):
    records.say("doi-thoai", "2.5")

    html = page(client, file)

    assert "không điền được: “Số cuộc đối thoại”: nhập số nguyên." in html
    assert score_of(file, "II.1").points is None
    saved(file, "II.1", {"meetings": 2})  # nothing to depart from
    assert score_of(file, "II.1").points == 20


def test_a_criterion_that_is_not_asked_is_not_filled(records):
    document = sourced_document()
    document["groups"][1]["criteria"][0]["condition"] = {
        "criterion": "i-2", "part": "p1", "answers": [True],
    }  # fmt: skip
    file = make_file(document)
    records.say("doi-thoai", 2)

    refreshed(file)
    assert score_of(file, "II.1").facts == {}

    saved(file, "I.2", {"answer": True})
    refreshed(file)
    assert score_of(file, "II.1").points == 20


# What it costs


def test_a_save_asks_no_records_and_takes_ten_statements(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)
    records.asked = 0

    typed = {"p1.meetings": "1", "p1.meetings.reason": REASON}
    with CaptureQueriesContext(connection) as queries:
        answer = save_row(client, file, "II.1", typed)

    assert answer.status_code == 200
    assert records.asked == 0
    # One of them is this helper's own look for the criterion.
    assert len(without_transactions(queries)) <= within(10) + 1


def test_records_say_the_same_to_the_whole_sheet_at_once(file, records):
    records.say("doi-thoai", 2)

    answers = ask(file, definition_of(file.criteria_set))

    assert set(answers) == {"year:doi-thoai"}
    assert records.asked == 1
    assert Score.objects.filter(assessment=file).exclude(sourced={}).count() == 0
