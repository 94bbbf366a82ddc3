"""People and things for tests; made through our own actions where an action exists."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.conf import settings
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import (
    Appraisal,
    AppraisedScore,
    Assessment,
    Indicator,
    QuarterlyReport,
    Round,
    VetoFinding,
)
from criteria.actions import contents, lifecycle
from criteria.models import CriteriaSet
from criteria.set_documents import definition_from
from organisation.models import Letterhead, RoleAssignment, Unit, UnitKind, User
from organisation.roles import Role
from recognition.judgements import judgement_of
from recognition.models import CategoryName, ModelProgress, ModelRegistration, UnitRegistration

PASSWORD = "mat-khau-kiem-thu-1"
_number = count(1)
LONG_AGO = date(2020, 1, 1)


def make_kind(code: str = "commune") -> UnitKind:
    """A kind of unit; "commune" and "agency" are those of the two criteria sets."""
    names = {
        "commune": "Xã, thị trấn",
        "agency": "Cơ quan",
        "district": "Huyện",
        "body": "Ban, ngành",
    }
    return UnitKind.objects.get_or_create(
        code=code,
        defaults={"name": names.get(code, code), "is_assessed": code not in {"district", "body"}},
    )[0]


def make_district(name: str = "Huyện uỷ Yên Thế") -> Unit:
    """An organising unit."""
    return Unit.objects.create(
        kind=make_kind("district"), name=name, short_name=name, valid_from=LONG_AGO
    )


def make_unit(parent: Unit, kind: str = "commune", name: str = "") -> Unit:
    """A unit under `parent`."""
    name = name or f"Đảng bộ xã Số {next(_number)}"
    return Unit.objects.create(
        kind=make_kind(kind), name=name, short_name=name.removeprefix("Đảng bộ xã "),
        parent=parent, valid_from=LONG_AGO,
    )  # fmt: skip


def make_person(role: str | None = None, unit: Unit | None = None, name: str = "") -> User:
    """An active person, holding `role` at `unit` when given."""
    number = next(_number)
    user = User.objects.create_user(
        f"nguoi{number}", PASSWORD, full_name=name or f"Nguyễn Văn {number}",
        email=f"nguoi{number}@example.org",
    )  # fmt: skip
    if role:
        RoleAssignment.objects.create(user=user, unit=unit, role=role, valid_from=LONG_AGO)
    return user


def make_editor(unit: Unit) -> User:
    """Cán bộ Khối Dân vận of the unit."""
    return make_person(Role.UNIT_EDITOR, unit)


def make_head(unit: Unit) -> User:
    """Bí thư of the unit: may hand in."""
    return make_person(Role.UNIT_HEAD, unit)


def make_officer(organiser: Unit) -> User:
    """Chuyên viên of the board; assign to a unit with rounds.assign_officer."""
    return make_person(Role.OFFICER, organiser)


def make_board_head(organiser: Unit) -> User:
    """Trưởng ban of the board."""
    return make_person(Role.BOARD_HEAD, organiser)


def make_letterhead(unit: Unit, **fields) -> Letterhead:
    """The Party letterhead of an organiser."""
    values = {
        "format": "hd05", "parent_line": "ĐẢNG BỘ TỈNH BẮC GIANG",
        "issuer_line": "HUYỆN UỶ YÊN THẾ", "symbol": "HU", "place": "Yên Thế",
        "author": "Ban Thường vụ Huyện uỷ", "authority_line": "T/M BAN THƯỜNG VỤ",
        "signatory_title": "BÍ THƯ", "signatory_name": "Nguyễn Văn Mẫu",
        "archive_line": "Lưu Văn phòng Huyện uỷ", "valid_from": LONG_AGO,
    }  # fmt: skip
    return Letterhead.objects.create(unit=unit, **{**values, **fields})


def make_report(
    round_: Round, unit: Unit, quarter: int, *, sent_at=None, by: User | None = None, **fields
) -> QuarterlyReport:
    """A quarterly report: handed in at `sent_at` when given, a draft otherwise."""
    values = {"due_on": round_.report_due_dates[quarter], "unit_name": unit.name}
    if sent_at:
        sender = by or make_editor(unit)
        values |= {"state": "submitted", "first_submitted_at": sent_at, "submitted_at": sent_at,
                   "submitted_by": sender, "officer_comment": "Báo cáo đã đọc."}  # fmt: skip
    return QuarterlyReport.objects.create(
        round=round_, unit=unit, quarter=quarter, **values | fields
    )


def make_indicator(organiser: Unit, code: str = "doi-thoai", **fields) -> Indicator:
    """A figure that the organiser's units report; a flow without decimals by default."""
    values = {"name": "Số cuộc đối thoại với Nhân dân", "unit_label": "cuộc"}
    return Indicator.objects.create(organiser=organiser, code=code, **values | fields)


