"""Somebody of the board types a registration: sees it, hands it in, is named, may not judge it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.actions import mandates, rounds
from assessments.mandates import forget
from recognition.actions import model_registrations, registrations
from recognition.actions.model_registrations import Content, Target
from recognition.documents.registrations import unit_form
from recognition.mandates import typists
from recognition.models import ModelRegistration, UnitRegistration
from recognition.permissions import registrations as permissions
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_model,
    make_officer,
    make_registration,
    make_report,
    make_unit,
)

pytestmark = pytest.mark.django_db
WORDS = dict.fromkeys(model_registrations.FIELDS, "") | {
    "name": "Đường hoa", "field": "society", "owner": "collective", "level": "commune",
    "starts_on": None, "ends_on": None,
}  # fmt: skip
CONTENT = Content(WORDS, [Target("Số hộ", 40, "hộ")])


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def typist(file):
    return typist_of(file)


def typist_of(file):
    """An officer who may type for the unit."""
    person, board = make_officer(file.round.organiser), make_board_head(file.round.organiser)
    mandates.grant(file, person, reason="Xã chưa có cán bộ thay thế.", by=board)
    forget(person)
    return person


def test_the_typist_begins_fills_and_hands_in_marked(file, typist):
    row = registrations.begin(file.round, file.unit, by=typist)
    registrations.change(row, title_sought="Tốt", pledge="", by=typist)
    model_registrations.add(row, CONTENT, by=typist)

    handed_in = registrations.submit(row, by=typist)

    assert (handed_in.state, handed_in.entered_on_behalf) == ("submitted", True)
    assert typists(handed_in) == [typist.full_name]
    assert unit_form(handed_in)["on_behalf"] == typist.full_name
    assert registrations.submit(row, by=typist).version == handed_in.version


def test_what_the_unit_types_itself_is_not_marked(file):
    row = registrations.begin(file.round, file.unit, by=make_editor(file.unit))
    model_registrations.add(row, CONTENT, by=make_editor(file.unit))
    row.refresh_from_db()
    assert (row.entered_on_behalf, typists(row)) == (False, [])


@pytest.mark.parametrize("step", ["add", "change", "remove", "carry"])
def test_every_way_of_typing_marks_the_registration(file, typist, step):
    row = make_registration(file)
    model = make_model(row)
    acts = {
        "add": lambda: model_registrations.add(row, CONTENT, by=typist),
        "change": lambda: model_registrations.change(model, CONTENT, by=typist),
        "remove": lambda: model_registrations.remove(model, by=typist),
        "carry": lambda: model_registrations.carry(row, by=typist),
    }

    acts[step]()

    row.refresh_from_db()
    assert (row.entered_on_behalf, row.version) == (True, 1)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved"])
def test_lists_and_pages_show_the_typist_the_same(file, state):
    note = {"decision_note": "Bổ sung mục tiêu."} if state == "returned" else {}
    row = make_registration(file, state=state, **note)
    model = make_model(row)
    other = rounds.start_assessment(file.round, make_unit(file.round.organiser), file.criteria_set)
    people = (typist_of(file), typist_of(other))

    for person in people:
        listed = UnitRegistration.objects.visible_to(person).filter(pk=row.pk).exists()
        assert listed == permissions.can_view_registration(person, row)
        models = ModelRegistration.objects.visible_to(person)
        assert models.filter(pk=model.pk).exists() == listed
    assert permissions.can_view_registration(people[0], row)
    assert permissions.can_view_registration(people[1], row) == (state != "draft")


def test_an_ended_mandate_opens_nothing_and_still_bars_from_judging(file, typist):
    row = make_registration(file, state="submitted")
    board = make_board_head(file.round.organiser)
    mandates.end(file.entry_mandates.get(), by=board)
    forget(typist)

    assert permissions.is_involved(typist, row)
    assert "nhập thay" in permissions.can_comment(typist, row).reason
    assert not permissions.can_begin(typist, file.round, file.unit)
    assert not permissions.can_hand_in(typist, make_registration(file))
    assert not permissions.is_involved(make_officer(file.round.organiser), row)


def test_a_mandate_for_one_unit_is_none_for_another(file, typist):
    other = make_unit(file.round.organiser)
    with pytest.raises(PermissionDenied, match="người của đơn vị"):
        registrations.begin(file.round, other, by=typist)


def test_progress_follows_the_rules_of_the_report(file, typist):
    report = make_report(file.round, file.unit, 1)
    assert permissions.can_report_progress(typist, report)
    report.state = "submitted"
    assert not permissions.can_report_progress(typist, report)


def test_pages_offer_it_to_the_typist_and_name_the_typist_to_the_unit(client, file, typist):
    client.force_login(typist)
    start = reverse("recognition:registration-start", args=[file.round_id, file.unit_id])
    assert start in client.get(reverse("recognition:registrations")).content.decode()
    client.post(start)
    row = UnitRegistration.objects.get()
    client.force_login(make_editor(file.unit))

    page = client.get(row.get_absolute_url()).content.decode()

    assert f"Nhập thay: <strong>{typist.full_name}</strong>" in page
    assert "đang được giao nhập thay cho đơn vị" in page


def test_people_without_a_board_cost_no_further_query(file, django_assert_num_queries):
    editor = make_editor(file.unit)
    row = make_registration(file)
    editor.current_roles  # noqa: B018
    with django_assert_num_queries(0):
        permissions.can_view_registration(editor, row)
        permissions.is_involved(editor, row)
