"""One district with every noun in every state, a second district, and everybody who could ask.

Names are those of the policy tables (policy/*.csv), so that a line of the table is a call here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

from assessments.actions import (
    appraisals,
    appraised_scores,
    consolidation,
    handovers,
    rounds,
    scores,
    settlements,
    submissions,
)
from assessments.actions.scores import Entry
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
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role
from recognition.actions import committee, decisions, proposals, revocations
from recognition.documents.decisions import IssueDetails
from recognition.models import Decision, Proposal, UnitRegistration
from tests import factories
from tests.access import evidence_rows, following_rows
from tests.assessments.appraisal_builders import (
    REASON,
    SMALL_FACTS,
    clear_vetoes,
    fresh,
    make_reports,
)
from tests.assessments.version_cases import later_version

FILE, ROUND, SET, PROPOSAL, DECISION, REPORT = (
    "hồ sơ", "đợt", "bộ tiêu chí", "tờ trình", "quyết định", "báo cáo",
)  # fmt: skip
INSPECTION, NOTE = "cuộc kiểm tra", "ghi chép"
PROGRESS = "tiến độ hồ sơ"  # how far a file is, for those who may not look into it yet
REGISTRATION, NOTICE = "bản đăng ký", "thông báo phê duyệt"
PERSON, UNIT, KIND, LETTERHEAD = "tài khoản", "đơn vị", "loại đơn vị", "thể thức"
MESSAGE, NOTHING = "thông báo", "không"
INDICATOR, MOVED_DAY = "chỉ tiêu", "ngày nghỉ bù"
SUMMARY, MINUTES = "báo cáo tổng hợp", "biên bản bàn giao"
ALWAYS = "mọi lúc"

GUEST, DISABLED, WITHOUT_ROLE = "khách", "tài khoản bị khoá", "không vai trò"
AT_UNIT = {"cán bộ": Role.UNIT_EDITOR, "người đứng đầu": Role.UNIT_HEAD}
AT_ORGANISER = {
    "chuyên viên": Role.OFFICER,
    "lãnh đạo Ban": Role.BOARD_HEAD,
    "cơ quan hiệp y": Role.CONTRIBUTOR,
    "uỷ viên BTV": Role.COMMITTEE_MEMBER,
    "người ký": Role.SIGNATORY,
    "văn phòng": Role.CLERK,
    "kiểm tra": Role.AUDITOR,
    "quản trị": Role.ADMINISTRATOR,
}
ELSEWHERE = "nơi khác"
ASSIGNED, NOT_ASSIGNED = "chuyên viên phụ trách", "chuyên viên"


@dataclass
class World:
    """Everything that the matrix asks about: people by name, things by noun and state."""

    organiser: Unit
    people: dict[str, User]
    things: dict[str, dict[str, object]]
    later_set: CriteriaSet  # a version of the set that the rounds use

    def thing(self, noun: str, state: str):
        """The row of a noun in a state; None where the address names no row."""
        return self.things.get(noun, {}).get(state)

    def states(self, noun: str) -> tuple[str, ...]:
        """Every state of a noun that matters; one for what has no states."""
        return tuple(self.things.get(noun, {ALWAYS: None}))


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
        self.people = _people(self.organiser, self.other_unit)
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
            REGISTRATION: self.registrations(),
            MINUTES: {ALWAYS: self.handover()},
        }
        things[NOTICE] = {ALWAYS: following_rows.notice(self.main, self.head)}
        things |= self.following()
        things[SUMMARY] = self.summaries(things[ROUND]["đã kết thúc"])
        things |= self.recognition(things[FILE])
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
            "quá hạn": _expire,
            "đã nộp": self.hand_in,
            "đã mở": self.look_through,
            "trả lại": self.send_back,
            "có kết quả": self.appraise,
            "đã phản hồi": self.answer,
            "đã chốt": self.settle,
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
            _give(self.people[f"{name} đơn vị"], role, unit)
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

    def hand_in(self, file: Assessment) -> None:
        """Filled in to the last criterion and submitted."""
        head = factories.make_head(file.unit)
        Assessment.objects.filter(pk=file.pk).update(registered_on=file.round.registration_due)
        for row in file.scores.select_related("criterion"):
            entry = Entry(SMALL_FACTS[row.criterion.code])
            scores.save(file.pk, row.criterion_id, lambda _, e=entry: e, version=None, by=head)
        submissions.submit(file, key=uuid4(), version=None, by=head)

    def open(self, file: Assessment) -> None:
        self.hand_in(file)
        appraisals.open_file(fresh(file), by=self.head)

    def send_back(self, file: Assessment) -> None:
        self.open(file)
        asked = [file.scores.first().criterion_id]
        appraisals.send_back(fresh(file), reason=REASON, criteria=asked, by=self.head)

    def look_through(self, file: Assessment) -> None:
        """Opened, and everything in it decided."""
        self.open(file)
        clear_vetoes(fresh(file), self.head)
        appraised_scores.accept_rest(fresh(file), by=self.head)

    def appraise(self, file: Assessment) -> None:
        self.look_through(file)
        appraisals.finish(fresh(file), by=self.head)

    def answer(self, file: Assessment) -> None:
        self.appraise(file)
        by = file.submissions.first().submitted_by
        settlements.give_feedback(fresh(file), is_agreed=True, by=by)

    def settle(self, file: Assessment) -> None:
        self.answer(file)
        settlements.settle(fresh(file), by=self.head)

    def settled(self, round_: Round) -> Assessment:
        """A settled file in a round of its own."""
        file = self.file(round_)
        self.settle(file)
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

    def recognition(self, files: dict[str, Assessment]) -> dict[str, dict]:
        """Proposals and decisions in every state; adds the files that they concern."""
        found: dict[str, dict] = {PROPOSAL: {}, DECISION: {}}
        drawn_up = self.drawn_up()
        found[PROPOSAL]["đang lập"] = drawn_up
        submitted = proposals.submit(self.drawn_up(), by=self.head)
        found[PROPOSAL]["đã trình"] = submitted
        files["đã trình"] = submitted.items.first().assessment
        found[PROPOSAL]["đã có ý kiến"] = self.spoken_on()
        decided = self.decided()
        found[PROPOSAL]["đã kết luận"] = decided
        found[DECISION]["dự thảo"] = decided.decisions.get()
        in_force = self.issued(1)
        found[DECISION]["có hiệu lực"] = in_force
        files["được công nhận"] = in_force.entries.first().assessment
        files["không được công nhận"] = (
            in_force.proposal.items.exclude(outcome="approved").first().assessment
        )
        found[DECISION]["đã thu hồi"] = revocations.revoke(
            self.issued(2), reason=REASON, by=self.clerk
        )
        return found

    def drawn_up(self) -> Proposal:
        """A draft proposal of two units, in a year of its own."""
        round_ = self.round("start_appraising")
        self.settled(round_)
        self.settled(round_)
        proposal = proposals.draw_up(round_, by=self.head)
        return proposals.edit_reference(
            proposal, reference="12-TTr/BDVHU", minutes_reference="Biên bản số 03-BB/BDVHU",
            dated_on=timezone.localdate() - timedelta(days=3), by=self.head,
        )  # fmt: skip

    def spoken_on(self) -> Proposal:
        """The committee agrees to one unit and refuses the other."""
        proposal = proposals.submit(self.drawn_up(), by=self.head)
        agreed, refused = proposal.items.all()
        committee.decide_item(agreed, outcome="approved", by=self.member)
        committee.decide_item(refused, outcome="refused", note=REASON, by=self.member)
        return proposal

    def decided(self) -> Proposal:
        """A concluded proposal; the draft of the decision follows from it."""
        return committee.conclude(self.spoken_on(), by=self.member)

    def issued(self, number: int) -> Decision:
        details = IssueDetails(**issue_details(number))
        return decisions.issue(self.decided().decisions.get(), details, by=self.clerk)

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


def issue_details(number: int) -> dict:
    """What a clerk enters to issue a decision."""
    return {
        "number": number, "term": "2025 - 2030", "issued_on": timezone.localdate(),
        "grounds": ["Căn cứ Điều lệ Đảng Cộng sản Việt Nam"],
        "duties": ["Các đơn vị duy trì kết quả.", "Văn phòng thi hành Quyết định này."],
        "recipients": ["Như Điều 3", "Lưu Văn phòng Huyện uỷ"],
    }  # fmt: skip


def _people(organiser: Unit, other_unit: Unit) -> dict[str, User]:
    """Everybody by the name that the policy gives them; the guest has no account."""
    elsewhere = factories.make_district("Huyện uỷ Tân Yên")
    unit_elsewhere = factories.make_unit(elsewhere, name="Đảng bộ xã Nơi khác")
    people = {}
    for name, role in AT_UNIT.items():
        people[f"{name} đơn vị"] = factories.make_person()
        people[f"{name} đơn vị khác"] = factories.make_person(role, other_unit)
        people[f"{name} {ELSEWHERE}"] = factories.make_person(role, unit_elsewhere)
    for name, role in AT_ORGANISER.items():
        people[name] = factories.make_person(role, organiser)
        people[f"{name} {ELSEWHERE}"] = factories.make_person(role, elsewhere)
    people[ASSIGNED] = factories.make_officer(organiser)
    people[WITHOUT_ROLE] = factories.make_person()
    people[DISABLED] = factories.make_board_head(organiser)
    people[DISABLED].is_active = False
    people[DISABLED].save(update_fields=["is_active"])
    return people


def _give(person: User, role: str, unit: Unit) -> None:
    RoleAssignment.objects.create(user=person, unit=unit, role=role, valid_from=factories.LONG_AGO)


def _expire(file: Assessment) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assessment.objects.filter(pk=file.pk).update(due_on=yesterday)
