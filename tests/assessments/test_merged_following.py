"""A merged into B, B into C: inspections, advice and notes of A are C's to see and to answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.actions import advice, findings, inspections, notebook
from assessments.actions.notebook import Note
from assessments.advices import advice_due, ledger
from assessments.duties.base import Basis
from assessments.inspections import concluded as concluded_inspections
from assessments.inspections import findings_by_key
from assessments.inspections import source as inspection_source
from assessments.mended import with_evidence
from assessments.mending import to_mend
from assessments.models import Advice, Inspection, NotebookEntry, QuarterlyReport
from assessments.presenters.following import advice_banner, beside
from assessments.presenters.notebook import notebook_beside, notebook_page, notebook_panel
from core.models import Notification
from danvan.invariants import broken
from tests.access.following_rows import old_advice
from tests.assessments.following_cases import concluded, in_days, key_of, planned
from tests.factories import make_board_head, make_editor, make_officer, make_report
from tests.merger_stories import again, make_chain, merge

pytestmark = pytest.mark.django_db
MENDED = "Đã niêm yết lại đủ 30 ngày tại nhà văn hoá thôn."
OPEN = {"state": "open", "answer": "", "answered_at": None, "answered_by": None}


@pytest.fixture
def chain():
    return make_chain()


@pytest.fixture
def found(chain):
    """A shortcoming of A, to be mended within a week; everything has merged since."""
    seen = {"criterion_key": key_of(chain.first), "remedy_due": in_days(7)}
    row = concluded(chain.first, chain.officer, seen)
    chain.merge()
    return row.findings.get()


class TestInspections:
    def test_the_successor_sees_them_and_reports_the_remedy(self, client, chain, found):
        page = found.inspection.get_absolute_url()
        client.force_login(chain.head)

        assert "Đảng bộ xã An Thượng" in client.get(page).content.decode()
        before = Notification.objects.filter(kind="remedy_reported").count()
        findings.report_remedy(found, remedy=MENDED, by=chain.head)

        found.refresh_from_db()
        assert found.remedy_state == "reported"
        assert Notification.objects.filter(kind="remedy_reported").count() == before + 1

    def test_its_editor_answers_as_well_and_nobody_elses(self, chain, found):
        stranger = make_editor(make_chain(chain.round).last.unit)

        with pytest.raises(PermissionDenied):
            findings.report_remedy(found, remedy=MENDED, by=stranger)
        findings.report_remedy(found, remedy=MENDED, by=make_editor(chain.last.unit))

    def test_the_verdict_is_told_to_the_successors_people(self, chain, found):
        findings.report_remedy(found, remedy=MENDED, by=chain.head)

        findings.confirm_remedy(found, verdict="done", by=chain.others_officer)

        told = Notification.objects.filter(kind="remedy_confirmed")
        assert [row.recipient for row in told] == [chain.head]

    def test_an_officer_of_neither_does_not_judge(self, chain, found):
        findings.report_remedy(found, remedy=MENDED, by=chain.head)

        with pytest.raises(PermissionDenied):
            findings.confirm_remedy(found, verdict="done", by=make_officer(chain.round.organiser))

    def test_they_stand_beside_the_successors_criteria_under_the_old_name(self, chain, found):
        file = chain.last

        assert concluded_inspections(file) == [found.inspection]
        assert findings_by_key(file) == {key_of(chain.first): [found]}
        (lines,) = beside(file, chain.head).lines.values()
        assert "tại Đảng bộ xã An Thượng" in lines[0]["label"]
        assert lines[0]["url"] == found.inspection.get_absolute_url()
        assert inspection_source(file, frozenset({"concluded"}))["concluded"].value == 1

    def test_the_list_of_the_successor_shows_them(self, chain, found):
        shown = Inspection.objects.visible_to(chain.head).concerning(chain.last.unit_id)

        assert list(shown) == [found.inspection]

    def test_one_that_was_planned_at_a_merged_unit_names_the_last_successor(self, chain):
        row = planned(chain.first, chain.officer)
        chain.merge()

        with pytest.raises(ValidationError, match="đã sáp nhập vào Đảng bộ xã Xuân Lương"):
            inspections.record_visit(
                row, visited_on=timezone.localdate(), minutes="Đã làm việc.",
                by=make_board_head(chain.round.organiser),
            )  # fmt: skip

    def test_a_merger_at_new_year_leaves_the_old_year_with_the_old_unit(self, chain):
        row = concluded(chain.first, chain.officer, {"criterion_key": key_of(chain.first)})
        after = chain.round.self_assessment_due + timedelta(days=1)
        merge(chain.first.unit, chain.last.unit, on=after)

        assert concluded_inspections(chain.first) == [row]
        assert concluded_inspections(chain.last) == []


@pytest.fixture
def asked(chain):
    """Advice of last year to A; everything has merged since."""
    row = old_advice(chain.first, chain.officer, **OPEN)
    row.assessment.unit_name = "Đảng bộ xã An Thượng"
    row.assessment.save(update_fields=["unit_name"])
    chain.merge()
    return row


class TestAdvice:
    def test_the_last_successors_file_asks_for_it_and_no_other(self, chain, asked):
        assert advice_due(chain.last) == [asked]
        assert advice_due(chain.middle) == advice_due(chain.first) == []
        assert ledger(chain.last)[1] == []

    def test_of_all_files_of_the_round_only_that_one_has_to_answer(self, chain, asked):
        mends = to_mend(Basis(chain.round, None), lambda _day: True)

        assert [(mend.unit_id, mend.url) for mend in mends] == [
            (chain.last.unit_id, reverse("assessments:advice", args=[chain.last.pk]))
        ]

    def test_the_successor_answers_and_its_appraiser_judges(self, chain, asked):
        advice.answer(chain.last, asked, text=MENDED, by=chain.head)

        assert Advice.objects.get().state == "reported"
        assert "advice_answered_in_a_later_year" not in broken()
        with pytest.raises(Advice.DoesNotExist):
            advice.answer(chain.first, asked, text=MENDED, by=make_editor(chain.first.unit))

    def test_pages_name_whom_it_was_given_to(self, client, chain, asked):
        client.force_login(chain.head)

        page = client.get(reverse("assessments:advice", args=[chain.last.pk])).content.decode()

        assert "Đề nghị với Đảng bộ xã An Thượng" in page
        banner = advice_banner(chain.last, with_evidence([asked]), chain.head)
        assert banner["rows"][0]["label"].endswith("(Đảng bộ xã An Thượng)")

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_any_number(self, django_assert_num_queries, chain, asked, count):
        for number in range(1, count):
            Advice.objects.create(
                assessment=asked.assessment, text=f"Việc {number}.", given_by=asked.given_by
            )

        with django_assert_num_queries(2):
            assert len(advice_due(chain.last)) == count


class TestNotebook:
    @pytest.fixture
    def entry(self, chain) -> NotebookEntry:
        """What A promised in quarter I; everything has merged since."""
        said = Note(quarter=1, kind="promise", happened_on=timezone.localdate(),
                    text="Hứa kiện toàn tổ dân vận.", due_on=None)  # fmt: skip
        row = notebook.write_entry(chain.round, chain.first.unit, said, by=chain.officer)
        chain.merge()
        return row

    def test_the_successors_officer_finds_and_ticks_it(self, client, chain, entry):
        client.force_login(chain.others_officer)
        place = reverse("assessments:notebook", args=[chain.round.pk, chain.last.unit_id])

        page = client.get(place).content.decode()

        assert entry.text in page
        assert "Đảng bộ xã An Thượng" in page
        notebook.tick_entry(entry, is_done=True, version=entry.version, by=chain.others_officer)
        assert NotebookEntry.objects.get().done_by == chain.others_officer

    def test_it_stands_beside_the_successors_score_and_reports(self, chain, entry):
        report = make_report(chain.round, chain.last.unit, 4, sent_at=timezone.now())
        report = QuarterlyReport.objects.select_related("round").get(pk=report.pk)

        for panel in (notebook_panel(chain.last, chain.others_officer),
                      notebook_beside(report, chain.others_officer)):  # fmt: skip
            (line,) = panel["lines"]
            assert (line.row, line.former_unit) == (entry, "Đảng bộ xã An Thượng")

    def test_a_report_of_before_the_merger_does_not_carry_it(self, chain, entry):
        report = make_report(chain.round, chain.last.unit, 1, sent_at=timezone.now())

        assert notebook_beside(report, chain.others_officer)["lines"] == []

    def test_the_successors_own_people_never_read_it(self, client, chain, entry):
        client.force_login(chain.head)
        place = reverse("assessments:notebook", args=[chain.round.pk, chain.first.unit_id])

        assert client.get(place).status_code == 404
        assert list(NotebookEntry.objects.visible_to(chain.head)) == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_three_queries_for_any_number(self, django_assert_num_queries, chain, entry, count):
        said = Note(quarter=2, kind="visit", happened_on=timezone.localdate(), text="Đã đến.",
                    due_on=None)  # fmt: skip
        for _ in range(1, count):
            notebook.write_entry(chain.round, chain.last.unit, said, by=chain.others_officer)
        officer = again(chain.others_officer)
        officer.current_roles  # noqa: B018 (read once a request)

        with django_assert_num_queries(3):
            page = notebook_page(chain.round, chain.last.unit, officer)
        assert sum(len(quarter["lines"]) for quarter in page["quarters"]) == count
