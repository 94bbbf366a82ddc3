"""The appraiser's screens: opening, deciding row by row, refusals, conflicts, query counts."""

import pytest
from django.urls import reverse

from assessments.actions import appraised_scores
from tests.assessments.appraisal_builders import (
    REASON,
    clear_vetoes,
    criterion_pk,
    fresh,
    make_opened,
    make_submitted,
    officer_of,
)
from tests.factories import make_board_head, make_editor, make_head, make_officer

pytestmark = pytest.mark.django_db


def url(name, assessment, *args):
    return reverse(f"assessments:{name}", args=[assessment.pk, *args])


def sent(assessment, code, facts=None, **typed):
    """A row's form as the page sends it: facts of the unit unless given."""
    row = assessment.appraisal.scores.get(criterion__code=code)
    values = row.facts["p1"] if facts is None else facts
    words = {True: "yes", False: "no"}
    shown = {name: words[v] if isinstance(v, bool) else v for name, v in values.items()}
    boxes = {f"p1.{name}": value for name, value in shown.items()}
    return {**boxes, "version": row.version, **typed}


def save(client, assessment, code, facts=None, **typed):
    address = url("appraised-save", assessment, criterion_pk(assessment, code))
    body = sent(assessment, code, facts, **typed)
    return client.post(address, body, headers={"HX-Request": "true"})


@pytest.fixture
def opened(client):
    assessment, officer = make_opened()
    client.force_login(officer)
    return assessment


def test_opening_says_what_it_means_and_then_opens(client):
    assessment = make_submitted()
    client.force_login(officer_of(assessment))

    page = client.get(url("open-file", assessment))
    assert "không rút lại hồ sơ được nữa" in page.content.decode()
    assert fresh(assessment).opened_at is None
    assert client.get(url("submission", assessment, 1)).status_code == 200

    answer = client.post(url("open-file", assessment))
    assert answer.url == url("appraisal", assessment)
    assert fresh(assessment).opened_at is not None


def test_appraisal_shows_vetoes_before_criteria(client, opened):
    page = client.get(url("appraisal", opened)).content.decode()

    assert page.index("Điều kiện loại trừ") < page.index("Tiêu chí I.1")
    assert "0/4" in page
    assert "Tiếp theo: I.1" in page


@pytest.mark.parametrize("make", [make_editor, make_head])
def test_unit_does_not_see_the_appraisal_before_its_end(client, opened, make):
    client.force_login(make(opened.unit))

    answer = client.get(url("appraisal", opened))

    assert answer.url == url("detail", opened)


def test_outsider_gets_404_and_other_officers_read_only(client, opened):
    other = make_officer(opened.round.organiser)
    client.force_login(other)
    page = client.get(url("appraisal", opened)).content.decode()
    assert "data-autosave" not in page

    elsewhere, _officer = make_opened()
    assert client.get(url("appraisal", elsewhere)).status_code == 404


def test_saving_an_agreement_updates_row_totals_and_progress(client, opened):
    answer = save(client, opened, "I.1")

    words = answer.content.decode()
    assert (answer.status_code, answer["X-Record-Version"]) == (200, "2")
    assert "Đã thẩm định" in words
    assert "1/4" in words
    assert "Tiếp theo: I.2" in words


def test_difference_without_reason_is_refused_beside_its_box(client, opened):
    answer = save(client, opened, "I.1", {"numerator": "90", "denominator": "100"})

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "ghi lý do, ít nhất 10 ký tự" in words
    assert "reason-needed" in words
    assert "Theo số liệu vừa nhập: 30,00 điểm" in words


def test_difference_with_reason_shows_gap_with_sign_and_word(client, opened):
    facts = {"numerator": "90", "denominator": "100"}

    words = save(client, opened, "I.1", facts, reason=REASON).content.decode()

    assert "−10,00" in words
    assert "thấp hơn" in words
    assert opened.appraisal.scores.get(criterion__code="I.1").reason == REASON


def test_points_against_the_rule_need_a_reason_and_stay_in_range(client, opened):
    assert save(client, opened, "I.1", points="41").status_code == 422
    assert save(client, opened, "I.1", points="39,5").status_code == 422

    assert save(client, opened, "I.1", points="39,5", reason=REASON).status_code == 200


@pytest.mark.parametrize("typed", ["chín", "٩", "-1", "9999999", "1,234"])
def test_wrong_points_are_refused_and_nothing_is_lost(client, opened, typed):
    answer = save(client, opened, "I.1", points=typed, reason=REASON)

    assert answer.status_code == 422
    assert opened.appraisal.scores.get(criterion__code="I.1").decided_at is None


