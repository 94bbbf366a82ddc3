"""What A and B left undone when they went into C waits for C's people, under the old names."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.actions import follow_up, settlements
from assessments.calls import late_duties, people_by_unit
from assessments.documents.handovers import handover_content
from assessments.duties.base import duties
from assessments.handovers import require_possible
from assessments.models import Assessment, QuarterlyReport, Round
from assessments.notifications.files import deadlines_moved
from assessments.permissions.files import can_fill, can_recall, can_submit
from assessments.permissions.reports import can_start
from assessments.permissions.reports import can_submit as can_send
from assessments.reminders import due_lines
from assessments.workflow import Step
from core.models import Notification
from danvan.calendars import entries_for
from organisation.models import Unit
from tests.assessments.following_cases import concluded, in_days
from tests.assessments.round_cases import add_appraised
from tests.factories import make_board_head, make_editor, make_person, make_report
from tests.merger_stories import make_chain

pytestmark = pytest.mark.django_db
RETURNED = {"officer_comment": "Số hộ lệch với sổ của thôn."}


@pytest.fixture
def chain():
    return make_chain()


def returned(chain) -> QuarterlyReport:
    """A's report of quarter II, which the board gave back."""
    now = timezone.now()
    return make_report(
        chain.round, chain.first.unit, 2, sent_at=now, state="returned", decided_at=now,
        decided_by=chain.officer, **RETURNED,
    )  # fmt: skip


def home(client, user) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


class TestHome:
    def test_what_the_merged_unit_left_waits_under_its_name(self, client, chain):
        report = returned(chain)
        row = concluded(chain.first, chain.officer, {"remedy_due": in_days(3)})
        before = home(client, chain.head)
        assert "An Thượng" not in before
        chain.merge()

        page = home(client, chain.head)

        assert page.index("Đảng bộ xã Xuân Lương") < page.index("Đảng bộ xã An Thượng")
        assert reverse("assessments:report-edit", args=[report.pk]) in page
        assert row.get_absolute_url() in page
        assert "Sửa và gửi lại báo cáo quý II" in page

    def test_a_merged_unit_that_left_nothing_has_no_card(self, client, chain):
        for file in (chain.first, chain.middle):
            Assessment.objects.filter(pk=file.pk).update(registered_on=timezone.localdate())
            for quarter in (1, 2, 3):
                make_report(chain.round, file.unit, quarter, sent_at=timezone.now())
        chain.merge()

        page = home(client, chain.head)

        assert "An Thượng" not in page
        assert "Đồng Hưu" not in page
        assert "Đảng bộ xã Xuân Lương" in page

    def test_the_way_to_the_own_file_leads_to_the_successors(self, client, chain):
        chain.merge()
        client.force_login(chain.head)

        assert client.get(reverse("own-file")).url == chain.last.get_absolute_url()

    def test_it_costs_no_more_for_two_merged_units_than_for_one(self, client, chain):
        chain.merge()
        client.force_login(chain.head)
        client.get("/")
        with CaptureQueriesContext(
            connection,
        ) as two:
            client.get("/")
        Unit.objects.filter(pk=chain.first.unit_id).update(merged_into=None)
        with CaptureQueriesContext(connection) as one:
            client.get("/")

        assert len(two) == len(one)

    def test_the_calendar_names_whose_deadline_it_is(self, chain):
        returned(chain)
        chain.merge()

        words = [entry.words for entry in entries_for(chain.head)]

        assert any(text.endswith("báo cáo quý II – An Thượng") for text in words)


class TestReminders:
    def test_the_successors_people_are_reminded_and_told_for_whom(self, chain):
        late = returned(chain)
        chain.merge()

        lines = due_lines(chain.round, [timezone.localdate() + timedelta(days=d) for d in range(9)])

        mine = {due.line.text for due in lines if due.person == chain.head}
        assert any("báo cáo quý II – An Thượng" in text for text in mine)
        assert late.get_absolute_url() in " ".join(
            due.line.url for due in lines if due.person == chain.head
        )

    def test_a_remedy_is_reminded_of_at_the_last_successor(self, chain):
        concluded(chain.first, chain.officer, {"remedy_due": in_days(3), "text": "Chưa công khai."})
        chain.merge()

        lines = due_lines(chain.round, [timezone.localdate() + timedelta(days=d) for d in range(5)])

        told = [due for due in lines if "Chưa công khai." in due.line.text]
        assert {due.person for due in told} == {chain.head}
        assert "– An Thượng: " in told[0].line.text

    def test_the_call_list_rings_the_successors_people(self, client, chain):
        chain.merge()
        people = people_by_unit({chain.first.unit_id, chain.last.unit_id})

        (ringing,) = people[chain.first.unit_id]
        assert (ringing.user, ringing.former_unit) == (chain.head, "An Thượng")
        assert ringing.role.endswith("Xuân Lương")
        (own,) = people[chain.last.unit_id]
        assert (own.user, own.former_unit) == (chain.head, "")
        client.force_login(make_board_head(chain.round.organiser))
        page = client.get(reverse("assessments:calls", args=[chain.round.pk])).content.decode()
        assert ringing.role in page

    def test_bulk_reminders_reach_them_once_for_each_unit_with_its_name(self, chain):
        chain.merge()
        late = late_duties(chain.round)
        assert chain.first.unit_id in late
        by = make_board_head(chain.round.organiser)

        follow_up.remind(
            chain.round, Step.REGISTRATION, [file.unit_id for file in (chain.first, chain.last)],
            text="Đề nghị gửi ngay.", key=uuid4(), by=by,
        )  # fmt: skip

        told = Notification.objects.filter(kind="units_reminded", recipient=chain.head)
        assert sorted(row.text for row in told) == [
            "An Thượng: Đề nghị gửi ngay.", "Đề nghị gửi ngay.",
        ]  # fmt: skip

    @pytest.mark.parametrize("count", [1, 2])
    def test_three_queries_however_many_have_merged(self, django_assert_num_queries, chain, count):
        chain.merge()
        merged = [chain.first.unit_id, chain.middle.unit_id][:count]

        with django_assert_num_queries(3):
            assert set(people_by_unit([*merged, chain.last.unit_id])) == {
                *merged,
                chain.last.unit_id,
            }

    def test_news_of_the_round_reaches_the_successors_people_once(self, chain):
        chain.merge()

        deadlines_moved(chain.round, {Step.REPORT_4: in_days(30)}, "Bão lụt.")

        told = Notification.objects.filter(kind="deadlines_moved")
        assert [row.recipient for row in told] == [chain.head]


