"""The sheet page: who sees what, and what it costs."""

import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.actions import appraisals, rounds, scores
from assessments.models import Assessment, Evidence, EvidenceUse, Score
from assessments.presenters.sheet_page import load_sheet
from assessments.sourced_facts import ask
from core.models import AuditEvent
from criteria import measures
from criteria.definitions import definition_of
from tests.assessments.acting import fill, hand_in, put_into, save_row, score_of
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_officer,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db
# 15, and one each for findings, advice, evidence of the year, and who types for the unit, less one.
MOST_STATEMENTS = 18
MOST_SOURCE_STATEMENTS = 11
MOST_COMPRESSED_BYTES = 25 * 1024


def page(client, assessment):
    return client.get(reverse("assessments:detail", args=[assessment.pk]))


def html_of(client, assessment):
    return page(client, assessment).content.decode()


def attach(assessment, count, by):
    """`count` links of evidence on the first criterion."""
    row = assessment.scores.order_by("pk").first()
    for number in range(count):
        piece = Evidence.objects.create(
            assessment=assessment, code=f"MC{number + 1:02d}", title="Bài viết", added_by=by,
            url=f"https://example.org/{number}",
        )  # fmt: skip
        EvidenceUse.objects.create(evidence=piece, criterion_id=row.criterion_id)


def test_editor_gets_boxes_and_the_officers_number(client):
    assessment = make_assessment()
    officer = make_officer(assessment.round.organiser)
    officer.phone = "0912 345 678"
    officer.save()
    board_head = make_board_head(assessment.round.organiser)
    rounds.assign_officer(assessment.round, assessment.unit, officer, by=board_head)
    client.force_login(make_editor(assessment.unit))

    html = html_of(client, assessment)

    assert html.count("data-autosave ") == 4
    assert "0912 345 678" in html
    assert "Chỉ Bí thư hoặc thủ trưởng đơn vị được nộp" in html


def test_head_gets_the_button_to_hand_in(client):
    assessment = make_assessment()
    client.force_login(make_head(assessment.unit))

    assert reverse("assessments:submit", args=[assessment.pk]) in html_of(client, assessment)


def test_missing_items_link_to_their_rows(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    html = html_of(client, assessment)

    row = score_of(assessment, "I.1")
    assert f'<a href="#tc-{row.criterion_id}">I.1</a>' in html
    assert 'id="missing-count-open">4<' in html


def test_figures_are_shown_as_typed_in_viet_nam(client):
    assessment = make_assessment()
    fill(assessment, "I.1", numerator=1234, denominator=1250)
    client.force_login(make_editor(assessment.unit))

    html = html_of(client, assessment)

    assert 'value="1.234"' in html
    assert "1.234/1.250 = 98,72 % → 40,00" in html


def test_late_sheet_is_read_only_with_the_reason(client):
    assessment = make_assessment()
    Assessment.objects.filter(pk=assessment.pk).update(due_on=timezone.localdate() - timedelta(1))
    client.force_login(make_editor(assessment.unit))

    html = html_of(client, assessment)

    assert "data-autosave " not in html
    assert "Đã hết hạn ngày" in html


def test_handed_in_sheet_is_read_only_and_offers_to_take_it_back(client):
    assessment = make_assessment()
    fill(assessment, "I.2", answer=True, explanation="<b>đậm</b>")
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    client.force_login(head)

    html = html_of(client, assessment)

    assert "data-autosave " not in html
    assert "Rút lại bản tự chấm điểm?" in html
    assert "&lt;b&gt;đậm&lt;/b&gt;" in html


def test_returned_sheet_says_what_is_asked_and_locks_the_rest(client):
    assessment = make_assessment()
    hand_in(assessment)
    asked = score_of(assessment, "I.2").criterion_id
    by = make_board_head(assessment.round.organiser)
    appraisals.send_back(assessment, reason="Thiếu biên bản hội nghị", criteria=[asked], by=by)
    client.force_login(make_editor(assessment.unit))

    html = html_of(client, assessment)

    assert "Thiếu biên bản hội nghị" in html
    assert html.count("data-autosave ") == 1
    assert html.count("không nằm trong yêu cầu bổ sung") == 3
    assert 'id="missing-count">1<' in html


def test_saving_an_asked_criterion_keeps_it_in_the_filter(client):
    assessment = make_assessment()
    hand_in(assessment)
    asked = score_of(assessment, "I.2").criterion_id
    by = make_board_head(assessment.round.organiser)
    appraisals.send_back(assessment, reason="Thiếu biên bản hội nghị", criteria=[asked], by=by)
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "I.2", {"p1.answer": "yes"})

    assert 'data-filter-tags-now="asked"' in answer.content.decode()


def test_appraiser_is_led_to_the_appraisal(client):
    assessment = make_assessment()
    hand_in(assessment)
    client.force_login(make_board_head(assessment.round.organiser))

    answer = page(client, assessment)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("assessments:appraisal", args=[assessment.pk])


