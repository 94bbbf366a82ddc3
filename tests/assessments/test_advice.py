"""The advice ledger: given while appraising, answered before the hand-in, judged a year later."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.actions import advice, appraised_scores, submissions
from assessments.actions.appraised_scores import Judgement
from assessments.advices import advice_due, ledger, suggested
from assessments.models import Advice, Assessment, Round
from core.models import AuditEvent
from core.versions import StaleVersion
from criteria import sources
from organisation.actions.units import merge_unit
from organisation.roles import Role
from tests.access.following_rows import old_advice
from tests.assessments.acting import put_into
from tests.assessments.appraisal_builders import (
    criterion_pk,
    fresh,
    hand_in,
    make_appraised,
    make_opened,
    officer_of,
)
from tests.assessments.following_cases import followed_file, key_of
from tests.factories import (
    make_editor,
    make_head,
    make_officer,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db
WORDS = "Niêm yết danh sách đủ 30 ngày tại nhà văn hoá thôn."
ANSWER = "Đã niêm yết đủ 30 ngày từ quý II, có biên bản."
NOTE = "Còn hai thôn chưa làm."
OPEN = {"state": "open", "answer": "", "answered_at": None, "answered_by": None}


def asked(**fields):
    """A draft file with its officer and one piece of last year's advice, unanswered."""
    file, officer = followed_file()
    return file, officer, old_advice(file, officer, **OPEN | fields)


def give(file, by, **changes):
    return advice.give(file, **{"text": WORDS} | changes, by=by)


def answer(file, row, by, **changes):
    return advice.answer(file, row, **{"text": ANSWER} | changes, by=by)


def judge(file, row, by, verdict="done", note="", **changes):
    return advice.judge(file, row, verdict=verdict, note=note, **changes, by=by)


def lower(file, officer, code="II.1"):
    """Take the points of one criterion off, with a reason."""
    judgement = Judgement({"p1": {"meetings": 0}}, reason=WORDS)
    pk = criterion_pk(file, code)
    appraised_scores.decide_score(file.pk, pk, judgement, version=None, by=officer)
    return pk


STATES = ["draft", "submitted", "returned", "appraised", "settled", "proposed", "closed"]


@pytest.mark.parametrize("state", STATES)
def test_advice_is_given_while_the_appraisal_is_in_hand(state):
    file, officer = make_appraised()
    put_into(file, state)

    if state in ("submitted", "appraised"):
        assert give(file, officer, criterion_key=key_of(file)).criterion_key == key_of(file)
    else:
        with pytest.raises(PermissionDenied):
            give(file, officer)


def test_an_unopened_file_gets_none():
    file = hand_in(followed_file()[0])

    with pytest.raises(PermissionDenied):
        give(file, officer_of(file))


def test_the_same_words_are_asked_once_and_of_this_set_only():
    file, officer = make_opened()

    assert give(file, officer) == give(file, officer)
    with pytest.raises(ValidationError) as refused:
        give(file, officer, criterion_key="khac")

    assert set(refused.value.message_dict) == {"criterion_key"}
    assert AuditEvent.objects.filter(kind="advice.given").count() == 1


def test_only_the_appraiser_gives():
    file, _officer = make_opened()

    for person in (make_officer(file.round.organiser), make_head(file.unit)):
        with pytest.raises(PermissionDenied):
            give(file, person)


def test_the_unit_is_told_once_it_has_seen_its_result():
    file, officer = make_opened()
    head = make_head(file.unit)
    give(file, officer)
    assert not head.notifications.filter(kind="advice_given").exists()

    put_into(file, "appraised")
    give(fresh(file), officer, text="Việc thứ hai phải làm.")

    assert head.notifications.filter(kind="advice_given").count() == 1


def test_a_draft_suggests_nothing():
    assert suggested(followed_file()[0], []) == []


