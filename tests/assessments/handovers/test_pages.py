"""The pages of a handover, and who reads its minutes."""

import pytest
from django.urls import reverse

from assessments.actions import handovers as actions
from assessments.models import Handover
from core.calendar import today
from core.pdf import PdfError
from organisation.models import RoleAssignment
from organisation.roles import Role
from tests import factories
from tests.assessments.handovers.cases import REASON, hand_over, role_of
from tests.assessments.printing import PAPER

pytestmark = pytest.mark.django_db


def form_of(giver, taker, **changes) -> dict:
    role = role_of(giver)
    return {
        "unit": role.unit_id, "assignment": role.pk, "to_person": taker.pk,
        "on": f"{today():%d/%m/%Y}", "reason": REASON, "witness": "",
    } | changes  # fmt: skip


def make_url(unit) -> str:
    return f"{reverse('assessments:handover-make')}?unit={unit.pk}"


def test_the_administrator_hands_over_through_the_page(client, file, administrator):
    giver, taker = factories.make_head(file.unit), factories.make_person()
    client.force_login(administrator)

    assert str(giver) in client.get(make_url(file.unit)).content.decode()
    answer = client.post(make_url(file.unit), form_of(giver, taker), follow=True)

    page = answer.content.decode()
    made = Handover.objects.get()
    assert f"Đã bàn giao: {giver} → {taker}." in page
    assert client.get(reverse("assessments:handover-paper", args=[made.pk])).content == PAPER


def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(client, file, administrator):
    giver, taker = factories.make_head(file.unit), factories.make_officer(file.round.organiser)
    RoleAssignment.objects.create(
        user=taker, unit=file.unit, role=Role.UNIT_EDITOR, valid_from=factories.LONG_AGO
    )
    client.force_login(administrator)

    answer = client.post(make_url(file.unit), form_of(giver, taker))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đang thẩm định hồ sơ" in page
    assert REASON in page


def test_a_printer_that_fails_hands_nothing_over(client, file, administrator, monkeypatch):
    def broken(_template, _context):
        raise PdfError("worker gone")

    monkeypatch.setattr(actions, "render_pdf", broken)
    client.force_login(administrator)

    giver = factories.make_head(file.unit)
    answer = client.post(make_url(file.unit), form_of(giver, factories.make_person()))

    assert "Chưa in được biên bản" in answer.content.decode()
    assert not Handover.objects.exists()


def test_first_the_unit_is_chosen(client, file, administrator):
    client.force_login(administrator)

    page = client.get(reverse("assessments:handover-make")).content.decode()

    assert 'name="unit"' in page
    assert 'name="to_person"' not in page


def test_a_unit_whose_roles_cannot_be_handed_over(client, file, administrator):
    factories.make_person(Role.CONTRIBUTOR, file.unit)
    client.force_login(administrator)

    page = client.get(make_url(file.unit)).content.decode()

    assert "Đơn vị này chưa có ai giữ vai trò bàn giao được" in page


def test_who_reads_the_minutes(client, file, administrator):
    organiser = file.round.organiser
    giver, taker = factories.make_officer(organiser), factories.make_person()
    made = hand_over(giver, taker, administrator)
    url = reverse("assessments:handover-paper", args=[made.pk])
    readers = [giver, taker, administrator, factories.make_board_head(organiser),
               factories.make_person(Role.AUDITOR, organiser)]  # fmt: skip
    others = [factories.make_officer(organiser), factories.make_head(file.unit)]

    for person, status in [(p, 200) for p in readers] + [(p, 404) for p in others]:
        client.force_login(person)
        assert client.get(url).status_code == status
        listed = client.get(reverse("assessments:handovers")).content.decode()
        assert (url in listed) == (status == 200)


def test_minutes_without_a_file_are_not_there(client, file, administrator):
    made = hand_over(factories.make_head(file.unit), factories.make_person(), administrator)
    Handover.objects.update(document=None)
    client.force_login(administrator)

    assert client.get(reverse("assessments:handover-paper", args=[made.pk])).status_code == 404
