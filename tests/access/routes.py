"""Every address of the program from Django's own resolver, and how to fill its parameters."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessments.advices import advice_due
from assessments.models import Assessment, Evidence, Inspection, QuarterlyReport, Round
from recognition.models import Decision, ModelRegistration, Proposal, UnitRegistration
from tests.access.world import ASSIGNED, FILE, NOTHING, REPORT, World


def all_routes() -> dict[str, URLPattern]:
    """Full name → pattern; an address without a name is listed by its pattern."""
    return dict(_walk(get_resolver(), ""))


def parameters(route: str) -> frozenset[str]:
    """Names of the parameters in the address."""
    return frozenset(_patterns()[route])


def address(route: str, noun: str, row: Any, world: World) -> str:
    """The address of a route for a row of the world."""
    kwargs = {name: value_of(name, route, noun, row, world) for name in parameters(route)}
    return reverse(route, kwargs=kwargs)


def value_of(name: str, route: str, noun: str, row: Any, world: World) -> Any:
    """What stands for one parameter."""
    special = SPECIAL.get((route, name))
    if special:
        return special(row, world)
    if name in ("pk", "assessment_pk", "round_pk", "unit_pk", "person_pk", "report_pk"):
        return row.pk if noun != NOTHING else 1
    return PARTS[name](row, world)


def _criterion(file: Assessment, _world: World) -> int:
    asked = file.supplement_requests.filter(answered_at=None).first()
    if asked:
        return asked.criteria.first().pk
    return file.scores.first().criterion_id


def _veto(file: Assessment, _world: World) -> int:
    return file.criteria_set.vetoes.exclude(kind="group_floor").first().pk


def _finding(inspection: Inspection, _world: World) -> int:
    first = inspection.findings.first()
    return first.pk if first else 1


def _mended(inspection: Inspection, _world: World) -> int:
    piece = Evidence.objects.filter(findings__inspection=inspection).first()
    return piece.pk if piece else 1


def _old_advice(file: Assessment, _world: World) -> int:
    due = advice_due(file)
    return due[0].pk if due else 1


def _given_advice(file: Assessment, _world: World) -> int:
    first = file.advice.first()
    return first.pk if first else 1


def _item(proposal: Proposal, _world: World) -> int:
    return proposal.items.first().pk


def _code(_row: Any, world: World) -> str:
    in_force: Decision = world.thing("quyết định", "có hiệu lực")
    return in_force.verification_code


def _model(row: UnitRegistration | QuarterlyReport, _world: World) -> int:
    """The first model of a registration, or the one that a report's unit is to report on."""
    if isinstance(row, UnitRegistration):
        return row.model_registrations.exclude(level="district").first().pk
    return ModelRegistration.objects.get(round=row.round_id, unit=row.unit_id).pk


PARTS: dict[str, Callable[[Any, World], Any]] = {
    "model_pk": _model,
    "criterion_pk": _criterion,
    "evidence_pk": lambda file, _world: file.evidence.get(code="MC01").pk,
    "number": lambda _file, _world: 1,
    "veto_pk": _veto,
    "finding_pk": _finding,
    "photo_pk": lambda entry, _world: entry.photos.first().pk,
    "item_pk": _item,
    "quarter": lambda row, _world: getattr(row, "quarter", 1),
    "indicator_pk": lambda row, _world: row.round.organiser.indicators.first().pk,
    "code": _code,
    "group_key": lambda set_, _world: set_.groups.first().key,
    "criterion_key": lambda set_, _world: set_.groups.first().criteria.first().key,
    "part_key": lambda set_, _world: set_.groups.first().criteria.first().parts.first().key,
    "veto_key": lambda set_, _world: set_.vetoes.first().key,
    "band_key": lambda set_, _world: set_.class_bands.first().key,
    "name": lambda _row, _world: "xa-thi-tran",
    "item": lambda _set, _world: "nhom",
    "item_key": lambda set_, _world: set_.groups.first().key,
    "mandate_pk": lambda file, _world: getattr(file.entry_mandates.first(), "pk", 1),
    "assignment_pk": lambda person, _world: person.role_assignments.first().pk,
}


def _late_unit(round_: Round, world: World) -> int:
    """A unit of the round that the assigned officer follows; before the opening there is none."""
    followed = round_.officer_assignments.filter(officer=world.people[ASSIGNED]).first()
    return followed.unit_id if followed else world.organiser.pk


SPECIAL: dict[tuple[str, str], Callable[[Any, World], Any]] = {
    ("recognition:registration-start", "unit_pk"): (
        lambda _round, world: world.thing(FILE, "đang chấm").unit_id
    ),
    ("recognition:unit-history", "unit_pk"): lambda file, _world: file.unit_id,
    ("assessments:evidence-restore", "evidence_pk"): (
        lambda file, _world: file.evidence.get(code="MC02").pk
    ),
    ("assessments:round-move", "move"): (
        lambda round_, _world: "close" if round_.state == "appraising" else "start_appraising"
    ),
    ("assessments:indicator-set", "change"): (
        lambda row, _world: "dung-hoi" if row.is_asked else "hoi-lai"
    ),
    ("assessments:call", "unit_pk"): _late_unit,
    ("assessments:notebook", "pk"): lambda entry, _world: entry.round_id,
    ("assessments:notebook", "unit_pk"): lambda entry, _world: entry.unit_id,
    ("assessments:advice-change", "advice_pk"): _given_advice,
    ("assessments:advice-withdraw", "advice_pk"): _given_advice,
    ("assessments:advice-answer", "advice_pk"): _old_advice,
    ("assessments:advice-judge", "advice_pk"): _old_advice,
    ("assessments:answer-evidence-remove", "advice_pk"): _old_advice,
    ("assessments:remedy-evidence", "evidence_pk"): _mended,
    ("assessments:remedy-evidence-remove", "evidence_pk"): _mended,
    ("assessments:report-start", "unit_pk"): (
        lambda _round, world: world.thing(REPORT, "đang soạn").unit_id
    ),
    ("assessments:report-save", "kind"): lambda _report, _world: "noi-dung",
    ("assessments:report-save", "key"): lambda _report, _world: "summary",
    ("assessments:report-evidence-open", "evidence_pk"): (
        lambda report, _world: report.evidence.get().pk
    ),
    ("assessments:report-evidence-remove", "evidence_pk"): (
        lambda report, _world: report.evidence.get().pk
    ),
    **{
        (f"assessments:consolidation{page}", "pk"): lambda report, _world: report.round_id
        for page in ("", "-edit", "-propose", "-fix", "-paper", "-excel", "-figure")
    },
    ("assessments:paper", "kind"): lambda _file, _world: "tu-cham",
    ("organisation:password-new", "uidb64"): lambda _row, _world: "MQ",
    ("organisation:password-new", "token"): lambda _row, _world: "khong-dung",
}


def _patterns() -> dict[str, list[str]]:
    return {name: list(pattern.pattern.converters) for name, pattern in all_routes().items()}


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner)
        else:
            yield f"{namespace}{entry.name or entry.pattern}", entry
