"""Forms that were open while their file moved."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from assessments.actions import versions
from assessments.carrying import Choice
from assessments.models import Score
from tests.assessments.acting import hand_in, save_row, score_of
from tests.assessments.version_cases import (
    later_than,
    make_files,
    with_criterion,
    with_judgement_worth,
    without,
)
from tests.assessments.versions.cases import REASON, TYPED, carried, sheet_of
from tests.factories import make_board_head, make_editor, make_officer

pytestmark = pytest.mark.django_db


def stale(client, file, code, typed, new_set, *, htmx, user=None):
    """What was typed into one row of the old version is sent after the move."""
    pk = score_of(file, code).criterion_id
    moved = carried(file, new_set)
    client.force_login(user or make_editor(file.unit))
    headers = {"HX-Request": "true"} if htmx else {}
    target = reverse("assessments:score-save", args=[file.pk, pk])
    return moved, client.post(target, {"version": 2, **typed}, headers=headers)


def test_the_script_is_told_and_the_text_stays_in_the_browser(client, files):
    new_set = later_than(files[0].round, with_judgement_worth("10"))

    moved, answer = stale(client, files[0], "II.1", TYPED, new_set, htmx=True)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chưa lưu: bộ tiêu chí của hồ sơ vừa đổi sang phiên bản 2." in page
    assert f"#tc-{score_of(moved, 'II.1').criterion_id}" in page
    assert score_of(moved, "II.1").explanation == "Theo biên bản"


def test_the_browser_finds_its_copy_again_under_the_new_version(client, files):
    name = f'data-record-key="score-{files[0].pk}-ii-1"'
    before = sheet_of(client, files[0])
    moved = carried(files[0], later_than(files[0].round, with_criterion("II.1", code="II.8")))

    after = sheet_of(client, moved)

    assert before.count(name) == after.count(name) == 1


def test_what_was_kept_meets_the_new_row_as_a_conflict(client, files):
    moved = carried(files[0], later_than(files[0].round, with_judgement_worth("10")))
    client.force_login(make_editor(moved.unit))

    answer = save_row(
        client, moved, "II.1", {"p1.points": "9", "explanation": "Mới viết"}, version=2
    )

    assert answer.status_code == 409
    assert "Mới viết" in answer.content.decode()


def test_what_was_kept_for_an_unchanged_row_is_simply_saved(client, files):
    moved = carried(files[0], later_than(files[0].round, with_judgement_worth("10")))
    client.force_login(make_editor(moved.unit))

    answer = save_row(client, moved, "I.2", {"p1.answer": "yes"}, version=1)

    assert answer.status_code == 200
    assert score_of(moved, "I.2").points == 20


def test_without_script_the_new_row_holds_what_was_typed(client, files):
    new_set = later_than(files[0].round, with_judgement_worth("10"))

    moved, answer = stale(client, files[0], "II.1", TYPED, new_set, htmx=False)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="17"' in page
    assert "Mới viết</textarea>" in page
    assert "vừa đổi sang phiên bản mới nên chưa lưu được" in page


@pytest.mark.parametrize(("htmx", "status"), [(True, 422), (False, 409)])
def test_what_was_typed_into_a_criterion_that_is_gone_is_shown(client, files, htmx, status):
    new_set = later_than(files[0].round, without("II.2", "II.1"))
    typed = {"p1.choice": "late", "explanation": "Mới viết"}

    _moved, answer = stale(client, files[0], "II.2", typed, new_set, htmx=htmx)

    page = answer.content.decode()
    assert answer.status_code == status
    assert "không còn" in page
    assert ("Mới viết" in page and "Sau quý I" in page) == (not htmx)


def test_an_empty_form_of_a_criterion_that_is_gone_shows_nothing(client, files):
    new_set = later_than(files[0].round, without("II.2", "II.1"))

    _moved, answer = stale(client, files[0], "II.2", {}, new_set, htmx=False)

    assert "<dt>" not in answer.content.decode()


def test_whoever_may_not_fill_in_is_refused_first(client, files):
    new_set = later_than(files[0].round)
    officer = make_officer(files[0].round.organiser)
    moved, _answer = stale(client, files[0], "II.1", TYPED, new_set, htmx=True)
    pk = files[0].criteria_set.groups.last().criteria.first().pk
    hand_in(moved)
    client.force_login(officer)

    answer = client.post(reverse("assessments:score-save", args=[moved.pk, pk]), TYPED)

    assert answer.status_code == 403


def test_a_criterion_that_the_file_never_had_is_not_found(client, files):
    foreign = score_of(make_files()[0], "II.1").criterion_id
    client.force_login(make_editor(files[0].unit))

    answer = client.post(reverse("assessments:score-save", args=[files[0].pk, foreign]), TYPED)

    assert answer.status_code == 404


def test_evidence_for_the_old_criterion_is_refused_with_the_reason(client, files):
    old = score_of(files[0], "II.1").criterion_id
    moved = carried(files[0], later_than(files[0].round))
    client.force_login(make_editor(moved.unit))
    target = reverse("assessments:evidence-add", args=[moved.pk])

    answer = client.post(target, {"tieu_chi": old, "url": "https://example.org", "title": "A"})

    assert answer.status_code == 403
    assert "Hãy tải lại trang rồi làm lại." in answer.content.decode()
    assert moved.evidence.count() == 0


@pytest.mark.parametrize("name", ["evidence-add", "evidence-use"])
def test_evidence_that_a_move_overtakes_is_refused_with_the_reason(
    client, files, monkeypatch, name
):
    file, by = files[0], make_editor(files[0].unit)
    pk = score_of(file, "II.1").criterion_id
    client.force_login(by)
    sent = {"tieu_chi": pk, "url": "https://example.org", "title": "A"}
    client.post(reverse("assessments:evidence-add", args=[file.pk]), sent)
    target = reverse(
        f"assessments:{name}",
        args=[file.pk] if name == "evidence-add" else [file.pk, file.evidence.get().pk],
    )
    new_set = later_than(file.round)

    # The move comes between the look at the criterion and the lock of the file.
    monkeypatch.setattr("assessments.views.evidence.parse_key", overtaken(file, new_set))
    answer = client.post(target, {**sent, "url": "https://example.org/b"})

    assert answer.status_code == 403
    assert "Hãy tải lại trang rồi làm lại." in answer.content.decode()


def overtaken(file, new_set):
    """parse_key, which then makes the sheet look as it was before the move."""

    def parse(text):
        key = int(text)
        by = make_board_head(file.round.organiser)
        with zeal_ignore():  # a second person acts within one request
            versions.move_to_version(file.round, new_set, [file], Choice.KEEP, reason=REASON, by=by)
        Score.objects.create(assessment=file, criterion_id=key, max_points=20)
        return key

    return parse