def make_registration(assessment: Assessment, **fields) -> UnitRegistration:
    """The unit registration of the file's unit and round; a draft unless `state` says more."""
    values = {"due_on": assessment.round.registration_due}
    if fields.get("state", "draft") != "draft":
        now = timezone.now()
        values |= {"first_submitted_at": now, "submitted_at": now,
                   "submitted_by": make_head(assessment.unit)}  # fmt: skip
    return UnitRegistration.objects.get_or_create(
        round=assessment.round, unit=assessment.unit, defaults=values | fields
    )[0]


def make_model(registration: UnitRegistration, name: str = "", **fields) -> ModelRegistration:
    """A registered model with one target of 40 households."""
    values = {"field": "economy", "owner": "collective", "level": "commune"}
    row = ModelRegistration.objects.create(
        registration=registration, round=registration.round, unit=registration.unit,
        name=name or f"Mô hình {next(_number)}", **values | fields,
    )  # fmt: skip
    row.targets.create(text="Số hộ tham gia", figure=Decimal(40), unit_label="hộ")
    return row


def make_category_name(**fields) -> CategoryName:
    """The district's level called otherwise from July 2026."""
    values = {"kind": "level", "code": "district", "name": "Cấp khu vực",
              "valid_from": date(2026, 7, 1), "note": "Nghị quyết số 60-NQ/TW"}  # fmt: skip
    return CategoryName.objects.create(**values | fields)


def make_progress(report: QuarterlyReport, model: ModelRegistration, **fields) -> ModelProgress:
    """How far a model has come by a report: on track, half of each target."""
    values = {"state": "on_track", "text": "Đang làm đúng kế hoạch."}
    row = ModelProgress.objects.create(report=report, model_registration=model, **values | fields)
    for target in model.targets.all():
        row.figures.create(target=target, value=target.figure / 2)
    return row


def set_document(kind: str = "commune") -> dict:
    """The complete fixture document of the "commune" or "agency" set."""
    name = {"commune": "xa_thi_tran", "agency": "co_quan"}[kind]
    path = settings.BASE_DIR / "fixtures" / f"criteria_{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def small_document(kind: str = "commune") -> dict:
    """A set of 100 points with four criteria: ratio bands, yes/no, count, may-not-arise choice."""
    document = set_document(kind) | {"title": f"Bộ tiêu chí nhỏ {next(_number)}"}
    document["groups"] = [
        _group("I", [
            _criterion("I.1", 40, "bands", {
                "of": "share", "numerator": "Hồ sơ đúng hạn", "denominator": "Tổng số hồ sơ",
                "bands": [
                    {"from": "98", "points": "40"}, {"from": "90", "below": "98", "points": "30"},
                    {"below": "90", "points": "0"},
                ],
            }),
            _criterion("I.2", 20, "yes_no", {"question": "Có kế hoạch"}),
        ]),
        _group("II", [
            _criterion("II.1", 20, "count", {"items": [
                {"name": "meetings", "label": "Số cuộc đối thoại", "points_each": "10"}]}),
            _criterion("II.2", 20, "yes_no", {"question": "Có hội nghị"}, may_not_arise=True),
        ]),
    ]  # fmt: skip
    return document


def make_published_set(
    organiser: Unit, kind: str = "commune", *, complete: bool = False
) -> CriteriaSet:
    """A published set: small by default, the fixture's 36 or 32 criteria when `complete`."""
    author = make_board_head(organiser)
    document = set_document(kind) if complete else small_document(kind)
    return lifecycle.publish(make_draft_set(organiser, document, by=author), by=author)


def make_draft_set(
    organiser: Unit, document: dict | None = None, *, by: User | None = None
) -> CriteriaSet:
    """A draft with the content of the document, the small set's by default."""
    document = document or small_document()
    make_kind(document["unit_kind"])
    author = by or make_board_head(organiser)
    return contents.create(definition_from(document), organiser=organiser, by=author)


def calendar(today: date | None = None) -> dict:
    """A calendar in which self-assessment is open today."""
    today = today or timezone.localdate()
    return {
        "registration_due": today.replace(month=3, day=15), "report_1_due": date(today.year, 3, 31),
        "report_2_due": date(today.year, 6, 30), "report_3_due": date(today.year, 9, 30),
        "report_4_due": date(today.year, 12, 20),
        "self_assessment_opens": today - timedelta(days=10),
        "self_assessment_due": today + timedelta(days=10),
        "appraisal_due": today + timedelta(days=40),
    }  # fmt: skip


