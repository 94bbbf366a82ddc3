"""The appraiser's side where a decision says whether other criteria are asked."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.actions import appraisals, appraised_scores, submissions
from assessments.actions.appraised_scores import Judgement
from assessments.appraisal_rows import AppraisalSheet
from assessments.contents import content_of
from assessments.documents import appraisals as appraisal_documents
from assessments.documents import sheets as documents
from assessments.models import Assessment
from assessments.score_rows import score_rows
from core.models import AuditEvent
from core.party_dates import citation_date
from criteria import measures
from danvan import invariants
from tests.assessments.acting import fill, score_of
from tests.assessments.acting import hand_in as hand_in_again
from tests.assessments.appraisal_builders import (
    clear_vetoes,
    criterion_pk,
    fresh,
    hand_in,
    officer_of,
)
from tests.assessments.conditional_files import (
    FULL,
    REASON,
    appraised,
    conditional_document,
    decide,
    make_file,
    make_opened,
)
from tests.factories import make_head

pytestmark = pytest.mark.django_db
UNIT_SAID_NO = FULL | {"I.2": {"p1": {"answer": False}}}
CLOSED = "Không áp dụng theo kết quả thẩm định: tiêu chí I.2 trả lời “Không”."
CLOSED_LATER = "Không áp dụng theo kết quả thẩm định: tiêu chí II.2 không áp dụng."
ASKED = "Phải chấm theo kết quả thẩm định tiêu chí I.2; đơn vị chưa phải trả lời."


def waiting(assessment):
    """Codes of the criteria that wait for a person."""
    rows = AppraisalSheet.of(fresh(assessment)).waiting()
    return [row.criterion.code for row in rows]


def total(assessment):
    return AppraisalSheet.of(fresh(assessment)).result().totals.total


def test_no_instead_of_yes_closes_the_chain_with_a_reason_that_names_the_cause():
    assessment, officer = make_opened(FULL)

    decide(assessment, "I.2", officer, answer=False, reason=REASON)

    rows = [appraised(assessment, code) for code in ("II.2", "II.1")]
    assert [(row.points, row.not_applicable, row.is_changed) for row in rows] == [
        (None, True, True), (None, True, True),
    ]  # fmt: skip
    assert [row.reason for row in rows] == [CLOSED, CLOSED_LATER]
    assert {row.decided_by for row in rows} == {officer}
    assert waiting(assessment) == ["I.1"]


def test_yes_again_asks_again_with_the_facts_that_were_there():
    assessment, officer = make_opened(FULL)
    decide(assessment, "II.1", officer, meetings=1, reason=REASON)

    decide(assessment, "I.2", officer, answer=False, reason=REASON)
    decide(assessment, "I.2", officer, answer=True)

    row = appraised(assessment, "II.1")
    assert (row.facts, row.decided_at, row.not_applicable) == (
        {"p1": {"meetings": 1}}, None, False,
    )  # fmt: skip
    assert (row.is_changed, row.reason) == (False, "")
    assert waiting(assessment) == ["I.1", "II.2", "II.1"]


def test_agreeing_with_no_settles_what_the_unit_was_not_asked():
    assessment, officer = make_opened(UNIT_SAID_NO)
    before = waiting(assessment)

    decide(assessment, "I.2", officer, answer=False)

    assert before == ["I.1", "I.2"]
    row = appraised(assessment, "II.2")
    assert (row.decided_by, row.is_changed, row.reason) == (officer, False, "")
    assert waiting(assessment) == ["I.1"]


def test_yes_instead_of_no_asks_what_the_unit_was_not_asked():
    assessment, officer = make_opened(UNIT_SAID_NO)

    decide(assessment, "I.2", officer, answer=True, reason=REASON)
    asked = waiting(assessment)
    decide(assessment, "II.2", officer, answer=True)

    row = appraised(assessment, "II.2")
    assert asked == ["I.1", "II.2", "II.1"]
    assert (row.points, row.is_changed, row.reason) == (Decimal(20), True, ASKED)


def test_what_the_unit_was_not_asked_is_never_simply_agreed_to():
    assessment, officer = make_opened(UNIT_SAID_NO)
    decide(assessment, "I.2", officer, answer=True, reason=REASON)

    accepted = appraised_scores.accept_rest(fresh(assessment), by=officer)

    assert [row.criterion.code for row in accepted] == ["I.1"]
    assert waiting(assessment) == ["II.2", "II.1"]


def test_accepting_the_rest_settles_what_follows_from_it():
    assessment, officer = make_opened(UNIT_SAID_NO)

    accepted = appraised_scores.accept_rest(assessment, by=officer)

    assert [row.criterion.code for row in accepted] == ["I.1", "I.2"]
    assert waiting(assessment) == []
    event = AuditEvent.objects.get(kind="appraisal.rest_accepted")
    assert set(event.after) == {"I.1", "I.2", "II.1", "II.2"}


def test_the_event_of_the_decision_names_what_followed():
    assessment, officer = make_opened(FULL)

    decide(assessment, "I.2", officer, answer=False, reason=REASON)

    event = AuditEvent.objects.latest("sequence")
    assert event.kind == "appraised_score.decided"
    assert {code: row["not_applicable"] for code, row in event.after["followed"].items()} == {
        "II.1": True, "II.2": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "words"),
    [({"answer": False}, "trả lời “Không”"), ({}, "trả lời tiêu chí I.2 trước")],
)
def test_what_is_not_asked_cannot_be_decided(answers, words):
    assessment, officer = make_opened(FULL)
    decide(assessment, "I.2", officer, reason=REASON, **answers)

    with pytest.raises(PermissionDenied, match=words):
        decide(assessment, "II.2", officer, answer=True)


def test_an_answer_still_missing_keeps_the_appraisal_open():
    facts = {code: given for code, given in FULL.items() if code != "I.2"}
    assessment, officer = make_opened(facts)
    clear_vetoes(assessment, officer)
    appraised_scores.accept_rest(fresh(assessment), by=officer)

    with pytest.raises(ValidationError, match="I.2, II.2, II.1"):
        appraisals.finish(fresh(assessment), by=officer)


def test_points_set_by_hand_leave_the_rest_to_the_appraiser():
    facts = {code: given for code, given in FULL.items() if code != "I.2"}
    assessment, officer = make_opened(facts)
    by_hand = Judgement({"p1": {}}, points=Decimal(5), reason=REASON)
    pk = criterion_pk(assessment, "I.2")

    appraised_scores.decide_score(assessment.pk, pk, by_hand, by=officer)
    decide(assessment, "II.2", officer, answer=True, reason=REASON)

    assert appraised(assessment, "II.2").points == Decimal(20)
    assert waiting(assessment) == ["I.1", "II.1"]


@pytest.mark.parametrize(("policy", "expected"), [("full", "80.00"), ("reduce", "66.67")])
def test_a_finished_appraisal_has_every_row_decided(policy, expected):
    assessment, officer = make_opened(FULL, conditional_document(policy))
    clear_vetoes(assessment, officer)
    decide(assessment, "I.2", officer, answer=False, reason=REASON)
    appraised_scores.accept_rest(fresh(assessment), by=officer)

    appraisals.finish(fresh(assessment), by=officer)

    assert fresh(assessment).appraised_total == Decimal(expected)
    assert not assessment.appraisal.scores.filter(decided_at=None).exists()
    assert "appraised_means_decided" not in invariants.broken()


def test_own_word_of_the_unit_that_nothing_arose_stays_its_word():
    assessment = make_file()
    fill(assessment, "I.1", numerator=98, denominator=100)
    fill(assessment, "I.2", answer=True)
    fill(assessment, "II.2", not_applicable=True, explanation="Không có hội nghị")
    hand_in_again(assessment)
    officer = officer_of(assessment)
    appraisals.open_file(assessment, by=officer)

    decide(assessment, "I.2", officer, answer=False, reason=REASON)
    closed = appraised(assessment, "II.2")
    decide(assessment, "I.2", officer, answer=True)

    assert (closed.not_applicable, closed.is_changed) == (True, False)
    row = appraised(assessment, "II.2")
    assert (row.not_applicable, row.decided_at) == (True, None)
    appraised_scores.accept_rest(fresh(assessment), by=officer)
    assert waiting(assessment) == []


def test_a_supplement_takes_back_what_the_appraiser_had_closed():
    assessment, officer = make_opened(FULL)
    decide(assessment, "I.2", officer, answer=False, reason=REASON)
    asked = [criterion_pk(assessment, "I.2")]
    appraisals.send_back(fresh(assessment), reason=REASON, criteria=asked, by=officer)
    fill(assessment, "I.2", answer=True, explanation="Đã gửi lại kế hoạch có chữ ký")
    hand_in_again(fresh(assessment))

    appraisals.open_file(fresh(assessment), by=officer)

    assert waiting(assessment) == ["I.1", "I.2", "II.2", "II.1"]
    assert total(assessment) == Decimal(100)


def test_what_our_records_decide_alone_may_not_be_asked_either(monkeypatch):
    document = conditional_document()
    rule = {"method": "yes_no", "parameters": {"question": "Có phối hợp"}}
    second = document["groups"][1]["criteria"][1]
    second["scored_by"] = "appraiser"
    second["parts"][0] |= {"method": "measure", "parameters": {"measure": "x", "rule": rule}}
    known = measures.Measure("", lambda assessment: {"answer": True}, {"answer": "Có phối hợp"})
    monkeypatch.setitem(measures._measures, "x", known)
    assessment, officer = make_opened(FULL, document)
    clear_vetoes(assessment, officer)
    decide(assessment, "I.1", officer, numerator=98, denominator=100)

    decide(assessment, "I.2", officer, answer=False, reason=REASON)
    closed = AppraisalSheet.of(fresh(assessment)).automatic
    decide(assessment, "I.2", officer, answer=True)
    decide(assessment, "II.2", officer, answer=True)
    appraisals.finish(fresh(assessment), by=officer)

    assert closed == {}
    assert appraised(assessment, "II.1").points == Decimal(20)


def save(client, assessment, code, typed):
    row = appraised(assessment, code)
    address = reverse("assessments:appraised-save", args=[assessment.pk, row.criterion_id])
    return client.post(address, {"version": row.version, **typed}, headers={"HX-Request": "true"})


def test_the_answer_brings_the_changed_rows_along(client):
    assessment, officer = make_opened(FULL)
    client.force_login(officer)

    answer = save(client, assessment, "I.2", {"p1.answer": "no", "reason": REASON})

    html = answer.content.decode()
    assert html.count('hx-swap-oob="true" id="tc-') == 2
    assert html.count("Không áp dụng: tiêu chí") == 2
    for group in assessment.criteria_set.groups.all():
        assert f'id="group-points-{group.pk}"' in html


def test_a_decision_sent_twice_brings_the_rows_again(client):
    assessment, officer = make_opened(FULL)
    client.force_login(officer)
    typed = {"p1.answer": "no", "reason": REASON}
    save(client, assessment, "I.2", typed)

    html = save(client, assessment, "I.2", typed | {"version": 1}).content.decode()

    assert html.count('hx-swap-oob="true" id="tc-') == 2


def test_the_page_says_what_was_not_asked_of_the_unit(client):
    assessment, officer = make_opened(UNIT_SAID_NO)
    client.force_login(officer)

    page = client.get(reverse("assessments:appraisal", args=[assessment.pk])).content.decode()

    assert "Tiêu chí I.2 trả lời “Không”." in page
    assert page.count("data-autosave ") - page.count('data-record-key="veto-') == 2
    assert "Theo tiêu chí khác" in page


def test_a_refused_decision_is_said_in_place(client):
    assessment, officer = make_opened(UNIT_SAID_NO)
    client.force_login(officer)

    answer = save(client, assessment, "II.2", {"p1.answer": "yes", "reason": REASON})

    assert answer.status_code == 403
    assert "Chưa lưu tiêu chí II.2" in answer.content.decode()


def test_recalled_and_handed_in_again_stays_consistent():
    assessment = hand_in(make_file(), FULL)
    head = assessment.submitted_by
    submissions.recall(assessment, by=head)

    fill(assessment, "I.2", answer=False)
    hand_in_again(assessment, by=head)

    assert score_of(assessment, "II.1").not_applicable
    assert Assessment.objects.get(pk=assessment.pk).self_total == Decimal(80)


def test_why_tells_the_condition_and_what_decided_it(client):
    assessment, officer = make_opened(UNIT_SAID_NO)
    decide(assessment, "I.2", officer, answer=False)
    client.force_login(officer)
    address = reverse("assessments:why", args=[assessment.pk, criterion_pk(assessment, "II.1")])

    page = client.get(address).content.decode()

    assert "Tiêu chí này chỉ hỏi khi tiêu chí II.2 trả lời “Có”." in page
    assert page.count("<strong>Không áp dụng</strong>") == 2
    assert "Áp dụng tiêu chí này" in page
    assert "Vì sao chấm như vậy?" in page


def test_why_of_a_criterion_that_waits_says_for_what(client):
    assessment = make_file()
    client.force_login(make_head(assessment.unit))
    address = reverse("assessments:why", args=[assessment.pk, criterion_pk(assessment, "II.2")])

    assert "Trả lời tiêu chí I.2 trước." in client.get(address).content.decode()


def test_both_papers_print_why_and_on_what_basis():
    document = conditional_document()
    document["basis"] = ["Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"]
    document["groups"][0]["criteria"][0]["legal_basis"] = "Khoản 2 Điều 4"
    assessment, officer = make_opened(UNIT_SAID_NO, document)
    decide(assessment, "I.2", officer, answer=False)
    submission = assessment.submissions.get()

    own = documents.self_assessment(assessment, submission.content, submission)
    ours = appraisal_documents.appraisal_sheet(fresh(assessment))

    for paper in (own, ours):
        assert paper["basis"] == ["Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15."]
        assert paper["groups"][0]["rows"][0]["legal_basis"] == "Khoản 2 Điều 4"
        assert paper["groups"][1]["rows"][1]["self"] == "Không áp dụng"
    assert own["groups"][1]["rows"][0]["explanation"] == (
        "Không áp dụng: tiêu chí I.2 trả lời “Không”."
    )
    assert ours["groups"][1]["rows"][1]["appraised"] == "Không áp dụng"


def test_both_papers_say_how_a_reduced_scale_makes_the_total():
    assessment, officer = make_opened(UNIT_SAID_NO, conditional_document("reduce"))
    decide(assessment, "I.2", officer, answer=False)
    submission = assessment.submissions.get()
    words = (
        "Không tính tiêu chí không phát sinh, không áp dụng: 40,00/60,00 điểm, quy về thang 100,00."
    )

    own = documents.self_assessment(assessment, submission.content, submission)
    ours = appraisal_documents.appraisal_sheet(fresh(assessment))

    assert own["scale_note"] == words
    assert ours["scale_notes"] == [words]
    for paper in (own, ours):
        assert [group["max"] for group in paper["groups"][:2]] == ["60,00", "0,00"]
        assert paper["totals"][0]["self"] == "66,67"


def test_a_paper_says_what_is_still_waiting_for_an_answer():
    assessment = make_file()

    paper = documents.self_assessment(assessment, content_of(assessment, score_rows(assessment)))

    row = paper["groups"][1]["rows"][1]
    assert (row["self"], row["explanation"]) == ("", "Chưa trả lời: trả lời tiêu chí I.2 trước.")


def test_the_guiding_document_stands_above_the_table():
    dated = {"kind": "", "number": "05-HD/BDVHU", "date": "2026-01-12", "issuer": ""}

    named = documents.guidance_facts(dated | {"kind": "Hướng dẫn", "issuer": "Ban Dân vận"})

    assert documents.guidance_facts({}) == []
    assert [fact["value"] for fact in named] == [
        f"Hướng dẫn số 05-HD/BDVHU, ngày {citation_date(date(2026, 1, 12))} của Ban Dân vận"
    ]
    assert documents.guidance_facts(dated)[0]["value"].startswith("Văn bản số 05-HD/BDVHU")
