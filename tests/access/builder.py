"""One district with every noun in every state, a second district, and everybody who could ask."""

from datetime import date
from functools import partial
from itertools import count

from django.utils import timezone

from assessments.actions import consolidation, handovers, rounds
from assessments.models import (
    Assessment,
    ConsolidatedReport,
    Handover,
    Indicator,
    QuarterlyReport,
    Round,
)
from core.models import MovedDay
from criteria.actions import editing, items, lifecycle
from criteria.models import CriteriaSet
from organisation.models import Unit, User
from organisation.roles import Role
from recognition.models import UnitRegistration
from tests import factories
from tests.access import evidence_rows, file_rows, following_rows
from tests.access.people import everybody, give
from tests.access.recognition_rows import RecognitionRows
from tests.access.world import (
    ALWAYS,
    ASSIGNED,
    AT_UNIT,
    FILE,
    INDICATOR,
    INSPECTION,
    KIND,
    LETTERHEAD,
    MESSAGE,
    MINUTES,
    MOVED_DAY,
    NAME,
    NOTE,
    NOTICE,
    PERSON,
    PROGRESS,
    REGISTRATION,
    REPORT,
    ROUND,
    SET,
    SUMMARY,
    UNIT,
    World,
)
from tests.assessments.appraisal_builders import REASON, fresh, make_reports
from tests.assessments.version_cases import later_version


