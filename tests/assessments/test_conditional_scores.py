"""The unit's sheet where some criteria are asked only after certain answers."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import appraisals, scores
from assessments.actions.scores import Entry
from assessments.completeness import gaps, to_score
from assessments.presenters.sheet import Sheet
from assessments.score_rows import score_rows, with_evidence
from core.models import AuditEvent
from criteria import measures
from criteria.definitions import definition_of
from criteria.models import Scorer
from tests.assessments.acting import fill, hand_in, save_row, score_of, without_transactions
from tests.assessments.conditional_files import conditional_document, make_file
from tests.factories import make_board_head, make_editor
from tests.statements import within

pytestmark = pytest.mark.django_db
NOT_ASKED = ["Không áp dụng: tiêu chí I.2 trả lời “Không”."]
CHAINED = ["Không áp dụng: tiêu chí II.2 không áp dụng."]


def state(assessment, code):
    """Points, whether it counts as not arisen, working."""
    row = score_of(assessment, code)
    return row.points, row.not_applicable, row.working


def total(assessment):
    return Sheet(assessment, score_rows(assessment)).result.totals.total


def answered(**answers):
    """A file in which I.2 and so on were answered in this order: I_2=True."""
    assessment = make_file()
    for code, answer in answers.items():
        fill(assessment, code.replace("_", "."), answer=answer)
    return assessment


def test_a_fresh_sheet_asks_only_what_hangs_on_nothing():
    assessment = make_file()
    rows, definition = score_rows(assessment), definition_of(assessment.criteria_set)

    assert [c.code for c in to_score(definition, rows)] == ["I.1", "I.2"]
    missing = [gap.criterion.code for gap in gaps(definition, rows, with_evidence(rows))]
    assert missing == ["I.1", "I.2"]


def test_no_takes_everything_behind_it_out_in_the_same_write():
    assessment = answered(I_2=True, II_2=True)
    fill(assessment, "II.1", meetings=2, explanation="Hai cuộc")

    fill(assessment, "I.2", answer=False)

    assert state(assessment, "II.2") == (None, True, NOT_ASKED)
    assert state(assessment, "II.1") == (None, True, CHAINED)
    assert score_of(assessment, "II.1").facts == {"p1": {"meetings": 2}}


def test_there_and_back_everything_counts_again_as_it_was_typed():
    assessment = answered(I_2=True, II_2=True)
    fill(assessment, "II.1", meetings=2, explanation="Hai cuộc")
    before = [state(assessment, code) for code in ("I.2", "II.1", "II.2")]
    versions = list(assessment.scores.values_list("version", flat=True))

    fill(assessment, "I.2", answer=False)
    fill(assessment, "I.2", answer=True)

    assert [state(assessment, code) for code in ("I.2", "II.1", "II.2")] == before
    assert score_of(assessment, "II.1").explanation == "Hai cuộc"
    assert total(assessment) == Decimal(60)
    changed = [
        now - then
        for now, then in zip(assessment.scores.values_list("version", flat=True), versions,
                             strict=True)
    ]  # fmt: skip
    assert sorted(changed) == [0, 0, 0, 2]


def test_clearing_the_answer_makes_the_rest_wait_without_points():
    assessment = answered(I_2=True, II_2=True)

    fill(assessment, "I.2")

    assert state(assessment, "II.2") == (None, False, [])
    assert state(assessment, "II.1") == (None, False, [])
    assert score_of(assessment, "II.2").facts == {"p1": {"answer": True}}


def test_the_units_own_word_that_nothing_arose_survives_not_being_asked():
    assessment = answered(I_2=True)
    fill(assessment, "II.2", not_applicable=True, explanation="Không có hội nghị")
    assert state(assessment, "II.1")[1:] == (
        True, ["Không áp dụng: tiêu chí II.2 không phát sinh."],
    )  # fmt: skip

    fill(assessment, "I.2", answer=False)
    assert state(assessment, "II.2") == (None, True, [])
    fill(assessment, "I.2", answer=True)

    assert state(assessment, "II.2") == (None, True, [])
    assert state(assessment, "II.1")[1]


@pytest.mark.parametrize(
    ("policy", "expected"), [("full", Decimal(80)), ("reduce", Decimal("66.67"))]
)
def test_what_is_not_asked_counts_as_the_policy_of_the_set_says(policy, expected):
    assessment = make_file(conditional_document(policy))
    fill(assessment, "I.1", numerator=98, denominator=100)

    fill(assessment, "I.2", answer=False)

    assert total(assessment) == expected


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "trả lời tiêu chí I.2 trước"),
        ({"answer": False}, "tiêu chí I.2 trả lời “Không”"),
    ],
)
def test_what_is_not_asked_cannot_be_saved(answer, words):
    assessment = make_file()
    fill(assessment, "I.2", **answer)

    with pytest.raises(PermissionDenied, match=words):
        fill(assessment, "II.2", answer=True)

    assert score_of(assessment, "II.2").facts == {}


def test_the_event_of_the_answer_names_what_followed():
    assessment = answered(I_2=True, II_2=True)

    fill(assessment, "I.2", answer=False)

    event = AuditEvent.objects.latest("sequence")
    nothing = {"points": None, "not_applicable": True}
    assert event.kind == "score.saved"
    assert event.target_id == str(score_of(assessment, "I.2").pk)
    assert event.after["followed"] == {"II.1": nothing, "II.2": nothing}


def test_saving_is_atomic_over_what_follows(monkeypatch):
    assessment = answered(I_2=True, II_2=True)

    def fail(*args, **kwargs):
        raise RuntimeError("the last step fails")

    monkeypatch.setattr(scores.audit, "record", fail)
    with pytest.raises(RuntimeError):
        fill(assessment, "I.2", answer=False)

    assert state(assessment, "II.2")[0] == Decimal(20)


def test_a_file_without_conditions_is_saved_with_its_own_row_alone():
    document = conditional_document()
    for criterion in document["groups"][1]["criteria"]:
        del criterion["condition"]
    assessment = make_file(document)

    saved = scores.save(
        assessment.pk, score_of(assessment, "I.2").criterion_id,
        lambda criterion: Entry({"p1": {"answer": False}}), version=None,
        by=make_editor(assessment.unit),
    )  # fmt: skip

    assert saved.followed == frozenset()
    assert "followed" not in AuditEvent.objects.latest("sequence").after


def test_own_records_that_decide_are_followed_when_the_sheet_is_opened(client, monkeypatch):
    document = conditional_document()
    first = document["groups"][0]["criteria"][1]["parts"][0]
    rule = {"method": "yes_no", "parameters": {"question": "Có kế hoạch"}}
    first |= {"method": "measure", "parameters": {"measure": "plan_known", "rule": rule}}
    known = measures.Measure("", lambda assessment: {"answer": False}, {"answer": "Có kế hoạch"})
    monkeypatch.setitem(measures._measures, "plan_known", known)
    assessment = make_file(document)
    client.force_login(make_editor(assessment.unit))

    client.get(reverse("assessments:detail", args=[assessment.pk]))

    assert state(assessment, "II.2") == (None, True, NOT_ASKED)
    after = AuditEvent.objects.get(kind="score.measured").after
    assert after == {"I.2": "0.00", "II.1": None, "II.2": None}


def test_what_only_the_appraiser_scores_is_not_scored_when_it_is_asked():
    document = conditional_document()
    later = {c["code"]: c for c in document["groups"][1]["criteria"]}
    later["II.2"]["scored_by"] = Scorer.APPRAISER
    assessment = make_file(document)

    fill(assessment, "I.2", answer=False)
    held = state(assessment, "II.2")
    fill(assessment, "I.2", answer=True)

    assert held == (None, True, NOT_ASKED)
    assert state(assessment, "II.2") == (None, False, [])


def test_hand_in_asks_no_explanation_and_freezes_why():
    assessment = make_file()
    fill(assessment, "I.2", answer=False)
    rows, definition = score_rows(assessment), definition_of(assessment.criteria_set)
    missing = [gap.criterion.code for gap in gaps(definition, rows, with_evidence(rows))]

    submission = hand_in(assessment)

    assert missing == ["I.1"]
    frozen = {row["code"]: row.get("not_asked", "") for row in submission.content["scores"]}
    assert frozen == {
        "I.1": "", "I.2": "", "II.1": "tiêu chí II.2 không áp dụng",
        "II.2": "tiêu chí I.2 trả lời “Không”",
    }  # fmt: skip


def test_a_supplement_of_the_governing_criterion_opens_what_it_decides_about(client):
    assessment = answered(I_2=False)
    hand_in(assessment)
    asked = score_of(assessment, "I.2").criterion_id
    by = make_board_head(assessment.round.organiser)
    appraisals.send_back(assessment, reason="Kế hoạch có thật mà", criteria=[asked], by=by)

    fill(assessment, "I.2", answer=True)
    fill(assessment, "II.2", answer=True)

    assert score_of(assessment, "II.2").points == Decimal(20)
    with pytest.raises(PermissionDenied, match="đang được khoá"):
        fill(assessment, "I.1", numerator=1, denominator=1)
    client.force_login(make_editor(assessment.unit))
    html = client.get(reverse("assessments:detail", args=[assessment.pk])).content.decode()
    assert html.count("data-autosave ") == 3
    assert 'id="missing-count">1<' in html


def page_of(client, assessment):
    client.force_login(make_editor(assessment.unit))
    return client.get(reverse("assessments:detail", args=[assessment.pk])).content.decode()


def test_the_page_says_why_instead_of_asking(client):
    waiting = page_of(client, make_file())
    not_asked = page_of(client, answered(I_2=False))

    assert "Trả lời tiêu chí I.2 trước" in waiting
    assert waiting.count("data-autosave ") == not_asked.count("data-autosave ") == 2
    assert "Không áp dụng: tiêu chí I.2 trả lời “Không” → tính đủ 20,00 điểm." in not_asked
    assert "Đã chấm 1/2 tiêu chí" in not_asked


def test_an_answer_brings_the_changed_rows_and_their_groups_along(client):
    assessment = answered(I_2=True)
    client.force_login(make_editor(assessment.unit))
    row = score_of(assessment, "I.2")

    answer = save_row(client, assessment, "I.2", {"p1.answer": "no"}, version=row.version)

    html = answer.content.decode()
    for code in ("II.1", "II.2"):
        pk = score_of(assessment, code).criterion_id
        assert f'<article hx-swap-oob="true" class="score-row score-row--held" id="tc-{pk}"' in html
    for group in assessment.criteria_set.groups.all():
        assert f'id="group-points-{group.pk}"' in html


def test_an_answer_that_changes_nothing_else_brings_no_row(client):
    assessment = answered(I_2=True)
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "II.2", {"p1.answer": "", "explanation": "Sẽ bổ sung"})

    assert "<article" not in answer.content.decode()


def test_an_answer_lost_on_the_way_brings_the_rows_again(client):
    assessment = answered(I_2=False)
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "I.2", {"p1.answer": "no"}, version=1)

    assert answer.content.decode().count("<article hx-swap-oob") == 2


def test_a_refusal_is_said_in_place(client):
    assessment = answered(I_2=False)
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "II.2", {"p1.answer": "yes"})

    assert answer.status_code == 403
    assert "Chưa lưu tiêu chí II.2: tiêu chí I.2 trả lời" in answer.content.decode()


@pytest.mark.parametrize("code", ["I.1", "II.2"])
def test_a_save_that_moves_no_other_row_keeps_its_budget(client, code):
    assert statements(client, code, {"explanation": "Đã làm"}) <= within(10)


def test_a_save_that_moves_others_keeps_close_to_it(client):
    assert statements(client, "I.2", {"p1.answer": "no"}) <= within(13)


def statements(client, code, typed):
    assessment = answered(I_2=True)
    client.force_login(make_editor(assessment.unit))
    client.get(reverse("assessments:detail", args=[assessment.pk]))
    row = score_of(assessment, code)
    address = reverse("assessments:score-save", args=[assessment.pk, row.criterion_id])
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(
            address, {"version": row.version, **typed}, headers={"HX-Request": "true"}
        )
    assert answer.status_code == 200
    return len(without_transactions(queries))


def test_opening_the_sheet_costs_no_query_more_for_its_conditions(client):
    assessment = answered(I_2=False)
    client.force_login(make_editor(assessment.unit))
    address = reverse("assessments:detail", args=[assessment.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert len(queries) <= 15