def test_advice_is_changed_and_withdrawn_until_settled():
    file, officer = make_opened()
    row = give(file, officer)

    changed = advice.change(row, text="Viết lại cho rõ hơn.", version=1, by=officer)
    with pytest.raises(StaleVersion):
        advice.change(row, text=WORDS, version=1, by=officer)
    with pytest.raises(StaleVersion):
        advice.withdraw(row, version=1, by=officer)
    advice.withdraw(row, version=2, by=officer)

    assert changed.text == "Viết lại cho rõ hơn."
    assert not file.advice.exists()
    assert AuditEvent.objects.get(kind="advice.withdrawn").before["text"] == changed.text


@pytest.mark.parametrize("act", ["change", "withdraw", "take"])
def test_a_settled_file_keeps_its_advice(act):
    file, officer = make_opened()
    row = give(file, officer)
    put_into(file, "settled")
    acts = {
        "change": lambda: advice.change(row, text=WORDS, by=officer),
        "withdraw": lambda: advice.withdraw(row, by=officer),
        "take": lambda: advice.take_reason(file, 1, by=officer),
    }

    with pytest.raises(PermissionDenied):
        acts[act]()


def test_advice_goes_on_to_the_unit_that_absorbed_the_advised_one():
    file, officer, row = asked()
    into = make_unit(file.round.organiser)
    administrator = make_person(Role.ADMINISTRATOR, file.round.organiser)
    later = Assessment.objects.create(
        round=file.round, unit=into, unit_name=into.name, criteria_set=file.criteria_set,
        due_on=file.due_on,
    )  # fmt: skip
    assert advice_due(later) == []

    merge_unit(file.unit, into, on=timezone.localdate(), reason="Sáp nhập xã.", by=administrator)

    assert advice_due(later) == [row]
    assert answer(later, row, make_editor(into)).state == "reported"


def test_advice_is_kept_apart_by_organiser_result_and_year():
    file, officer, row = asked()
    Assessment.objects.filter(pk=row.assessment_id).update(state="submitted")
    assert advice_due(file) == []
    Assessment.objects.filter(pk=row.assessment_id).update(state="closed")
    assert advice_due(file) == [row]
    assert advice_due(row.assessment) == []
    Round.objects.filter(pk=row.assessment.round_id).update(organiser=make_unit(None))
    assert advice_due(file) == []


def test_older_advice_stays_due_until_somebody_judges_it():
    file, officer, row = asked()
    Round.objects.filter(pk=row.assessment.round_id).update(year=file.round.year - 3)
    assert advice_due(file) == [row]
    long_ago = timezone.now() - dt.timedelta(days=800)

    Advice.objects.update(state="done", judged_at=long_ago, judged_by=officer)

    assert advice_due(file) == []
    assert ledger(file) == ([], [row])


@pytest.mark.parametrize("state", STATES)
def test_the_unit_answers_while_the_file_is_with_it(state):
    file, officer, row = asked()
    put_into(file, state)

    if state in ("draft", "returned"):
        done = answer(file, row, make_editor(file.unit))
        assert (done.state, done.answer) == ("reported", ANSWER)
        assert officer.notifications.filter(kind="advice_answered").exists()
    else:
        with pytest.raises(PermissionDenied):
            answer(file, row, make_editor(file.unit))


def test_answers_are_taken_until_the_stroke_of_midnight(time_machine):
    file, _officer, row = asked()
    editor = make_editor(file.unit)

    time_machine.move_to(f"{file.due_on} 23:59:59+07:00", tick=False)
    assert answer(file, row, editor).state == "reported"
    time_machine.move_to(f"{file.due_on + dt.timedelta(days=1)} 00:00:00+07:00", tick=False)
    with pytest.raises(PermissionDenied):
        answer(file, row, editor)


