"""A role and its open work pass on: who may, what moves, what the minutes freeze."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.actions import handovers as actions
from assessments.actions import rounds
from assessments.documents.handovers import handover_content, handover_paper
from assessments.duties import base as register
from assessments.handovers import offered_people
from assessments.models import (
    Advice,
    AppraisedScore,
    Finding,
    Handover,
    Inspection,
    OfficerAssignment,
    Submission,
)
from assessments.open_work import FOLLOWING, open_rounds_of, open_work
from core.calendar import VIETNAM, today
from core.models import AuditEvent, Notification
from core.party_dates import citation_date
from core.pdf import PdfError
from core.uploads import open_stored
from core.versions import StaleVersion
from organisation.models import RoleAssignment, User
from organisation.roles import Role
from tests import factories
from tests.assessments.appraisal_builders import make_opened

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 minutes"
REASON = "Chuyển công tác theo quyết định."


@pytest.fixture(autouse=True)
def printed(monkeypatch) -> list[dict]:
    """Stands in for the printer and remembers what was printed; paper: tests/paper."""
    contexts: list[dict] = []

    def print_(_template: str, context: dict) -> bytes:
        contexts.append(context)
        return PAPER

    monkeypatch.setattr(actions, "render_pdf", print_)
    return contexts


@pytest.fixture
def file():
    """An open file of a commune."""
    return factories.make_assessment()


@pytest.fixture
def administrator(file) -> User:
    return factories.make_person(Role.ADMINISTRATOR, file.round.organiser)


def role_of(person: User) -> RoleAssignment:
    return person.role_assignments.select_related("user", "unit__parent").get()


def hand_over(giver: User, taker: User, by: User, **changes) -> Handover:
    given = {"on": today(), "reason": REASON, "by": by} | changes
    return actions.hand_over(role_of(giver), taker, **given)


def roles_today(person: User) -> list[tuple[str, int]]:
    return list(User.objects.get(pk=person.pk).current_roles)


def refusal(giver, taker, by, **changes) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        hand_over(giver, taker, by, **changes)
    assert not Handover.objects.exists()
    return caught.value.message_dict


def fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


# what happens


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.UNIT_EDITOR])
def test_a_role_of_a_unit_passes_on_at_once(file, administrator, role):
    giver, taker = factories.make_person(role, file.unit), factories.make_person()

    made = hand_over(giver, taker, administrator, witness="Lê Thị Chứng")

    assert roles_today(giver) == []
    assert roles_today(taker) == [(role, file.unit_id)]
    assert (made.from_person, made.to_person, made.role) == (giver, taker, role)
    with open_stored(made.document.sha256) as stored:
        assert stored.read() == PAPER
    event = AuditEvent.objects.latest("sequence")
    assert (event.kind, event.note, event.after["units"]) == ("handover.made", REASON, 0)


def test_both_are_told_and_who_leaves_is_logged_out(file, administrator, client):
    giver, taker = factories.make_head(file.unit), factories.make_person()
    client.force_login(giver)

    hand_over(giver, taker, administrator)

    told = Notification.objects.filter(kind="handover_made")
    assert {row.recipient_id for row in told} == {giver.pk, taker.pk}
    keys = [row.get_decoded().get(SESSION_KEY) for row in Session.objects.all()]
    assert str(giver.pk) not in keys


def test_an_officer_hands_over_the_units_of_rounds_that_go_on(file, administrator):
    organiser = file.round.organiser
    giver, taker = factories.make_officer(organiser), factories.make_person()
    head = factories.make_board_head(organiser)
    rounds.assign_officer(file.round, file.unit, giver, by=head)
    closed = factories.make_round(organiser, file.criteria_set, year=file.round.year - 1)
    OfficerAssignment.objects.create(round=closed, unit=file.unit, officer=giver, leader=head)
    type(closed).objects.filter(pk=closed.pk).update(state="closed")

    hand_over(giver, taker, administrator)

    officers = dict(OfficerAssignment.objects.values_list("round", "officer"))
    assert officers == {file.round_id: taker.pk, closed.pk: giver.pk}
    assert roles_today(taker) == [(Role.OFFICER, organiser.pk)]
    moved = AuditEvent.objects.filter(kind="officer.assigned").latest("sequence")
    assert (moved.before, moved.after, moved.note) == (str(giver), str(taker), "Bàn giao")
    assert AuditEvent.objects.latest("sequence").after["units"] == 1
    told = Notification.objects.filter(kind="handover_made").values_list("recipient", flat=True)
    assert head.pk in told


def test_who_holds_the_role_already_gets_the_work_only(file, administrator):
    organiser = file.round.organiser
    giver, taker = factories.make_officer(organiser), factories.make_officer(organiser)
    rounds.assign_officer(file.round, file.unit, giver, by=factories.make_board_head(organiser))

    hand_over(giver, taker, administrator)

    assert taker.role_assignments.count() == 1
    assert OfficerAssignment.objects.get().officer == taker


def test_nothing_passes_on_when_the_record_fails(file, administrator, monkeypatch):
    giver, taker = factories.make_head(file.unit), factories.make_person()
    monkeypatch.setattr(actions.audit, "record", fail)

    with pytest.raises(RuntimeError):
        hand_over(giver, taker, administrator)

    assert roles_today(giver) == [(Role.UNIT_HEAD, file.unit_id)]
    assert roles_today(taker) == []
    assert not Handover.objects.exists()


def test_minutes_that_are_out_of_date_are_not_kept(file, administrator, monkeypatch):
    giver, taker = factories.make_head(file.unit), factories.make_person()

    def changed_while_printing(_template, _context):
        factories.make_report(file.round, file.unit, 1)
        return PAPER

    monkeypatch.setattr(actions, "render_pdf", changed_while_printing)
    with pytest.raises(StaleVersion):
        hand_over(giver, taker, administrator)

    assert roles_today(giver) == [(Role.UNIT_HEAD, file.unit_id)]


# who may


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_an_administrator_hands_over(file, role):
    person = factories.make_person(role, file.round.organiser)

    with pytest.raises(PermissionDenied):
        hand_over(factories.make_head(file.unit), factories.make_person(), person)


# bad input


def test_not_to_oneself(file, administrator):
    giver = factories.make_head(file.unit)

    assert refusal(giver, giver, administrator) == {"to_person": ["Người nhận phải là người khác."]}


def test_not_to_a_closed_account(file, administrator):
    taker = factories.make_person()
    User.objects.filter(pk=taker.pk).update(is_active=False)
    taker.refresh_from_db()

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "đang khoá" in found["to_person"][0]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_not_to_somebody_with_an_exclusive_role(file, administrator, role):
    taker = factories.make_person(role, file.round.organiser)

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "Không được kiêm nhiệm" in found["to_person"][0]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.BOARD_HEAD])
def test_a_role_of_a_unit_does_not_go_to_who_appraises(file, administrator, role):
    taker = factories.make_person(role, file.round.organiser)

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "đang thẩm định hồ sơ" in found["to_person"][0]


def test_a_role_of_a_unit_does_not_go_to_who_has_appraised_its_file():
    file, officer = make_opened()
    administrator = factories.make_person(Role.ADMINISTRATOR, file.round.organiser)
    taker = factories.make_person()
    row = file.scores.first()
    AppraisedScore.objects.update_or_create(
        appraisal=file.appraisal, criterion=row.criterion,
        defaults={"max_points": row.max_points, "self_points": 0, "points": 0,
                  "decided_by": taker, "decided_at": timezone.now()},
    )  # fmt: skip

    found = refusal(factories.make_head(file.unit), taker, administrator)

    assert "đang thẩm định hồ sơ" in found["to_person"][0]


def test_an_officer_does_not_hand_over_a_file_to_its_own_unit(file, administrator):
    organiser = file.round.organiser
    giver, taker = factories.make_officer(organiser), factories.make_editor(file.unit)
    rounds.assign_officer(file.round, file.unit, giver, by=factories.make_board_head(organiser))

    found = refusal(giver, taker, administrator)

    assert file.unit.name in found["to_person"][0]


def test_an_officer_does_not_hand_over_to_who_handed_the_file_in():
    file, officer = make_opened()
    administrator = factories.make_person(Role.ADMINISTRATOR, file.round.organiser)
    taker = factories.make_person()
    OfficerAssignment.objects.get_or_create(
        round=file.round, unit=file.unit, defaults={"officer": officer}
    )
    Submission.objects.filter(assessment=file).update(submitted_by=taker)

    found = refusal(officer, taker, administrator)

    assert "không thẩm định được" in found["to_person"][0]


@pytest.mark.parametrize(
    ("moment", "is_refused"),
    [
        (datetime(2026, 6, 10, 23, 59, 59, tzinfo=VIETNAM), True),
        (datetime(2026, 6, 11, 0, 0, tzinfo=VIETNAM), False),
    ],
)
def test_the_day_is_not_to_come(moment, is_refused):
    organiser = factories.make_district()
    administrator = factories.make_person(Role.ADMINISTRATOR, organiser)
    giver, taker = factories.make_head(factories.make_unit(organiser)), factories.make_person()
    on = datetime(2026, 6, 11, tzinfo=VIETNAM).date()

    with time_machine.travel(moment, tick=False):
        if is_refused:
            assert "sau hôm nay" in refusal(giver, taker, administrator, on=on)["on"][0]
        else:
            assert hand_over(giver, taker, administrator, on=on).handed_over_on == on


def test_the_day_is_not_before_the_role(file, administrator):
    giver = factories.make_head(file.unit)
    before = role_of(giver).valid_from - timedelta(days=1)

    found = refusal(giver, factories.make_person(), administrator, on=before)

    assert "từ 01/01/2020" in found["on"][0]


def test_only_roles_of_units_and_of_officers(file, administrator):
    clerk = factories.make_clerk(file.round.organiser)

    found = refusal(clerk, factories.make_person(), administrator)

    assert "Chỉ bàn giao vai trò của đơn vị" in found["assignment"][0]


# what the minutes say


def test_open_work_of_a_unit(file):
    factories.make_report(file.round, file.unit, 1)
    factories.make_report(
        file.round, file.unit, 2, state="accepted", sent_at=datetime(2026, 6, 1, tzinfo=VIETNAM)
    )
    head = factories.make_board_head(file.round.organiser)
    visit = Inspection.objects.create(
        round=file.round, unit=file.unit, kind="inspection", subject="Quy chế dân chủ",
        planned_on=today(), created_by=head,
    )  # fmt: skip
    Finding.objects.create(inspection=visit, text="Thiếu sổ", is_shortcoming=True)
    Finding.objects.create(
        inspection=visit, text="Đã xong", is_shortcoming=True, remedy_state="done"
    )
    earlier = factories.make_round(
        file.round.organiser, file.criteria_set, year=file.round.year - 1
    )
    old = rounds.start_assessment(earlier, file.unit, file.criteria_set)
    Advice.objects.create(assessment=old, text="Đối thoại", given_by=head)
    Advice.objects.create(assessment=file, text="Của năm nay", given_by=head)

    (line,) = open_work(file.round, [file.unit_id])["lines"]

    assert line["file"].startswith("Hồ sơ: Đơn vị đang chấm, hạn ")
    begun = [text for text in line["duties"] if "quý I (" in text]
    due = citation_date(file.round.report_1_due)
    assert [text.startswith(f"Gửi báo cáo quý I (đang soạn), hạn {due}") for text in begun] == [
        True
    ]
    assert line["reports"] == []
    assert (line["findings"], line["advice"]) == (1, 1)


def test_open_duties_are_listed_with_their_days(file, monkeypatch):
    late = register.Duty(
        file.unit_id, register.Step.REPORT_3, "unit", today() - timedelta(days=2),
        words="Gửi báo cáo quý III",
    )  # fmt: skip
    done = register.Duty(file.unit_id, register.Step.REPORT_2, "unit", today(), done_on=today())
    plain = register.Duty(file.unit_id, register.Step.FEEDBACK, "unit")
    monkeypatch.setattr(register, "_providers", {"x": lambda _round, _units: [plain, late, done]})

    (line,) = open_work(file.round, [file.unit_id])["lines"]

    day = f"{today() - timedelta(days=2):%d/%m/%Y}"
    assert line["duties"] == [
        f"Gửi báo cáo quý III, hạn {day} (quá hạn 2 ngày)", "Ý kiến của đơn vị",
    ]  # fmt: skip


def test_a_unit_hands_over_its_own_steps_only(file, monkeypatch):
    steps = register.Step
    given = [
        register.Duty(file.unit_id, steps.REPORT_3, "unit", words="Gửi báo cáo quý III"),
        register.Duty(file.unit_id, steps.FEEDBACK, "unit", is_blocked=True),
        register.Duty(file.unit_id, steps.APPRAISAL, "board", words="Thẩm định"),
        register.Duty(file.unit_id, steps.CONCLUSION, "committee", words="Kết luận"),
    ]
    monkeypatch.setattr(register, "_providers", {"x": lambda _round, _units: given})
    factories.make_report(file.round, file.unit, 1, sent_at=timezone.now())

    (own,) = open_work(file.round, [file.unit_id])["lines"]
    (followed,) = open_work(file.round, [file.unit_id], FOLLOWING)["lines"]

    assert (own["duties"], own["reports"]) == (["Gửi báo cáo quý III"], [])
    assert followed["duties"] == ["Gửi báo cáo quý III", "Thẩm định"]
    assert followed["reports"] == ["Báo cáo quý I: Đã gửi"]


@pytest.mark.parametrize("count", [1, 3])
def test_open_work_asks_the_same_number_of_queries(file, count, django_assert_num_queries):
    units = [file.unit_id]
    for _ in range(count - 1):
        unit = factories.make_unit(file.round.organiser)
        rounds.start_assessment(file.round, unit, file.criteria_set)
        factories.make_report(file.round, unit, 1)
        units.append(unit.pk)

    with django_assert_num_queries(8):
        assert len(open_work(file.round, units)["lines"]) == count


def test_closed_and_planned_rounds_are_nobodys_open_work(file):
    assert open_rounds_of(file.unit) == [file.round]
    assert open_rounds_of(file.round.organiser) == [file.round]
    type(file.round).objects.update(state="closed")

    assert open_rounds_of(file.unit) == []


def test_minutes_of_an_officer_name_the_units_by_round(file):
    officer = factories.make_officer(file.round.organiser)
    rounds.assign_officer(
        file.round, file.unit, officer, by=factories.make_board_head(file.round.organiser)
    )

    content = handover_content(
        role_of(officer), factories.make_person(), on=today(), reason=REASON, witness=""
    )

    assert [part["round"] for part in content["work"]] == [str(file.round)]
    assert [line["unit"] for line in content["work"][0]["lines"]] == [file.unit_name]
    assert content["parent"] == ""


def test_the_paper_is_made_of_the_frozen_content(file):
    factories.make_letterhead(file.unit, place="Đồng Tiến")
    on = datetime(2026, 2, 5, tzinfo=VIETNAM).date()
    content = handover_content(
        role_of(factories.make_head(file.unit)), factories.make_person(), on=on, reason=REASON,
        witness="Lê Thị Chứng",
    )  # fmt: skip

    paper = handover_paper(content)

    assert paper["dateline"] == "Đồng Tiến, ngày 05 tháng 02 năm 2026"
    assert paper["heading"]["parent"].startswith("ĐẢNG BỘ")
    assert handover_paper(content | {"place": ""})["dateline"] == "Ngày 05 tháng 02 năm 2026"


def test_people_of_the_unit_and_free_accounts_are_offered(file):
    here, free = factories.make_editor(file.unit), factories.make_person()
    elsewhere = factories.make_editor(factories.make_unit(file.round.organiser))
    closed = factories.make_person()
    User.objects.filter(pk=closed.pk).update(is_active=False)

    offered = set(offered_people(file.unit))

    assert {here, free} <= offered
    assert not offered & {elsewhere, closed}


# pages


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
