"""What follows units through the year, in every state, for the world of the access tests."""

import hashlib
import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image

from assessments.actions import findings, inspections
from assessments.actions.findings import Observation
from assessments.inspections import file_of
from assessments.models import Advice, Assessment, Inspection, NotebookEntry, NotebookPhoto, Round
from core.models import StoredDocument
from core.uploads import store_content_addressed
from organisation.models import Unit, User
from recognition.actions import notices
from recognition.documents.notices import NoticeDetails
from recognition.models import RegistrationNotice
from tests.factories import LONG_AGO

TEXT = "Danh sách hộ nghèo niêm yết chưa đủ 30 ngày."


def inspections_in_every_state(round_: Round, unit: Unit, by: User) -> dict[str, Inspection]:
    """A planned, a visited, a concluded and a cancelled one."""
    planned, visited, done, cancelled = (_planned(round_, unit, by) for _ in range(4))
    return {
        "đã có kế hoạch": planned,
        "đã làm việc": _visited(visited, by),
        "đã kết luận": _mended(inspections.conclude(
            _visited(done, by), reference="15-TB/BDVHU", concluded_on=timezone.localdate(),
            conclusion="Đơn vị làm tốt.", by=by,
        ), by),
        "đã huỷ": inspections.cancel(cancelled, reason="Đơn vị đang chống lũ.", by=by),
    }  # fmt: skip


def entry_with_photo(round_: Round, unit: Unit, by: User) -> NotebookEntry:
    """A promise with one picture."""
    today = timezone.localdate()
    entry = NotebookEntry.objects.create(
        round=round_, unit=unit, quarter=1, kind="promise", happened_on=today,
        due_on=today + timedelta(days=5), text="Hứa gửi đủ biên bản.", written_by=by, version=3,
    )  # fmt: skip
    NotebookPhoto.objects.create(entry=entry, document=picture(by))
    return entry


def notice(round_: Round, by: User) -> RegistrationNotice:
    """What the board has announced of the models that it has approved."""
    return notices.issue(round_, NoticeDetails(3, timezone.localdate()), by=by)


def picture(by: User) -> StoredDocument:
    """A small stored picture."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "#2f6d4a").save(content, "PNG")
    sha256 = hashlib.sha256(content.getvalue()).hexdigest()
    store_content_addressed(content, sha256)
    return StoredDocument.objects.create(
        sha256=sha256, size=len(content.getvalue()), kind="png", mime="image/png",
        name="duong-be-tong.png", created_by=by,
    )  # fmt: skip


def earlier_file(file: Assessment, by: User) -> Assessment:
    """The closed file of the unit's year before, written past the actions."""
    now = file.round
    round_, _is_new = Round.objects.get_or_create(
        organiser=now.organiser, year=now.year - 1,
        defaults={
            "title": "Năm trước", "state": "closed",
            **{name: getattr(now, name) for name in CALENDAR},
        },
    )  # fmt: skip
    return Assessment.objects.create(
        round=round_, unit=file.unit, unit_name=file.unit_name, state="closed",
        criteria_set=file.criteria_set, due_on=now.self_assessment_due,
        submitted_at=timezone.now(), submitted_by=by,
    )  # fmt: skip


def old_advice(file: Assessment, by: User, **fields) -> Advice:
    """Advice of the year before that the file answers; answered unless `fields` say otherwise."""
    values = {
        "text": TEXT, "given_by": by, "state": "reported", "answer": "Đã niêm yết lại đủ 30 ngày.",
        "answered_at": timezone.now(), "answered_by": by, "version": 3,
    }  # fmt: skip
    advice = Advice.objects.create(assessment=earlier_file(file, by), **values | fields)
    advice.evidence.set(file.evidence.filter(code="MC01"))
    return advice


def given_advice(file: Assessment, by: User) -> Advice:
    """Advice of the file's own appraisal."""
    return Advice.objects.create(assessment=file, text=TEXT, given_by=by, version=3)


def _planned(round_: Round, unit: Unit, by: User) -> Inspection:
    day = max(timezone.localdate() - timedelta(days=1), LONG_AGO)
    plan = inspections.Plan("inspection", "Quy chế dân chủ ở cơ sở", day, "Đoàn của Ban")
    return inspections.plan(round_, unit, plan, by=by)


def _visited(row: Inspection, by: User) -> Inspection:
    row = inspections.record_visit(
        row, visited_on=timezone.localdate(), minutes="Đã làm việc với Khối Dân vận.", by=by
    )
    due = timezone.localdate() + timedelta(days=20)
    seen = Observation(TEXT, is_shortcoming=True, remedy_due=due)
    findings.add_finding(row, seen, by=by)
    return row


def _mended(row: Inspection, by: User) -> Inspection:
    """With a picture beside what the unit says it did."""
    finding = row.findings.get()
    finding.evidence.create(
        assessment=file_of(row), code="MC90", title="Ảnh niêm yết", document=picture(by),
        added_by=by,
    )  # fmt: skip
    return row


CALENDAR = (
    "registration_due", "report_1_due", "report_2_due", "report_3_due", "report_4_due",
    "self_assessment_opens", "self_assessment_due", "appraisal_due",
)  # fmt: skip
