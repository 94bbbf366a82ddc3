"""Facts from the records of the year: filled in, corrected, frozen, shown on both sides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import appraisals, scores, submissions
from assessments.actions.scores import CorrectionRefused, Entry
from assessments.contents import content_hash
from assessments.documents.appraisals import appraisal_sheet
from assessments.documents.sheets import self_assessment
from assessments.models import Assessment, Evidence, EvidenceUse, Score
from assessments.sourced_facts import ask
from core.models import AuditEvent
from core.versions import StaleVersion
from criteria.definitions import definition_of
from tests.assessments.acting import hand_in, put_into, save_row, score_of, without_transactions
from tests.assessments.appraisal_builders import officer_of
from tests.assessments.conditional_files import make_file
from tests.assessments.sourced_files import (
    REASON,
    SUM,
    URL,
    make_sourced_file,
    registered,
    sourced_document,
)
from tests.factories import make_editor, make_head, make_indicator, make_person, make_report
from tests.statements import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(monkeypatch):
    return registered(monkeypatch)


@pytest.fixture
def file(records):
    return make_sourced_file()


@pytest.fixture
def editor(client, file):
    editor = make_editor(file.unit)
    client.force_login(editor)
    return editor


def page(client, file):
    return client.get(reverse("assessments:detail", args=[file.pk])).content.decode()


def refreshed(file):
    scores.refresh_measures(file, by=make_editor(file.unit))


def saved(file, code, part, *, by=None, version=None, **reasons):
    """One criterion saved with the facts of its only part."""
    entry = Entry({"p1": part}, reasons={"p1": reasons} if reasons else {})
    pk = score_of(file, code).criterion_id
    return scores.save(
        file.pk, pk, lambda _: entry, version=version, by=by or make_editor(file.unit)
    )


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


# Correcting


def test_another_value_without_a_reason_is_refused_at_its_box(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)

    answer = save_row(client, file, "II.1", {"p1.meetings": "1"})

    assert answer.status_code == 422
    pk = score_of(file, "II.1").criterion_id
    assert f'id="e{pk}-p1-meetings" hx-swap-oob="innerHTML">Số liệu trong năm là 2. Nếu sửa' in (
        answer.content.decode()
    )
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 2}}


def test_without_scripts_the_whole_page_says_so_and_keeps_what_was_typed(
    client, file, records, editor
):
    records.say("doi-thoai", 2)
    page(client, file)

    typed = {"p1.meetings": "1", "p1.meetings.reason": "ngắn"}
    answer = save_row(client, file, "II.1", typed, htmx=False)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="p1.meetings" value="1"' in html
    assert 'name="p1.meetings.reason" value="ngắn"' in html
    assert "Số liệu trong năm là 2. Nếu sửa" in html


def test_a_correction_keeps_both_values_with_the_reason(client, file, records, editor):
    records.say("doi-thoai", 2, "Quý I 2")
    page(client, file)

    typed = {"p1.meetings": "1", "p1.meetings.reason": REASON}
    answer = save_row(client, file, "II.1", typed)

    row = score_of(file, "II.1")
    assert answer.status_code == 200
    assert row.facts == {"p1": {"meetings": 1}}
    assert row.corrections == {"p1": {"meetings": REASON}}
    assert row.sourced["p1"]["meetings"]["value"] == 2
    assert row.points == 10
    assert f"Đơn vị sửa, lý do: {REASON}" in answer.content.decode()
    event = AuditEvent.objects.filter(kind="score.saved").latest("sequence")
    assert event.after["corrections"] == {"p1": {"meetings": REASON}}


def test_a_corrected_value_stays_while_the_records_go_on(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    records.say("doi-thoai", 4)
    refreshed(file)

    row = score_of(file, "II.1")
    assert (row.facts["p1"]["meetings"], row.sourced["p1"]["meetings"]["value"]) == (1, 4)
    assert row.corrections == {"p1": {"meetings": REASON}}


@pytest.mark.parametrize("given", [{"meetings": 2}, {}])
def test_giving_the_value_back_removes_the_correction(file, records, given):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)

    saved(file, "II.1", given, meetings=REASON)

    row = score_of(file, "II.1")
    assert (row.facts, row.corrections) == ({"p1": {"meetings": 2}}, {})


def test_only_the_reason_changed_is_a_change(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    first = saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    version = score_of(file, "II.1").version

    saved(file, "II.1", {"meetings": 1}, meetings=REASON + " Đã đối chiếu.")
    assert score_of(file, "II.1").version == version + 1
    saved(file, "II.1", {"meetings": 1}, meetings=REASON + " Đã đối chiếu.", version=1)
    assert score_of(file, "II.1").version == version + 1
    assert first.assessment.pk == file.pk


def test_parts_that_a_save_says_nothing_about_keep_their_reasons(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    pk = score_of(file, "II.1").criterion_id

    scores.save(file.pk, pk, lambda _: Entry({}, "Thêm lời."), version=None,
                by=make_editor(file.unit))  # fmt: skip

    assert score_of(file, "II.1").corrections == {"p1": {"meetings": REASON}}


def test_a_refused_correction_changes_nothing(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    events = AuditEvent.objects.count()

    with pytest.raises(CorrectionRefused, match="Số liệu trong năm là 2"):
        saved(file, "II.1", {"meetings": 1}, meetings="quá ngắn")

    assert score_of(file, "II.1").facts == {"p1": {"meetings": 2}}
    assert AuditEvent.objects.count() == events


def test_a_stale_form_is_told_before_its_reason_is_judged(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)

    with pytest.raises(StaleVersion):
        saved(file, "II.1", {"meetings": 3}, version=1)


def test_two_people_see_both_corrections_side_by_side(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)

    typed = {"p1.meetings": "3", "p1.meetings.reason": "Tính cả cuộc của chi bộ."}
    answer = save_row(client, file, "II.1", typed)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-conflict-name="p1.meetings.reason"' in html
    assert REASON in html
    assert "Tính cả cuộc của chi bộ." in html
    assert score_of(file, "II.1").corrections == {"p1": {"meetings": REASON}}


def test_too_long_a_reason_is_refused_with_its_length(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)

    typed = {"p1.meetings": "1", "p1.meetings.reason": "a" * 501}
    answer = save_row(client, file, "II.1", typed)

    assert answer.status_code == 422
    assert "Lý do dài 501 ký tự; tối đa 500." in answer.content.decode()


def test_a_correction_whose_records_are_gone_is_still_told(client, file, records, editor):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    records.answers.clear()

    html = page(client, file)

    assert "Hệ thống hiện không có số liệu này." in html
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 1}}


# Handing in


def test_handing_in_freezes_both_values_and_the_reason(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    records.say("dung-han", 98, SUM)
    submission = hand_in(file)

    by_code = {row["code"]: row for row in submission.content["scores"]}
    assert by_code["II.1"]["corrections"] == {"p1": {"meetings": REASON}}
    assert by_code["II.1"]["corrected"] == [
        {"label": "Số cuộc đối thoại", "system": "2", "unit": "1", "reason": REASON}
    ]
    assert by_code["I.1"]["sourced"]["p1"]["numerator"]["working"] == SUM
    assert "sourced" not in by_code["II.2"]
    assert content_hash(submission.content) == submission.content_hash


def test_a_file_that_is_in_does_not_follow_the_records_any_more(client, file, records):
    records.say("doi-thoai", 2)
    hand_in(file)
    records.say("doi-thoai", 5)
    client.force_login(make_head(file.unit))

    assert "Số cuộc đối thoại: <strong>2</strong>" in page(client, file)
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 2}}


# The appraiser, and paper


@pytest.fixture
def opened(file, records):
    """The file with one correction, handed in and opened by its officer."""
    records.say("doi-thoai", 2, "Quý I 1 + II 1 = 2")
    records.say("ke-hoach", 1)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    hand_in(file)
    officer = officer_of(file)
    appraisals.open_file(file, by=officer)
    return Assessment.objects.with_context().get(pk=file.pk), officer


def test_the_appraiser_sees_both_values_the_reason_and_a_chip(client, opened):
    file, officer = opened
    client.force_login(officer)

    html = client.get(reverse("assessments:appraisal", args=[file.pk])).content.decode()

    assert f"Đơn vị sửa, lý do: {REASON}" in html
    assert f'Số liệu trong năm: <strong>2</strong> (<a href="{URL}">Quý I 1 + II 1 = 2</a>)' in html
    assert 'data-filter-chip="corrected"' in html
    assert '<strong id="chip-corrected">1</strong>' in html


def test_the_reason_page_tells_it_too(client, opened):
    file, officer = opened
    client.force_login(officer)
    pk = score_of(file, "II.1").criterion_id

    html = client.get(reverse("assessments:why", args=[file.pk, pk])).content.decode()

    assert f"Đơn vị sửa, lý do: {REASON}" in html
    assert "Lý do sửa: Số cuộc đối thoại" in html  # in the history


def test_papers_hold_both_values_and_the_reason(opened):
    file, _officer = opened
    sentence = f"số liệu trong năm là 2, đơn vị sửa thành 1. Lý do: {REASON}"
    submission = file.submissions.get()

    own = self_assessment(file, submission.content, submission)
    theirs = appraisal_sheet(file)

    assert any(sentence in row["explanation"] for group in own["groups"] for row in group["rows"])
    assert any(sentence in row["basis"] for group in theirs["groups"] for row in group["rows"])


# Evidence of the year


def piece(file, number, report, **fields):
    return Evidence.objects.create(
        assessment=file, code=f"MC{number:02d}", title=f"Biên bản {number}", report=report,
        url=f"https://example.org/{number}", added_by=report.submitted_by or make_head(file.unit),
        **fields,
    )  # fmt: skip


def test_evidence_of_the_year_is_offered_where_its_figure_counts(client, file, records, editor):
    report = make_report(file.round, file.unit, 1)
    talks = make_indicator(file.round.organiser, "doi-thoai")
    by_figure = piece(file, 1, report, indicator=talks)
    piece(file, 2, report, criterion_key="ii-2")
    piece(file, 3, report, indicator=make_indicator(file.round.organiser, "khac"))
    piece(file, 4, report)

    html = page(client, file)

    assert html.count("Minh chứng đã gửi trong năm (quý I)") == 2
    pk = score_of(file, "II.1").criterion_id
    assert f'id="offered-{pk}"' in html
    add = reverse("assessments:evidence-add", args=[file.pk])
    answer = client.post(
        add, {"tieu_chi": pk, "reuse": by_figure.pk}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert EvidenceUse.objects.filter(evidence=by_figure, criterion=pk).exists()
    assert page(client, file).count("Minh chứng đã gửi trong năm") == 1


def test_evidence_is_offered_only_to_who_fills_in(client, file, records):
    report = make_report(file.round, file.unit, 1)
    piece(file, 1, report, criterion_key="ii-2")
    put_into(file, "submitted")
    client.force_login(make_head(file.unit))

    assert "Minh chứng đã gửi trong năm" not in page(client, file)


def test_statements_do_not_grow_with_what_is_offered(client, records):
    counts = []
    for count in (1, 3):
        file = make_sourced_file()
        report = make_report(file.round, file.unit, 1)
        for number in range(count):
            piece(file, number + 1, report, criterion_key="ii-2")
            records.say(f"k{number}", 1)
        client.force_login(make_editor(file.unit))
        page(client, file)
        with CaptureQueriesContext(connection) as queries:
            page(client, file)
        counts.append(len(queries))

    assert counts[0] == counts[1]


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


def test_supplement_hand_in_freezes_what_the_records_say_then(file, records):
    records.say("doi-thoai", 1)
    first = hand_in(file)
    submissions.recall(file, by=make_head(file.unit))
    records.say("doi-thoai", 2)

    second = hand_in(file)

    facts = [{r["code"]: r["facts"] for r in s.content["scores"]}["II.1"] for s in (first, second)]
    assert facts == [{"p1": {"meetings": 1}}, {"p1": {"meetings": 2}}]


def test_what_the_unit_may_not_correct_stays_as_it_was_handed_in(client, file, records, editor):
    """A supplement of one criterion: the others are locked, for the records of the year as well."""
    saved(file, "II.1", {"meetings": 1})
    hand_in(file)
    officer = officer_of(file)
    appraisals.open_file(file, by=officer)
    asked = [score_of(file, "I.1").criterion_id]
    appraisals.send_back(file, reason="Thiếu danh sách kèm theo", criteria=asked, by=officer)
    records.say("doi-thoai", 2)
    records.say("dung-han", 40)

    assert "Trước đó đơn vị nhập: 1" not in page(client, file)
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 1}}
    assert score_of(file, "I.1").facts["p1"]["numerator"] == 40

    rows = {row["code"]: row["facts"] for row in hand_in(file).content["scores"]}
    assert rows["II.1"] == {"p1": {"meetings": 1}}


def test_the_appraiser_saves_a_criterion_that_the_records_filled(client, opened):
    file, officer = opened
    client.force_login(officer)
    row = file.appraisal.scores.get(criterion__code="II.1")
    address = reverse("assessments:appraised-save", args=[file.pk, row.criterion_id])
    typed = {"version": row.version, "p1.meetings": "0", "reason": "Sổ họp chỉ có một buổi."}

    answer = client.post(address, typed, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    row.refresh_from_db()
    assert (row.points, row.reason) == (0, "Sổ họp chỉ có một buổi.")