class TestReports:
    def test_the_successor_sends_the_returned_one_again(self, chain):
        report = returned(chain)
        chain.merge()

        assert can_send(chain.head, report)
        assert report in QuarterlyReport.objects.visible_to(chain.head)

    def test_a_draft_of_a_unit_that_merged_before_the_day_is_nobodys_duty(self, chain):
        Round.objects.filter(pk=chain.round.pk).update(
            report_2_due=timezone.localdate() + timedelta(days=5)
        )
        chain.round.refresh_from_db()
        make_report(chain.round, chain.first.unit, 2)
        chain.merge()

        found = {(duty.unit_id, duty.step): duty for duty in duties(chain.round)}

        assert found[chain.first.unit_id, Step.REPORT_2].is_void
        assert not found[chain.last.unit_id, Step.REPORT_2].is_void

    def test_the_successor_may_still_write_the_one_that_is_missing(self, chain):
        chain.merge()
        file = Assessment.objects.select_related("round", "unit").get(pk=chain.first.pk)

        assert can_start(chain.head, file, 1)


class TestTheFile:
    def test_the_sheet_of_a_merged_unit_is_not_filled_any_more(self, chain):
        chain.merge()
        file = Assessment.objects.with_context().get(pk=chain.first.pk)

        for allowed in (can_fill(chain.head, file), can_submit(chain.head, file)):
            assert not allowed
            assert "tính cho đơn vị nhận sáp nhập" in allowed.reason

    def test_what_was_handed_in_before_is_not_taken_back(self, chain):
        chain.merge()
        file = Assessment.objects.with_context().get(pk=chain.first.pk)
        file.state = "submitted"

        assert not can_recall(chain.head, file)

    def test_a_supplement_is_the_successors_to_make(self, chain):
        Assessment.objects.filter(pk=chain.first.pk).update(
            state="returned", submitted_at=timezone.now(), submitted_by=chain.head
        )
        chain.merge()
        file = Assessment.objects.with_context().get(pk=chain.first.pk)

        assert can_fill(chain.head, file)
        assert can_submit(chain.head, file)
        duty = next(
            d for d in duties(chain.round, [file.unit_id]) if d.step == Step.SELF_ASSESSMENT
        )
        assert duty.is_open

    def test_its_word_on_the_result_is_the_successors(self, client, chain):
        file = add_appraised(chain.round, name="Đảng bộ xã Tân Sỏi")
        chain.first = file
        chain.merge()

        assert reverse("assessments:feedback", args=[file.pk]) in home(client, chain.head)
        settlements.give_feedback(file, is_agreed=True, by=chain.head)

    def test_strangers_get_nothing(self, chain):
        file = add_appraised(chain.round)
        chain.merge()

        with pytest.raises(PermissionDenied):
            settlements.give_feedback(file, is_agreed=True, by=chain.head)


class TestHandingOver:
    def test_the_minutes_name_what_was_taken_over(self, chain):
        returned(chain)
        chain.merge()
        assignment = chain.head.role_assignments.get()

        content = handover_content(
            assignment, make_person(), on=timezone.localdate(), reason="Nghỉ hưu.", witness=""
        )

        (work,) = content["work"]
        by_unit = {line["unit"]: line for line in work["lines"]}
        assert list(by_unit) == [
            "Đảng bộ xã An Thượng", "Đảng bộ xã Đồng Hưu", "Đảng bộ xã Xuân Lương"
        ]  # fmt: skip
        assert any("báo cáo quý II" in duty for duty in by_unit["Đảng bộ xã An Thượng"]["duties"])

    def test_a_merged_unit_that_left_nothing_is_not_named(self, chain):
        for file in (chain.first, chain.middle):
            Assessment.objects.filter(pk=file.pk).update(registered_on=timezone.localdate())
            for quarter in (1, 2, 3):
                make_report(chain.round, file.unit, quarter, sent_at=timezone.now())
        chain.merge()

        content = handover_content(
            chain.head.role_assignments.get(), make_person(), on=timezone.localdate(),
            reason="Nghỉ hưu.", witness="",
        )  # fmt: skip

        assert [line["unit"] for line in content["work"][0]["lines"]] == ["Đảng bộ xã Xuân Lương"]

    def test_an_officer_of_a_merged_unit_does_not_take_the_head_of_its_successor(self, chain):
        chain.officer.role_assignments.update(valid_to=timezone.localdate() - timedelta(days=1))
        chain.merge()
        assignment, today = chain.head.role_assignments.get(), timezone.localdate()

        with pytest.raises(ValidationError, match="đang thẩm định hồ sơ"):
            require_possible(assignment, chain.officer, today)
        require_possible(assignment, make_editor(chain.last.unit), today)