class Builder:
    """Builds the world step by step; afterwards only its `world` is used."""

    def __init__(self) -> None:
        self.organiser = factories.make_district("Huyện uỷ Yên Thế")
        factories.make_letterhead(self.organiser)
        self.head = factories.make_board_head(self.organiser)
        self.member = factories.make_committee_member(self.organiser)
        self.clerk = factories.make_clerk(self.organiser)
        self.criteria_set = factories.make_published_set(self.organiser)
        self.later_set = later_version(self.criteria_set)
        self.other_unit = factories.make_unit(self.organiser, name="Đảng bộ xã Đơn vị khác")
        self.years = count(timezone.localdate().year, -1)
        self.people = everybody(self.organiser, self.other_unit)
        self.own_unit = self.unit()

    def build(self) -> World:
        """The whole world."""
        things = {
            SET: self.sets(),
            ROUND: self.rounds(),
            FILE: self.files(),
            REPORT: self.reports(),
            INDICATOR: self.indicators(),
            MOVED_DAY: {ALWAYS: MovedDay.objects.create(day=date(2026, 8, 31), is_off=True)},
            NAME: {ALWAYS: factories.make_category_name()},
            REGISTRATION: self.registrations(),
            MINUTES: {ALWAYS: self.handover()},
        }
        things[NOTICE] = {ALWAYS: following_rows.notice(self.main, self.head)}
        things |= self.following()
        things[SUMMARY] = self.summaries(things[ROUND]["đã kết thúc"])
        things |= RecognitionRows(self).in_every_state(things[FILE])
        things[PROGRESS] = things[FILE]
        things |= self.organisation()
        return World(self.organiser, self.people, things, self.later_set)

    def sets(self) -> dict[str, CriteriaSet]:
        document = factories.small_document("agency")
        draft = factories.make_draft_set(self.organiser, document, by=self.head)
        # Something that can be brought back.
        editing.delete(draft, items.VETO, draft.vetoes.last().key, by=self.head)
        retired = factories.make_published_set(self.organiser, "agency")
        return {
            "bản thảo": draft,
            "đã ban hành": self.criteria_set,
            "ngừng sử dụng": lifecycle.retire(retired, by=self.head),
        }

    def rounds(self) -> dict[str, Round]:
        next_year = timezone.localdate().year + 1
        planned = factories.make_round(self.organiser, self.criteria_set, year=next_year)
        self.main = self.round()
        appraising = self.round("start_appraising")
        followed = appraising.assessments.first().unit
        rounds.assign_officer(appraising, followed, self.people[ASSIGNED], by=self.head)
        return {
            "chuẩn bị": planned,
            "đang tự chấm": self.main,
            "đang thẩm định": appraising,
            "đã kết thúc": self.round("start_appraising", "close"),
        }

    def round(self, *moves: str) -> Round:
        """A round opened and moved on; the calendar is this year's, whatever year it is given."""
        year = next(self.years)
        round_ = factories.make_round(self.organiser, self.criteria_set, year=year)
        rounds.open_round(round_, by=self.head)
        for move in moves:
            round_ = rounds.move_round(round_, move, by=self.head)
        round_.refresh_from_db()
        return round_

    def files(self) -> dict[str, Assessment]:
        steps = {
            "đang chấm": lambda file: None,
            "quá hạn": file_rows.expire,
            "đã nộp": file_rows.hand_in,
            "đã mở": partial(file_rows.look_through, head=self.head),
            "trả lại": partial(file_rows.send_back, head=self.head),
            "có kết quả": partial(file_rows.appraise, head=self.head),
            "đã phản hồi": partial(file_rows.answer, head=self.head),
            "đã chốt": partial(file_rows.settle, head=self.head),
        }
        files = {state: self.file(self.main) for state in steps}
        for state, step in steps.items():
            step(files[state])
            following_rows.old_advice(files[state], self.head)
            following_rows.given_advice(files[state], self.head)
        return {state: fresh(file) for state, file in files.items()}

    def unit(self) -> Unit:
        """A fresh unit that the own people look after."""
        unit = factories.make_unit(self.organiser)
        for name, role in AT_UNIT.items():
            give(self.people[f"{name} đơn vị"], role, unit)
        return unit

    def file(self, round_: Round) -> Assessment:
        """An empty sheet of a fresh unit, followed by the assigned officer."""
        unit = self.unit()
        file = rounds.start_assessment(round_, unit, self.criteria_set)
        rounds.assign_officer(round_, unit, self.people[ASSIGNED], by=self.head)
        evidence_rows.add(file, by=self.people["cán bộ đơn vị"])
        file.entry_mandates.create(
            person=factories.make_officer(self.organiser), reason=REASON, granted_by=self.head
        )
        make_reports(fresh(file))
        return fresh(file)

    def settled(self, round_: Round) -> Assessment:
        """A settled file in a round of its own."""
        file = self.file(round_)
        file_rows.settle(file, self.head)
        return fresh(file)

    def reports(self) -> dict[str, QuarterlyReport]:
        states = ("submitted", "accepted", "returned", "draft")
        words = ("đã gửi", "đã tiếp nhận", "bị trả lại", "đang soạn")
        unit, head = self.own_unit, self.people["người đứng đầu đơn vị"]
        rounds.assign_officer(self.main, unit, self.people[ASSIGNED], by=self.head)
        file = Assessment.objects.get(round=self.main, unit=unit)
        reports = {}
        for quarter, (state, word) in enumerate(zip(states, words, strict=True), start=1):
            sent = {"sent_at": timezone.now(), "by": head} if state != "draft" else {}
            report = factories.make_report(
                self.main, unit, quarter, state=state, summary="Đã làm tốt.", **sent
            )
            file.evidence.create(
                code=f"MC0{quarter}", title="Bài viết", url=f"https://example.org/{quarter}",
                report=report, added_by=head,
            )  # fmt: skip
            reports[word] = report
        return reports

    def indicators(self) -> dict[str, Indicator]:
        """One that is asked for and has values, one that is no longer asked for."""
        asked = factories.make_indicator(self.organiser)
        for report in QuarterlyReport.objects.filter(round=self.main):
            report.values.create(indicator=asked, value=3)
        stopped = factories.make_indicator(
            self.organiser, "ngay-cong", name="Ngày công", is_asked=False, position=1
        )
        return {"đang hỏi": asked, "thôi hỏi": stopped}

    def following(self) -> dict[str, dict]:
        """Inspections in every state and a note of the notebook, of a unit with a file."""
        unit = self.file(self.main).unit
        by = self.people[ASSIGNED]
        return {
            INSPECTION: following_rows.inspections_in_every_state(self.main, unit, by),
            NOTE: {ALWAYS: following_rows.entry_with_photo(self.main, unit, by)},
        }

    def registrations(self) -> dict[str, UnitRegistration]:
        """Registrations with a model in the state that goes with theirs; a model of last year."""
        rows = {
            "đang soạn": self.registration("draft", "draft"),
            "đã nộp": self.registration("submitted", "registered"),
            "trả lại": self.registration("returned", "registered", decision_note=REASON),
            "đã duyệt": self.registration("approved", "approved"),
            "có mô hình đã dừng": self.registration("approved", "stopped"),
            "có mô hình được công nhận": self.registration("approved", "recognised"),
        }
        factories.make_model(rows["đã duyệt"], "Ở cấp huyện", state="approved", level="district")
        before = self.round()
        for word in ("đang soạn", "trả lại"):
            earlier = UnitRegistration.objects.create(
                round=before, unit=rows[word].unit, due_on=before.registration_due
            )
            factories.make_model(earlier, state="recognised")
        followed = UnitRegistration.objects.create(
            round=self.main, unit=self.own_unit, due_on=self.main.registration_due
        )
        model = factories.make_model(followed, state="approved")
        for report in QuarterlyReport.objects.filter(round=self.main, unit=self.own_unit):
            factories.make_progress(report, model)
        return rows

    def registration(self, state: str, model_state: str, **fields) -> UnitRegistration:
        """That of a fresh unit, with one model."""
        row = factories.make_registration(
            self.file(self.main), state=state, title_sought="Xếp loại Tốt", **fields
        )
        factories.make_model(row, state=model_state)
        return row

    def summaries(self, round_: Round) -> dict[str, ConsolidatedReport]:
        """The board's reports of two quarters of a year that is over."""
        fixed = consolidation.start(round_, 3, by=self.head)
        return {
            "đang soạn": consolidation.start(round_, 2, by=self.head),
            "đã chốt": consolidation.fix(fixed, reference="11-BC/BDVHU", by=self.head),
        }

    def handover(self) -> Handover:
        """The editor of a unit has handed over to somebody new."""
        editor = factories.make_editor(factories.make_unit(self.organiser))
        return handovers.hand_over(
            editor.role_assignments.get(), factories.make_person(), on=timezone.localdate(),
            reason=REASON, by=self.people["quản trị"],
        )  # fmt: skip

    def organisation(self) -> dict[str, dict]:
        unit = factories.make_unit(self.organiser, name="Đảng bộ xã Sẽ sửa")
        closed = factories.make_person(Role.UNIT_EDITOR, unit)
        User.objects.filter(pk=closed.pk).update(is_active=False)
        return {
            PERSON: {
                "đang dùng": factories.make_person(Role.UNIT_EDITOR, unit),
                "đã khoá": User.objects.get(pk=closed.pk),
            },
            UNIT: {ALWAYS: unit},
            KIND: {ALWAYS: unit.kind},
            MESSAGE: {ALWAYS: self.people["người đứng đầu đơn vị"].notifications.first()},
            LETTERHEAD: {ALWAYS: self.organiser.letterheads.get()},
        }