def test_auditor_reads_a_draft_without_boxes(client):
    assessment = make_assessment()
    client.force_login(make_person("auditor", assessment.round.organiser))

    html = html_of(client, assessment)

    assert "data-autosave " not in html
    assert "Chỉ người của đơn vị" not in html or "refusal" in html


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_other_unit_sees_nothing(client, state):
    assessment = put_into(make_assessment(), state)
    client.force_login(make_head(make_unit(assessment.round.organiser)))

    assert page(client, assessment).status_code == 404


def test_result_is_shown_beside_from_the_provisional_result_on(client):
    assessment = make_assessment()
    fill(assessment, "I.2", answer=True)
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    by = make_board_head(assessment.round.organiser)
    appraisal = appraisals.open_file(assessment, by=by)
    client.force_login(head)
    before = html_of(client, assessment)
    appraisal.scores.filter(criterion__code="I.2").update(
        points=5, is_changed=True, reason="Kế hoạch chưa có chữ ký"
    )
    Assessment.objects.filter(pk=assessment.pk).update(
        state="appraised", appraised_total=5, appraised_class="Chưa đạt",
        feedback_due=timezone.localdate(),
    )  # fmt: skip

    after = html_of(client, assessment)

    assert "Kế hoạch chưa có chữ ký" in after
    assert "Thẩm định:" not in before
    assert reverse("assessments:feedback", args=[assessment.pk]) in after
    Assessment.objects.filter(pk=assessment.pk).update(state="settled")
    assert reverse("assessments:feedback", args=[assessment.pk]) in html_of(client, assessment)


def test_sheet_leads_to_each_of_its_groups(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    html = html_of(client, assessment)

    for group in assessment.criteria_set.groups.all():
        assert f'href="#nhom-{group.pk}"' in html
        assert f'id="nhom-{group.pk}"' in html


@pytest.mark.parametrize(("state", "is_advised"), [("draft", True), ("submitted", False)])
def test_only_who_fills_in_is_told_how_far_the_next_class_is(client, state, is_advised):
    assessment = put_into(make_assessment(), state)
    client.force_login(make_head(assessment.unit))

    assert ("điểm nữa đến mức" in html_of(client, assessment)) is is_advised


def test_measures_are_stored_when_the_unit_opens_its_sheet(client, monkeypatch):
    assessment = make_assessment(complete=True)
    reports = measures.Measure("", lambda a: {"on_time": 4, "late": 1}, {})
    monkeypatch.setitem(measures._measures, "reports_on_time", reports)
    client.force_login(make_editor(assessment.unit))

    page(client, assessment)

    row = score_of(assessment, "VII.2")
    assert row.points is not None
    assert row.facts != {}
    event = AuditEvent.objects.get(kind="score.measured")
    assert (event.actor_id, event.after["VII.2"]) == (None, str(row.points))


def test_measures_are_only_shown_to_those_who_may_not_fill(client):
    assessment = make_assessment(complete=True)
    client.force_login(make_person("auditor", assessment.round.organiser))

    page(client, assessment)

    assert not AuditEvent.objects.filter(kind="score.measured").exists()


def test_refresh_is_refused_to_those_who_may_not_fill():
    assessment = make_assessment()
    with pytest.raises(Assessment.DoesNotExist):
        scores.refresh_measures(assessment, by=make_editor(make_unit(assessment.round.organiser)))


def test_complete_sheet_opens_within_its_budget(client):
    assessment = make_assessment(complete=True)
    client.force_login(make_head(assessment.unit))
    page(client, assessment)
    with CaptureQueriesContext(connection) as asking:
        ask(assessment, definition_of(assessment.criteria_set))

    with CaptureQueriesContext(connection) as queries:
        answer = page(client, assessment)

    assert assessment.scores.count() == 40  # 36 and the four of the bonus
    # Beside what the records of the year cost, which each source is asked for once.
    assert len(queries) - len(asking) <= MOST_STATEMENTS
    assert len(asking) <= MOST_SOURCE_STATEMENTS
    assert len(gzip.compress(answer.content)) <= MOST_COMPRESSED_BYTES


def test_statements_do_not_grow_with_evidence(client):
    counts = []
    for count in (1, 3):
        assessment = make_assessment()
        editor = make_editor(assessment.unit)
        client.force_login(editor)
        attach(assessment, count, editor)
        with CaptureQueriesContext(connection) as queries:
            page(client, assessment)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_score_in_sql_and_in_python_agree():
    assessment = make_assessment()
    fill(assessment, "I.1", numerator=98, denominator=100)
    fill(assessment, "I.2", answer=True)

    sheet = load_sheet(Assessment.objects.with_context().get(), make_editor(assessment.unit))

    stored = Score.objects.filter(points__isnull=False).values_list("points", flat=True)
    assert sheet.result.totals.total == sum(stored)
