"""The board's moves: comment, approve model by model, give back, reopen."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import rounds
from core import audit
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from recognition.actions import registration_reviews as actions
from recognition.actions import registrations
from recognition.actions.registration_reviews import Word
from recognition.workflow import UNIT_REGISTRATION_WORKFLOW, UnitRegistrationState
from tests.factories import (
    make_assessment,
    make_board_head,
    make_head,
    make_model,
    make_officer,
    make_registration,
)

pytestmark = pytest.mark.django_db
REASON = "Chưa nêu được điểm riêng của địa bàn."
YES = Word(True)


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def board(file):
    return make_board_head(file.round.organiser)


def in_state(file, state: str):
    note = {"decision_note": REASON} if state == "returned" else {}
    return make_registration(file, state=state, title_sought="Tốt", **note)


@pytest.fixture
def row(file):
    """Handed in with two models."""
    registration = in_state(file, "submitted")
    make_model(registration, "Mô hình A", state="registered")
    make_model(registration, "Mô hình B", state="registered")
    return registration


def events() -> list[str]:
    rows = AuditEvent.objects.filter(kind__startswith="unit_registration.")
    return list(rows.order_by("sequence").values_list("kind", flat=True))


def models(row) -> dict[str, str]:
    return dict(row.model_registrations.values_list("name", "state"))


def test_the_assigned_officer_comments_on_the_whole_and_on_a_model(file, row, board):
    officer = make_officer(file.round.organiser)
    rounds.assign_officer(file.round, file.unit, officer, by=board)
    first, second = row.model_registrations.order_by("name")

    said = actions.comment(row, "Sát địa bàn", {first.pk: "Ghi rõ số hộ"}, by=officer, version=1)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (said.officer_comment, said.commented_by, said.state) == (
        "Sát địa bàn", officer, "submitted",
    )  # fmt: skip
    assert (first.officer_comment, second.officer_comment) == ("Ghi rõ số hộ", "")
    assert events() == ["unit_registration.commented"]


def test_others_do_not_comment(file, row, board):
    with pytest.raises(PermissionDenied, match="chuyên viên khác"):
        actions.comment(row, "X", {}, by=make_officer(file.round.organiser))
    with pytest.raises(PermissionDenied, match="Chỉ cán bộ Ban"):
        actions.comment(row, "X", {}, by=make_head(file.unit))
    actions.comment(row, "Được", {}, by=board)


def test_who_handed_in_does_not_judge(file, row, board):
    type(row).objects.filter(pk=row.pk).update(submitted_by=board)

    for move in (lambda: actions.comment(row, "X", {}, by=board),
                 lambda: actions.approve(row, {}, by=board)):  # fmt: skip
        with pytest.raises(PermissionDenied, match="thuộc đơn vị này"):
            move()


def test_approving_decides_every_model_and_tells_the_unit(file, row, board):
    head = make_head(file.unit)
    first, second = row.model_registrations.order_by("name")

    approved = actions.approve(
        row, {first.pk: YES, second.pk: Word(False, REASON)}, by=board, version=1
    )

    second.refresh_from_db()
    assert (approved.state, approved.decided_by) == ("approved", board)
    assert models(row) == {"Mô hình A": "approved", "Mô hình B": "refused"}
    assert second.decision_note == REASON
    told = Notification.objects.get(recipient=head)
    assert "đã phê duyệt 1 mô hình" in told.text
    assert "1 mô hình không được phê duyệt" in told.text
    assert events() == ["unit_registration.approved"]


def test_approving_asks_for_a_word_on_every_model_and_for_reasons(row, board):
    first, second = row.model_registrations.order_by("name")

    with pytest.raises(ValidationError) as refusal:
        actions.approve(row, {first.pk: Word(False, "Ngắn")}, by=board)

    assert set(refusal.value.message_dict) == {f"model-{first.pk}", f"model-{second.pk}"}
    assert set(models(row).values()) == {"registered"}


def test_refusing_everything_is_for_giving_back(row, board):
    words = {model.pk: Word(False, REASON) for model in row.model_registrations.all()}

    with pytest.raises(ValidationError, match="trả lại bản đăng ký"):
        actions.approve(row, words, by=board)


def test_a_second_approval_leaves_the_first_alone(file, row, board):
    first, second = row.model_registrations.order_by("name")
    actions.approve(row, {first.pk: YES, second.pk: Word(False, REASON)}, by=board)
    actions.reopen(row, reason=REASON, by=board)
    make_model(row, "Mô hình C")
    registrations.submit(row, by=make_head(file.unit))
    waiting = row.model_registrations.filter(state="registered")

    actions.approve(row, {model.pk: Word(False, REASON) for model in waiting}, by=board)

    assert models(row) == {
        "Mô hình A": "approved", "Mô hình B": "refused", "Mô hình C": "refused",
    }  # fmt: skip


def test_giving_back_needs_a_reason_and_tells_it(file, row, board):
    head = make_head(file.unit)
    with pytest.raises(ValidationError, match="ít nhất 10"):
        actions.send_back(row, reason="Ngắn", by=board)

    returned = actions.send_back(row, reason=REASON, by=board, version=1)

    assert (returned.state, returned.decision_note) == ("returned", REASON)
    assert REASON in Notification.objects.get(recipient=head).text
    assert models(row) == {"Mô hình A": "registered", "Mô hình B": "registered"}
    event = AuditEvent.objects.get(kind="unit_registration.returned")
    assert event.note == REASON


def test_reopening_gives_an_approved_one_back(file, board):
    row = in_state(file, "approved")

    with pytest.raises(ValidationError):
        actions.reopen(row, reason="", by=board)
    assert actions.reopen(row, reason=REASON, by=board).state == "returned"
    assert events() == ["unit_registration.reopened"]


MOVES = {
    "approve": lambda row, by, **how: actions.approve(row, {}, by=by, **how),
    "return": lambda row, by, **how: actions.send_back(row, reason=REASON, by=by, **how),
    "reopen": lambda row, by, **how: actions.reopen(row, reason=REASON, by=by, **how),
}


@pytest.mark.parametrize(
    ("move", "state"),
    [
        (move, state)
        for move in MOVES
        for state in UnitRegistrationState.values
        if not UNIT_REGISTRATION_WORKFLOW.allows(move, state)
    ],
)
def test_moves_from_other_states_are_refused(file, board, move, state):
    row = in_state(file, state)

    with pytest.raises(PermissionDenied):
        MOVES[move](row, board)
    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize("move", MOVES)
def test_moves_are_the_board_heads_alone(file, move):
    row = in_state(file, "approved" if move == "reopen" else "submitted")
    for by in (make_officer(file.round.organiser), make_head(file.unit)):
        with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
            MOVES[move](row, by)


@pytest.mark.parametrize("move", MOVES)
def test_moves_end_with_the_year(file, board, move):
    row = in_state(file, "approved" if move == "reopen" else "submitted")
    type(file.round).objects.filter(pk=file.round_id).update(state="closed")

    with pytest.raises(PermissionDenied, match="đã kết thúc"):
        MOVES[move](row, board)


@pytest.mark.parametrize("move", MOVES)
def test_moves_ask_for_the_version(file, board, move):
    row = in_state(file, "approved" if move == "reopen" else "submitted")

    with pytest.raises(StaleVersion):
        MOVES[move](row, board, version=7)


@pytest.mark.parametrize("move", MOVES)
def test_moves_are_whole_or_not_at_all(file, board, move, monkeypatch):
    row = in_state(file, "approved" if move == "reopen" else "submitted")
    make_model(row, "Đã duyệt", state="approved")
    monkeypatch.setattr(audit, "record", _break)

    with pytest.raises(RuntimeError):
        MOVES[move](row, board)
    before = row.state
    row.refresh_from_db()
    assert row.state == before
    assert not Notification.objects.filter(kind__startswith="registration_").exists()


def _break(*_args, **_kwargs):
    raise RuntimeError("no trail")
