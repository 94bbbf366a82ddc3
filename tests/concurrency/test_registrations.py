"""Two people at one registration: handed in once, begun once, a name used once."""

from functools import partial

from django.core.exceptions import ValidationError

from core.models import AuditEvent
from recognition.actions import model_registrations, registrations
from recognition.actions.model_registrations import FIELDS, Content, Target
from recognition.models import UnitRegistration
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import (
    make_assessment,
    make_editor,
    make_head,
    make_model,
    make_registration,
)

PEOPLE = 8


def events(kind: str) -> int:
    return AuditEvent.objects.filter(kind=kind).count()


def test_many_hand_in_at_once_and_it_is_handed_in_once():
    file = make_assessment()
    row = make_registration(file, title_sought="Xếp loại Tốt")
    make_model(row)
    heads = [make_head(file.unit) for _ in range(PEOPLE)]

    answers = at_once([partial(registrations.submit, row, by=head) for head in heads])

    assert accepted(answers) == answers
    assert {answer.submitted_by_id for answer in answers} == {
        UnitRegistration.objects.get().submitted_by_id
    }
    assert events("unit_registration.submitted") == events("assessment.registered") == 1


def test_many_begin_at_once_and_there_is_one_registration():
    file = make_assessment()
    people = [make_editor(file.unit) for _ in range(PEOPLE)]

    answers = at_once([
        partial(registrations.begin, file.round, file.unit, by=person) for person in people
    ])  # fmt: skip

    assert set(answers) == {UnitRegistration.objects.get()}
    assert events("unit_registration.begun") == 1


def test_many_add_one_name_at_once_and_one_does():
    row = make_registration(make_assessment())
    people = [make_editor(row.unit) for _ in range(PEOPLE)]
    said = dict.fromkeys(FIELDS, "") | {"starts_on": None, "ends_on": None}
    said |= {"name": "Đường hoa", "field": "society", "owner": "collective", "level": "commune"}

    answers = at_once([
        partial(model_registrations.add, row, Content(said, [Target("Số hộ")]), by=person)
        for person in people
    ])  # fmt: skip

    assert len(accepted(answers)) == 1
    assert len(refused(answers, ValidationError)) == PEOPLE - 1
    assert row.model_registrations.get().targets.count() == 1