def test_stale_row_shows_both_versions(client, opened):
    facts = {"numerator": "90", "denominator": "100"}
    stale = sent(opened, "I.1", {"numerator": "95", "denominator": "100"}, reason=REASON)
    save(client, opened, "I.1", facts, reason=REASON)

    address = url("appraised-save", opened, criterion_pk(opened, "I.1"))
    answer = client.post(address, stale, headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert 'data-conflict-theirs="90"' in answer.content.decode()


def test_same_judgement_sent_twice_is_taken_once(client, opened):
    body = sent(opened, "I.1")
    address = url("appraised-save", opened, criterion_pk(opened, "I.1"))

    answers = [client.post(address, body, headers={"HX-Request": "true"}) for _ in range(2)]

    assert [a.status_code for a in answers] == [200, 200]
    assert opened.appraisal.scores.get(criterion__code="I.1").version == 2


def test_without_script_a_save_goes_back_to_its_row(client, opened):
    address = url("appraised-save", opened, criterion_pk(opened, "I.1"))

    answer = client.post(address, sent(opened, "I.1"))

    assert answer.url.endswith(f"#tc-{criterion_pk(opened, 'I.1')}")


def test_without_script_a_refusal_keeps_what_was_typed(client, opened):
    address = url("appraised-save", opened, criterion_pk(opened, "I.1"))

    answer = client.post(address, sent(opened, "I.1", points="35"))

    assert answer.status_code == 422
    assert 'value="35"' in answer.content.decode()


def test_criterion_of_another_set_is_404(client, opened):
    elsewhere, _officer = make_opened()
    address = url("appraised-save", opened, criterion_pk(elsewhere, "I.1"))

    assert client.post(address, {"version": 1}).status_code == 404


def test_other_officer_may_not_save(client, opened):
    client.force_login(make_officer(opened.round.organiser))

    answer = save(client, opened, "I.1")

    assert answer.status_code == 403
    assert "phân công cho chuyên viên khác" in answer.content.decode()


def test_veto_found_needs_a_note(client, opened):
    finding = opened.appraisal.veto_findings.get(veto__code="L1")
    address = url("veto-save", opened, finding.veto_id)

    refused = client.post(address, {"found": "yes"}, headers={"HX-Request": "true"})
    taken = client.post(address, {"found": "yes", "note": REASON}, headers={"HX-Request": "true"})

    assert (refused.status_code, taken.status_code) == (422, 200)
    finding.refresh_from_db()
    assert (finding.found, finding.note) == (True, REASON)


def test_computed_veto_takes_no_word(client, opened):
    finding = opened.appraisal.veto_findings.get(veto__code="L2")

    answer = client.post(
        url("veto-save", opened, finding.veto_id), {"found": "no"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert "hệ thống tính từ tổng điểm" in answer.content.decode()


def test_accepting_the_rest_names_the_count(client, opened):
    save(client, opened, "I.1")
    assert "<strong>3</strong> tiêu chí chưa thẩm định" in " ".join(
        client.get(url("appraisal", opened)).content.decode().split()
    )

    page = client.post(url("accept-rest", opened), follow=True).content.decode()

    assert "của 3 tiêu chí" in page
    assert "4/4" in page


def test_finish_page_links_to_what_waits(client, opened):
    page = client.get(url("finish", opened)).content.decode()

    assert f"#tc-{criterion_pk(opened, 'I.1')}" in page
    assert "6 điều kiện loại trừ" in page


def test_finish_sends_the_provisional_result(client, opened):
    officer = opened.opened_by
    clear_vetoes(opened, officer)
    appraised_scores.accept_rest(opened, by=officer)

    answer = client.post(
        url("finish", opened), {"conclusion": "Đủ điều kiện.", "version": fresh(opened).version}
    )

    assert answer.url == url("appraisal", opened)
    assert fresh(opened).state == "appraised"


def test_send_back_asks_for_criteria_and_reason(client, opened):
    page = client.get(url("send-back", opened), {"tieu_chi": criterion_pk(opened, "I.2")})
    assert "checked" in page.content.decode()

    refused = client.post(url("send-back", opened), {"scope": "chosen", "reason": "ngắn"})
    assert refused.status_code == 422
    assert fresh(opened).state == "submitted"


def test_send_back_of_chosen_criteria(client, opened):
    asked = criterion_pk(opened, "I.2")

    answer = client.post(
        url("send-back", opened),
        {
            "scope": "chosen",
            "criteria": [asked],
            "reason": REASON,
            "due_on": "31/12/2099",
            "version": opened.version,
        },
    )

    assert answer.status_code == 302
    assert fresh(opened).state == "returned"


def test_save_takes_at_most_ten_queries(client, opened, django_assert_max_num_queries):
    save(client, opened, "I.1")
    body, address = sent(opened, "I.2"), url("appraised-save", opened, criterion_pk(opened, "I.2"))

    with django_assert_max_num_queries(13) as asked:
        client.post(address, body, headers={"HX-Request": "true"})

    locks = ("SAVEPOINT", "pg_advisory")
    assert len([q for q in asked if not any(lock in q["sql"] for lock in locks)]) <= 10


def test_whole_sheet_opens_in_few_queries(client, django_assert_max_num_queries):
    assessment, officer = make_opened(complete=True)
    client.force_login(officer)

    with django_assert_max_num_queries(18):  # four for findings, advice, notebook, mandates
        page = client.get(url("appraisal", assessment))

    assert page.content.decode().count('<article class="appraisal-row') == 40


def test_board_head_may_appraise_an_unassigned_file(client):
    assessment = make_submitted()
    client.force_login(make_board_head(assessment.round.organiser))

    assert client.post(url("open-file", assessment)).status_code == 302
