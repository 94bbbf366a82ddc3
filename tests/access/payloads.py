"""What a browser sends with each POST: real entries, so that only the policy can refuse them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from assessments.calendars import proposed_calendar
from assessments.forms.deadlines import DeadlinesForm
from assessments.forms.evidence import EvidenceDetailsForm
from assessments.forms.indicators import IndicatorForm
from assessments.forms.rounds import RoundPlanForm
from assessments.models import Appraisal, Assessment
from assessments.presenters.assignment import AssignmentSheet
from assessments.reporting.entries import mark, words_entry
from criteria.actions import editing
from criteria.definitions import as_part, definition_of
from criteria.forms.criterion import CriterionForm
from criteria.forms.information import InformationForm
from criteria.forms.items import GroupForm
from criteria.forms.rules.reading import RuleForm
from criteria.set_documents import fingerprint
from organisation.forms.letterheads import LetterheadForm
from organisation.forms.people import PersonForm
from organisation.forms.units import UnitForm, UnitKindForm
from recognition.models import Proposal
from tests import factories
from tests.access.recognition_rows import issue_details
from tests.access.world import ALWAYS, ASSIGNED, REGISTRATION, SET, World

REASON = "Lý do đủ dài để được chấp nhận."
DAY = "%d/%m/%Y"


def body_for(route: str, row: Any, world: World) -> dict[str, Any]:
    """The form of a route for a row; empty where a button is all there is."""
    build = BODIES.get(route)
    sent = build(row, world) if build else {}
    version = getattr(row, "version", None)
    moved = {} if version is None else {"version": version}
    return {"csrfmiddlewaretoken": "any", **moved, **sent}


def _later(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).strftime(DAY)


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """What the browser sends back of a form as it is shown."""
    shown = {b.html_name: b.field.widget.format_value(b.value()) for b in form}
    return {name: value for name, value in shown.items() if value not in (None, [])}


def _score(file: Assessment, _world: World) -> dict[str, Any]:
    row = file.scores.first()
    return {"version": row.version, "p1.numerator": "91", "p1.denominator": "100",
            "explanation": "Theo sổ theo dõi."}  # fmt: skip


def _appraised(file: Assessment, _world: World) -> dict[str, Any]:
    appraisal = Appraisal.objects.filter(assessment=file).first()
    row = appraisal.scores.first() if appraisal else None
    return {"version": row.version if row else 1, "p1.numerator": "91", "p1.denominator": "100",
            "reason": REASON}  # fmt: skip


def _evidence(file: Assessment, _world: World) -> dict[str, Any]:
    form = EvidenceDetailsForm(evidence=file.evidence.get(code="MC01"))
    return {**filled(form), "title": "Kế hoạch đã sửa"}


def _plan(_row: Any, world: World) -> dict[str, Any]:
    year = timezone.localdate().year + 2
    return filled(RoundPlanForm(organiser=world.organiser, year=year))


def _outcomes_of_round(_row: Any, world: World) -> dict[str, Any]:
    waiting = world.thing(REGISTRATION, "đã duyệt").model_registrations.get(level="district")
    return {"number": "12-QĐ/HU", "decided_on": _later(0), f"outcome-{waiting.pk}": "yes"}


def _changed_plan(round_: Any, _world: World) -> dict[str, Any]:
    form = RoundPlanForm(organiser=round_.organiser, year=round_.year, round_=round_)
    calendar = proposed_calendar(round_.year)
    dates = {name: form[name].field.prepare_value(value) for name, value in calendar.items()}
    return {**filled(form), **dates, "title": "Chấm điểm, kế hoạch đã sửa"}


def _extended_step(round_: Any, _world: World) -> dict[str, Any]:
    file = round_.assessments.filter(state="draft").first()
    unit = file.unit_id if file else ""
    return {"unit": unit, "step": "self_assessment", "due_on": _later(25), "reason": REASON}


def _moved_deadlines(round_: Any, _world: World) -> dict[str, Any]:
    form = DeadlinesForm(round_=round_)
    return {**filled(form), "self_assessment_due": _later(25), "reason": REASON}


def _indicator(row: Any, world: World) -> dict[str, Any]:
    form = IndicatorForm(organiser=world.organiser, row=row)
    return {**filled(form), "name": "Số cuộc đối thoại đã tổ chức"}


def _new_indicator(_row: Any, world: World) -> dict[str, Any]:
    form = IndicatorForm(organiser=world.organiser)
    return {**filled(form), "name": "Diện tích đất hiến", "unit_label": "m²"}


def _assign(round_: Any, world: World) -> dict[str, Any]:
    first = AssignmentSheet(round_).lines[0]
    return {first.officer_name: world.people["chuyên viên"].pk}


def _reminder(round_: Any, _world: World) -> dict[str, Any]:
    units = list(round_.assessments.values_list("unit", flat=True))
    return {"step": "registration", "unit": units, "text": REASON, "key": str(uuid4())}


def _move_version(round_: Any, world: World) -> dict[str, Any]:
    files = round_.assessments.filter(state="draft", criteria_set=world.thing(SET, "đã ban hành"))
    return {"ban-moi": world.later_set.pk, "cach": "keep", "for_later": "on", "reason": REASON,
            "file": list(files.values_list("pk", flat=True))}  # fmt: skip


def _approve_rest(proposal: Proposal, _world: World) -> dict[str, Any]:
    return {"item": [item.pk for item in proposal.items.all() if not item.outcome]}


def _issue(_row: Any, _world: World) -> dict[str, Any]:
    details = issue_details(77)
    lines = {name: "\n".join(details[name]) for name in ("grounds", "duties", "recipients")}
    day = details["issued_on"].strftime(DAY)
    return {**details, **lines, "issued_on": day, "confirmed": "1"}


def _new_unit(_row: Any, world: World) -> dict[str, Any]:
    kind = world.thing("loại đơn vị", ALWAYS)
    return {"name": "Đảng bộ xã Mới lập", "short_name": "Mới lập", "kind": kind.pk,
            "parent": world.organiser.pk, "valid_from": _later(0)}  # fmt: skip


def _merge(_unit: Any, world: World) -> dict[str, Any]:
    into = world.people["cán bộ đơn vị khác"].role_assignments.get().unit
    return {"into": into.pk, "on": _later(30), "reason": REASON, "confirmed": "1"}


def _criteria_table(_row: Any, world: World) -> dict[str, Any]:
    kind = world.thing("loại đơn vị", ALWAYS)
    return {"title": "Bộ tiêu chí từ bảng", "unit_kind": kind.pk, "year": timezone.localdate().year,
            "pasted": "TT\tNội dung\tĐiểm\n1\tCó kế hoạch\t100"}  # fmt: skip


def _handover(_row: Any, world: World) -> dict[str, Any]:
    held = world.people["người đứng đầu đơn vị khác"].role_assignments.get()
    taker = world.people["không vai trò"]
    return {"unit": held.unit_id, "assignment": held.pk, "to_person": taker.pk,
            "on": _later(0), "reason": REASON}  # fmt: skip


def _role(_person: Any, world: World) -> dict[str, Any]:
    return {"role": "officer", "unit": world.organiser.pk}


def _letterhead(row: Any, world: World) -> dict[str, Any]:
    stored = world.thing("thể thức", ALWAYS)
    shown = filled(LetterheadForm(instance=stored))
    changed = {"place": "Phồn Xương"}
    if row is None:
        shown.pop("seen", None)
        changed |= {"unit": world.thing("đơn vị", ALWAYS).pk}
    return {**shown, **changed}


def _information(draft: Any, _world: World) -> dict[str, Any]:
    return filled(InformationForm(row=draft)) | {"title": "Bộ tiêu chí đổi tên"}


def _group(draft: Any, _world: World) -> dict[str, Any]:
    form = GroupForm(criteria_set=draft, row=draft.groups.first())
    return filled(form) | {"title": "Nhóm đổi tên"}


def _new_set(_row: Any, _world: World) -> dict[str, Any]:
    kind = factories.make_kind("commune")
    return {"title": "Bộ tiêu chí mới", "unit_kind": kind.pk, "year": "2027"}


def _deleted(draft: Any, _world: World) -> dict[str, Any]:
    event = editing.deletions(draft).first()
    return {"event": event.sequence if event else 1}


def _criterion_texts(criteria_set: Any, _world: World) -> dict[str, Any]:
    row = criteria_set.groups.first().criteria.first()
    return {**filled(CriterionForm(row, [])), "version": row.version, "title": "Tên đã sửa"}


def _part(criteria_set: Any, _world: World) -> dict[str, Any]:
    row = criteria_set.groups.first().criteria.first().parts.first()
    shown = RuleForm(as_part(row)).flat
    return {**shown, "version": row.version, "label": "Tên đã sửa", "shape": "count", "draw": "add"}


def _publish(draft: Any, _world: World) -> dict[str, Any]:
    return {"kind": "Hướng dẫn", "number": "05-HD/BDVHU", "date": _later(0),
            "issuer": "Ban Dân vận Huyện uỷ", "revision": draft.revision,
            "seen": fingerprint(definition_of(draft))}  # fmt: skip


def _inspected_unit(round_: Any, world: World) -> int:
    """A unit that the assigned officer follows in the round, if there is one."""
    assigned = round_.officer_assignments.filter(officer=world.people[ASSIGNED]).first()
    other = assigned or round_.assessments.first()
    return other.unit_id if other else 1


def _version_of(rows: Any) -> dict[str, Any]:
    first = rows.first()
    return {"version": first.version if first else 1}


Build = Callable[[Any, World], dict[str, Any]]


def _same(**body: Any) -> Build:
    return lambda _row, _world: body


WITH_REASON = _same(reason=REASON)
A_MODEL = {"name": "Thắp sáng đường quê", "field": "society", "owner": "collective",
           "level": "commune", "targets-0-text": "Số hộ", "targets-0-figure": "40",
           "targets-0-unit_label": "hộ"}  # fmt: skip
BODIES: dict[str, Build] = {
    "organisation:login": _same(username="khong-co", password=factories.PASSWORD),
    "organisation:password-change": _same(
        old_password=factories.PASSWORD, new_password1="mat-khau-moi-rat-dai",
        new_password2="mat-khau-moi-rat-dai",
    ),
    "organisation:password-reset": _same(email="khong@example.org"),
    "organisation:unit-create": _new_unit,
    "organisation:unit-edit": lambda unit, _world: (
        filled(UnitForm(instance=unit)) | {"name": "Đảng bộ xã Đổi tên"}
    ),
    "organisation:unit-merge": _merge,
    "organisation:kind-create": _same(name="Loại mới", position="9"),
    "organisation:kind-edit": lambda kind, _world: (
        filled(UnitKindForm(instance=kind)) | {"name": "Xã, phường, đặc khu"}
    ),
    "organisation:person-create": _same(full_name="Hoàng Thị Mới", username="moi.hoang"),
    "organisation:person-edit": lambda person, _world: (
        filled(PersonForm(instance=person)) | {"full_name": "Hoàng Thị Đổi Tên"}
    ),
    "organisation:person-disable": WITH_REASON,
    "organisation:role-assign": _role,
    "organisation:letterhead-create": _letterhead,
    "organisation:letterhead-edit": _letterhead,
    "criteria:copy": lambda set_, _world: {
        "muc_dich": "nam-sau", "title": "Bộ của năm sau", "year": set_.year + 1,
    },
    "criteria:new": _new_set,
    "criteria:library-sample": _same(title="Bộ lập từ mẫu", unit_kind="commune", year="2027"),
    "criteria:delete": lambda draft, _world: {"version": draft.revision},
    "criteria:edit-information": _information,
    "criteria:restore": _deleted,
    "criteria:item-add": _same(code="IX", title="Nhóm mới", max_points="5", minimum_share="50 %"),
    "criteria:item-edit": _group,
    "criteria:item-move": _same(to="down"),
    "criteria:item-delete": lambda draft, _world: {"version": draft.groups.first().version},
    "criteria:edit-criterion": _criterion_texts,
    "criteria:part-add": _same(shape="count"),
    "criteria:part-save": _part,
    "criteria:part-rows": _part,
    "criteria:try-out": _part,
    "criteria:part-method": _part,
    "criteria:publish": _publish,
    "criteria:import-table": _criteria_table,
    "assessments:round-plan": _plan,
    "assessments:round-change": _changed_plan,
    "assessments:round-extend": _extended_step,
    "assessments:round-deadlines": _moved_deadlines,
    "assessments:indicator-add": _new_indicator,
    "assessments:indicator-change": _indicator,
    "assessments:indicator-move": lambda row, _world: {"to": "down" if row.is_asked else "up"},
    "recognition:categories": _same(
        category="level:province", name="Cấp trên", valid_from="01/07/2026", note="Văn bản 01"
    ),
    "assessments:moved-days": _same(day=_later(3), kind="off", note="Theo Thông báo số 01/TB-BNV"),
    "assessments:round-assign": _assign,
    "assessments:move-version": _move_version,
    "assessments:score-save": _score,
    "assessments:consolidation-edit": _same(opening="Lời mới."),
    "assessments:consolidation-fix": _same(reference="12-BC/BDVHU"),
    "assessments:handover-make": _handover,
    "assessments:submit": lambda _file, _world: {"key": str(uuid4())},
    "assessments:call": _same(note="Hẹn gửi trong tuần"),
    "assessments:remind": _reminder,
    "assessments:report-save": lambda report, _world: {
        "version": mark(words_entry(report, "summary")), "text": "Đánh giá đã sửa.",
    },
    "assessments:report-submit": lambda _report, _world: {"key": str(uuid4())},
    "assessments:report-return": WITH_REASON,
    "assessments:report-reopen": WITH_REASON,
    "assessments:report-evidence-add": _same(url="https://example.org/moi", title="Bài viết"),
    "assessments:mandates": lambda _file, world: {
        "person": world.people["chuyên viên"].pk, "reason": REASON,
    },
    "assessments:evidence-add": _same(url="https://example.org/bai-viet", title="Bài viết"),
    "assessments:evidence-change": _evidence,
    "assessments:evidence-use": lambda file, _world: {"tieu_chi": file.scores.first().criterion_id},
    "assessments:inspection-plan": lambda round_, world: {
        "unit": _inspected_unit(round_, world), "kind": "supervision",
        "subject": "Công tác tiếp dân", "team": "Ban Dân vận", "planned_on": _later(0),
    },
    "assessments:inspection-change": _same(
        kind="supervision", subject="Công tác tiếp dân", team="", planned_on=_later(0)
    ),
    "assessments:inspection-visit": _same(visited_on=_later(0), minutes="Làm việc cả ngày."),
    "assessments:inspection-conclude": _same(
        reference="16-TB/BDVHU", concluded_on=_later(0), conclusion="Đơn vị làm tốt."
    ),
    "assessments:inspection-cancel": WITH_REASON,
    "assessments:finding-add": _same(kind="shortcoming", text=REASON, remedy_due=_later(9)),
    "assessments:finding-change": lambda row, _world: {
        "kind": "praise", "text": REASON, **_version_of(row.findings),
    },
    "assessments:finding-remove": lambda row, _world: _version_of(row.findings),
    "assessments:remedy-report": lambda row, _world: {
        "remedy": REASON, **_version_of(row.findings),
    },
    "assessments:remedy-confirm": lambda row, _world: {
        "verdict": "partly", "note": REASON, **_version_of(row.findings),
    },
    "assessments:notebook": _same(
        kind="note", text="Đã gặp đồng chí Bí thư.", happened_on=_later(0), quarter="1", due_on=""
    ),
    "assessments:notebook-change": _same(
        kind="promise", text="Hứa gửi lại.", happened_on=_later(0), quarter="1", due_on=""
    ),
    "assessments:notebook-tick": _same(done="1"),
    "assessments:advice": _same(text="Niêm yết đủ thời gian quy định."),
    "assessments:advice-change": lambda file, _world: {"text": REASON, **_version_of(file.advice)},
    "assessments:advice-withdraw": lambda file, _world: _version_of(file.advice),
    "assessments:advice-answer": _same(text=REASON, version=3),
    "assessments:advice-judge": _same(verdict="partly", note=REASON, version=3),
    "assessments:send-back": _same(scope="whole", reason=REASON, due_on=_later(20)),
    "assessments:appraised-save": _appraised,
    "assessments:veto-save": _same(found="no", note=REASON),
    "assessments:feedback": _same(answer="agree", text=""),
    "assessments:reconsider": WITH_REASON,
    "assessments:settle": _same(note=REASON),
    "assessments:reopen": WITH_REASON,
    "recognition:registration-edit": _same(title_sought="Xếp loại Tốt", pledge="Làm đến nơi."),
    "recognition:registration-carry": _same(all="1"),
    "recognition:registration-comment": _same(comment="Danh mục sát với địa bàn."),
    "recognition:registration-approve": lambda row, _world: {
        f"model-{model.pk}": "approve" for model in row.model_registrations.all()
    },
    "recognition:notice-issue": _same(number="7", day=_later(0)),
    "recognition:registration-return": WITH_REASON,
    "recognition:registration-reopen": WITH_REASON,
    "recognition:outcomes-round": _outcomes_of_round,
    "recognition:outcomes": lambda row, _world: {
        "number": "12-QĐ/ĐU", "decided_on": _later(0),
        **{f"outcome-{model.pk}": "yes" for model in row.model_registrations.all()},
    },
    "recognition:model-stop": WITH_REASON,
    "recognition:model-take-up": WITH_REASON,
    "recognition:model-correct": WITH_REASON,
    "recognition:model-add": _same(**A_MODEL),
    "recognition:model-edit": _same(**A_MODEL),
    "recognition:progress-save": lambda report, _world: {
        "version": report.model_progress.get().version, "state": "behind", "text": "Chậm do mưa.",
    },
    "recognition:proposal-edit": _same(reference="13-TTr/BDVHU", dated_on=_later(0)),
    "recognition:item": _same(outcome="approved", note=REASON),
    "recognition:approve-rest": _approve_rest,
    "recognition:issue": _issue,
    "recognition:issue-preview": _issue,
    "recognition:issue-reading": _issue,
    "recognition:revoke": _same(scope="whole", reason=REASON),
}  # fmt: skip
