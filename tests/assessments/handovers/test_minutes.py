"""What the minutes of a handover say."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from assessments.actions import rounds
from assessments.documents.handovers import handover_content, handover_paper
from assessments.duties import base as register
from assessments.handovers import offered_people
from assessments.models import Advice, Finding, Inspection
from assessments.open_work import FOLLOWING, open_rounds_of, open_work
from core.calendar import VIETNAM, today
from core.party_dates import citation_date
from organisation.models import User
from tests import factories
from tests.assessments.handovers.cases import REASON, role_of

pytestmark = pytest.mark.django_db


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