def test_only_the_unit_answers_and_not_what_is_judged():
    file, officer, row = asked()

    with pytest.raises(PermissionDenied):
        answer(file, row, officer)
    Advice.objects.update(judged_at=timezone.now(), judged_by=officer, state="done")
    with pytest.raises(ValidationError):
        answer(file, row, make_editor(file.unit))


def test_advice_of_another_unit_is_not_there():
    file, _officer, _row = asked()
    other, _other_officer, foreign = asked()

    with pytest.raises(Advice.DoesNotExist):
        answer(file, foreign, make_editor(file.unit))


def test_an_old_answer_form_is_told():
    file, officer, row = asked()

    with pytest.raises(StaleVersion):
        answer(file, row, make_editor(file.unit), version=1)
    Advice.objects.update(state="reported")
    with pytest.raises(StaleVersion):
        judge(file, row, officer, version=1)


def test_the_hand_in_asks_for_an_answer_to_each(client):
    file, _officer, row = asked()
    head = make_head(file.unit)
    client.force_login(head)
    address = reverse("assessments:submit", args=[file.pk])

    shown = client.get(address).content.decode()
    refused = client.post(address, {"key": str(uuid4()), "version": str(file.version)})

    assert row.text[:40] in shown
    assert refused.status_code == 422
    assert "còn 1 việc Ban Dân vận đề nghị khắc phục" in refused.content.decode()
    assert fresh(file).state == "draft"
    answer(file, row, head)
    submissions.submit(file, key=uuid4(), version=None, by=head)
    assert fresh(file).state == "submitted"


@pytest.mark.parametrize("state", STATES)
def test_the_appraiser_judges_until_the_result_is_settled(state):
    file, officer, row = asked(state="reported", answer=ANSWER)
    put_into(file, state)

    if state in ("settled", "proposed", "closed"):
        with pytest.raises(PermissionDenied):
            judge(file, row, officer)
    else:
        assert judge(file, row, officer).state == "done"


def test_what_is_not_answered_is_not_judged_and_short_of_done_needs_words():
    file, officer, row = asked()
    head = make_head(file.unit)

    with pytest.raises(PermissionDenied):
        judge(file, row, officer)
    answer(file, row, head)
    with pytest.raises(ValidationError) as refused:
        judge(file, row, officer, "partly")
    assert set(refused.value.message_dict) == {"note"}
    with pytest.raises(PermissionDenied):
        judge(file, row, make_officer(file.round.organiser))
    judge(file, row, officer, "partly", NOTE)

    row.refresh_from_db()
    assert (row.state, row.verdict_note, row.judged_by) == ("partly", NOTE, officer)
    assert "một phần" in head.notifications.get(kind="advice_judged").text


@pytest.mark.parametrize("act", ["give", "answer", "judge"])
def test_a_failing_last_step_changes_nothing(act, monkeypatch):
    opened, appraiser = make_opened()
    file, officer, row = asked()
    if act == "judge":
        Advice.objects.update(state="reported")
    before = list(Advice.objects.values_list("pk", "state", "version"))
    acts = {
        "give": lambda: give(opened, appraiser),
        "answer": lambda: answer(file, row, make_editor(file.unit)),
        "judge": lambda: judge(file, row, officer),
    }

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("core.audit.record", broken)
    with pytest.raises(RuntimeError):
        acts[act]()

    assert list(Advice.objects.values_list("pk", "state", "version")) == before


def test_the_source_counts_what_was_asked_and_what_is_confirmed():
    file, officer, row = asked(state="reported")
    names = ["advice:given", "advice:done"]

    before = sources.answers(file, names)
    judge(file, row, officer)
    after = sources.answers(file, names)

    assert (before["advice:given"].value, before["advice:done"].value) == (1, 0)
    assert after["advice:done"].value == 1
    assert after["advice:done"].working == "1 việc: 1 đã khắc phục"
    assert sources.answers(followed_file()[0], names) == {}
    assert {"advice:given", "advice:done"} <= {name for name, _ in sources.choices(None)}
