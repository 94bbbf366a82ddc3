"""How models end: recognised or not, several at once; stopped, taken up again, corrected."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from assessments.actions import rounds
from core import audit
from core.calendar import today
from core.models import AuditEvent, Notification
from core.party_dates import citation_date
from core.versions import StaleVersion
from criteria import sources
from criteria.measures import facts_for
from recognition.actions import model_registrations, outcomes
from recognition.actions.outcomes import DecisionPaper, Word
from recognition.models import ModelRegistration, RecognisedModel
from recognition.permissions.outcomes import can_conclude, can_judge
from recognition.registrations import carriable
from recognition.workflow import REGISTRATION_WORKFLOW, RegistrationState
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_model,
    make_officer,
    make_registration,
    make_round,
)

pytestmark = pytest.mark.django_db
REASON = "Chưa đạt mục tiêu đã đăng ký."
YES, NO = Word(True), Word(False, REASON)


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def head(file):
    return make_head(file.unit)


@pytest.fixture
def board(file):
    return make_board_head(file.round.organiser)


@pytest.fixture
def row(file):
    return make_registration(file, state="approved", title_sought="Tốt")


def paper(day=None) -> DecisionPaper:
    return DecisionPaper("12-QĐ/ĐU", day or today())


def conclude(model, by, word=YES, cited=None) -> ModelRegistration:
    [done] = outcomes.conclude({model.pk: word}, cited or paper(), by=by)
    return done


def kinds() -> list[str]:
    rows = AuditEvent.objects.filter(kind__startswith="model_registration.")
    return list(rows.order_by("sequence").values_list("kind", flat=True))


class TestConclude:
    def test_one_decision_for_several_models_fills_the_register(self, file, head, row):
        officer = make_officer(file.round.organiser)
        rounds.assign_officer(
            file.round, file.unit, officer, by=make_board_head(file.round.organiser)
        )
        first, second = (make_model(row, name, state="approved") for name in ("Một", "Hai"))

        outcomes.conclude({first.pk: YES, second.pk: NO}, paper(), by=head)

        states = dict(row.model_registrations.values_list("name", "state"))
        assert states == {"Một": "recognised", "Hai": "not_recognised"}
        entered = RecognisedModel.objects.get()
        assert (entered.registration, entered.year, entered.name, entered.level) == (
            first, file.round.year, "Một", "commune",
        )  # fmt: skip
        assert entered.decision_reference == f"12-QĐ/ĐU, {citation_date(today())}"
        assert RecognisedModel.objects.visible_to(head).matching("mot").get() == entered
        assert ModelRegistration.objects.get(pk=second.pk).decision_note == REASON
        assert kinds() == ["model_registration.recognised", "model_registration.not_recognised"]
        told = Notification.objects.get(kind="models_concluded")
        assert (told.recipient, "1 mô hình được công nhận" in told.text) == (officer, True)

    def test_the_board_decides_above_the_commune_and_the_unit_is_told(self, head, board, row):
        model = make_model(row, level="district", state="approved")

        conclude(model, board)

        assert RecognisedModel.objects.get().level == "district"
        assert Notification.objects.filter(kind="models_concluded", recipient=head).exists()
        assert not Notification.objects.filter(recipient=board).exists()

    @pytest.mark.parametrize("level", ["district", "province"])
    def test_a_unit_does_not_recognise_above_itself(self, head, row, level):
        model = make_model(row, level=level, state="approved")
        with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
            conclude(model, head)
        assert not RecognisedModel.objects.exists()

    def test_neither_board_nor_editor_recognises_for_the_commune(self, file, board, row):
        model = make_model(row, state="approved")
        for person in (board, make_editor(file.unit)):
            with pytest.raises(PermissionDenied, match="Bí thư"):
                conclude(model, person)

    def test_who_handed_the_registration_in_does_not_recognise(self, board, row):
        type(row).objects.update(submitted_by=board)
        with pytest.raises(PermissionDenied, match="nhập thay"):
            conclude(make_model(row, level="district", state="approved"), board)

    @pytest.mark.parametrize("state", sorted(set(RegistrationState) - {"approved"}))
    def test_only_approved_models_wait(self, head, row, state):
        model = make_model(row, "Đường hoa", state=state)
        with pytest.raises(ValidationError, match="“Đường hoa”"):
            conclude(model, head)
        assert not can_conclude(head, model)
        assert not kinds()

    def test_who_comes_second_is_told_and_enters_nothing_twice(self, head, row):
        model = make_model(row, state="approved")
        conclude(model, head)
        with pytest.raises(ValidationError, match="được công nhận"):
            conclude(model, head, NO)
        assert RecognisedModel.objects.count() == 1

    def test_a_day_in_the_future_or_before_the_year_is_refused(self, file, head, row):
        model = make_model(row, state="approved")
        for day in (today() + timedelta(days=1), today().replace(year=file.round.year - 1, day=1)):
            with pytest.raises(ValidationError) as refusal:
                conclude(model, head, cited=paper(day))
            assert set(refusal.value.message_dict) == {"decided_on"}

    def test_number_day_and_reasons_are_asked_for(self, head, row):
        first, second = (make_model(row, state="approved") for _ in range(2))
        words = {first.pk: YES, second.pk: Word(False, "Ngắn")}
        with pytest.raises(ValidationError) as refusal:
            outcomes.conclude(words, DecisionPaper(), by=head)
        assert set(refusal.value.message_dict) == {"number", "decided_on", f"note-{second.pk}"}

    def test_not_recognising_needs_no_decision(self, head, row):
        done = conclude(make_model(row, state="approved"), head, NO, DecisionPaper())
        assert (done.state, RecognisedModel.objects.count()) == ("not_recognised", 0)

    def test_nothing_is_recorded_when_one_of_them_is_not_ones_own(self, head, row):
        own = make_model(row, state="approved")
        above = make_model(row, level="district", state="approved")
        with pytest.raises(PermissionDenied):
            outcomes.conclude({own.pk: YES, above.pk: YES}, paper(), by=head)
        assert not row.model_registrations.filter(state="recognised").exists()

    @pytest.mark.parametrize(
        ("state", "unit_may", "board_may"),
        [("planned", False, False), ("open", True, True), ("appraising", False, True),
         ("closed", False, False)],
    )  # fmt: skip
    def test_how_long_each_may(self, file, head, board, row, state, unit_may, board_may):
        for level, person, may in (("commune", head, unit_may), ("district", board, board_may)):
            model = make_model(row, level=level, state="approved")
            model.round.state = state
            assert bool(can_judge(person, model)) == may

    def test_figures_of_the_sheet_agree_with_the_register(self, file, head, board, row):
        own = [make_model(row, state="approved") for _ in range(2)]
        above = make_model(row, level="district", state="approved")
        conclude(own[0], head)
        conclude(above, board)

        facts = facts_for("recognised_model_share", file)
        answered = sources.answers(file, ["models:recognised_district"])

        assert facts == {"recognised": 1, "registered": 2}
        assert answered["models:recognised_district"].value == 1
        outcomes.correct(above, reason=REASON, by=board)
        answered = sources.answers(file, ["models:recognised_district"])
        assert answered["models:recognised_district"].value == 0

    def test_next_year_offers_what_goes_on_and_counts_what_was_kept(self, file, head, row):
        done, running, given_up = (make_model(row, n, state="approved") for n in "ABC")
        conclude(done, head)
        outcomes.stop(given_up, reason=REASON, by=head)
        later = make_round(file.round.organiser, file.criteria_set, year=file.round.year + 1)
        type(later).objects.filter(pk=later.pk).update(state="open")
        later.refresh_from_db()
        next_file = type(file).objects.create(
            round=later, unit=file.unit, criteria_set=file.criteria_set, due_on=file.due_on
        )
        fresh = make_registration(next_file)

        assert list(carriable(fresh)) == [done, running]
        model_registrations.carry(fresh, [done.pk], by=head)
        fresh.model_registrations.update(state="registered")
        kept = sources.answers(next_file, ["models:kept", "models:kept_base"])
        assert [answer.value for answer in kept.values()] == [1, 1]


MOVES = {"correct": "recognised", "stop": "approved", "take_up_again": "stopped"}
EVENTS = {
    "correct": "model_registration.outcome_corrected",
    "stop": "model_registration.stopped",
    "take_up_again": "model_registration.taken_up_again",
}


@pytest.mark.parametrize("move", MOVES)
class TestSingleMoves:
    def test_it_is_done_with_a_reason_and_told(self, file, head, board, row, move):
        model = make_model(row, state=MOVES[move])

        done = getattr(outcomes, move)(model, reason=REASON, by=head, version=1)

        assert done.state == REGISTRATION_WORKFLOW.target(move, MOVES[move])
        event = AuditEvent.objects.get(kind=EVENTS[move])
        assert (event.note, event.unit_id) == (REASON, file.unit_id)
        told = Notification.objects.get(recipient=board)
        assert REASON in told.text
        assert not Notification.objects.filter(recipient=head).exists()

    def test_every_other_state_is_refused(self, head, row, move):
        allowed = REGISTRATION_WORKFLOW.transitions[move].sources
        for state in sorted(set(RegistrationState) - allowed):
            with pytest.raises(PermissionDenied):
                getattr(outcomes, move)(make_model(row, state=state), reason=REASON, by=head)
        assert not kinds()

    def test_a_short_reason_and_a_stale_page_change_nothing(self, head, row, move):
        model, act = make_model(row, state=MOVES[move]), getattr(outcomes, move)
        with pytest.raises(ValidationError, match="ít nhất 10"):
            act(model, reason="Nhầm", by=head)
        with pytest.raises(StaleVersion):
            act(model, reason=REASON, by=head, version=7)
        assert ModelRegistration.objects.get().state == MOVES[move]

    def test_others_may_not(self, file, board, row, move):
        model = make_model(row, state=MOVES[move])
        for person in (board, make_editor(file.unit)):
            with pytest.raises(PermissionDenied, match="Bí thư"):
                getattr(outcomes, move)(model, reason=REASON, by=person)

    def test_it_fails_as_a_whole(self, head, row, move, monkeypatch):
        model = make_model(row, state=MOVES[move])
        _fails_whole(partial(getattr(outcomes, move), model, reason=REASON, by=head), monkeypatch)
        assert ModelRegistration.objects.get().state == MOVES[move]


def test_concluding_fails_as_a_whole(head, row, monkeypatch):
    model = make_model(row, state="approved")
    _fails_whole(partial(conclude, model, head), monkeypatch)
    assert ModelRegistration.objects.get().state == "approved"
    assert not RecognisedModel.objects.exists()


def test_a_correction_takes_the_row_out_and_the_event_keeps_it(head, row):
    model = make_model(row, state="approved")
    conclude(model, head)

    outcomes.correct(model, reason="Ghi nhầm số quyết định.", by=head)
    conclude(model, head, cited=DecisionPaper("13-QĐ/ĐU", today()))

    assert RecognisedModel.objects.get().decision_reference.startswith("13-QĐ/ĐU")
    event = AuditEvent.objects.get(kind="model_registration.outcome_corrected")
    assert "12-QĐ/ĐU" in str(event.before)


def _fails_whole(step, monkeypatch) -> None:
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        step()
    assert not Notification.objects.exists()