def make_round(organiser: Unit, *sets: CriteriaSet, **dates) -> Round:
    """A planned round with the given published sets."""
    by = make_board_head(organiser)
    return rounds.plan_round(
        organiser, year=dates.pop("year", timezone.localdate().year), title="Đợt chấm điểm",
        calendar=calendar() | dates, criteria_sets=list(sets), by=by,
    )  # fmt: skip


def make_assessment(
    organiser: Unit | None = None, *, complete: bool = False, **dates
) -> Assessment:
    """A draft sheet of a fresh commune in an open round."""
    organiser = organiser or make_district()
    unit = make_unit(organiser)
    round_ = make_round(organiser, make_published_set(organiser, complete=complete), **dates)
    rounds.open_round(round_, by=make_board_head(organiser))
    return Assessment.objects.with_context().get(unit=unit, round=round_)


def make_settled_assessment(
    organiser: Unit, *, points: str = "92", veto: bool = False, name: str = "", officer=None
) -> Assessment:
    """A settled file of a fresh commune in the organiser's round; rows are written directly.

    Every criterion has the same share of its maximum, together `points`; `veto`: the first
    declared veto of the set is found. `officer`: who appraised (a fresh one by default).
    """
    round_ = Round.objects.filter(organiser=organiser).first() or make_open_round(organiser)
    assessment = rounds.start_assessment(
        round_, make_unit(organiser, name=name), round_.criteria_sets.get().criteria_set
    )
    _write_appraisal(assessment, Decimal(points), veto, officer or make_officer(organiser))
    now, head = timezone.now(), make_head(assessment.unit)
    judged = judgement_of(assessment).outcome
    Assessment.objects.filter(pk=assessment.pk).update(
        state="settled", submitted_at=now, submitted_by=head, settled_at=now,
        settled_by=make_board_head(organiser), appraised_total=Decimal(points),
        appraised_class=judged.class_name,
    )  # fmt: skip
    return Assessment.objects.with_context().get(pk=assessment.pk)


def make_open_round(organiser: Unit) -> Round:
    """An open round with the small set for communes."""
    round_ = make_round(organiser, make_published_set(organiser))
    return rounds.open_round(round_, by=make_board_head(organiser))


def _write_appraisal(assessment: Assessment, points: Decimal, veto: bool, officer: User) -> None:
    now = timezone.now()
    appraisal = Appraisal.objects.create(
        assessment=assessment, started_at=now, started_by=officer,
        finished_at=now, finished_by=officer,
    )  # fmt: skip
    left = points
    rows = list(assessment.scores.all())
    for row in rows:
        share = (points * row.max_points / 100).quantize(Decimal("0.01"))
        given = left if row is rows[-1] else share
        left -= given
        AppraisedScore.objects.create(
            appraisal=appraisal, criterion=row.criterion, max_points=row.max_points,
            self_points=given, points=given, decided_at=now, decided_by=officer,
        )  # fmt: skip
    for position, found in enumerate(assessment.criteria_set.vetoes.all()):
        is_found = veto and position == 0
        VetoFinding.objects.create(
            appraisal=appraisal, veto=found, found=is_found, decided_at=now, decided_by=officer,
            note="Có kết luận của Uỷ ban kiểm tra" if is_found else "",
        )  # fmt: skip


def make_committee_member(organiser: Unit) -> User:
    """Uỷ viên Ban Thường vụ."""
    return make_person(Role.COMMITTEE_MEMBER, organiser)


def make_clerk(organiser: Unit) -> User:
    """Văn phòng cấp uỷ."""
    return make_person(Role.CLERK, organiser)


def _group(code: str, criteria: list[dict]) -> dict:
    points = sum(int(c["max_points"]) for c in criteria)
    return {"code": code, "title": f"Nhóm {code}", "max_points": str(points),
            "minimum_share": "0.5", "criteria": criteria}  # fmt: skip


def _criterion(code: str, points: int, method: str, parameters: dict, **fields) -> dict:
    part = {"key": "p1", "label": "Nội dung", "method": method, "max_points": str(points),
            "parameters": parameters}  # fmt: skip
    return {"code": code, "title": f"Tiêu chí {code}", "max_points": str(points),
            "evidence_required": False, "parts": [part], **fields}  # fmt: skip
