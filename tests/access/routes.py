"""Every address of the program from Django's own resolver, and how to fill its parameters."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessments.models import Assessment
from recognition.models import Decision, Proposal
from tests.access.world import NOTHING, World


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
    if name in ("pk", "assessment_pk", "round_pk", "unit_pk", "person_pk"):
        return row.pk if noun != NOTHING else 1
    return PARTS[name](row, world)


def _criterion(file: Assessment, _world: World) -> int:
    asked = file.supplement_requests.filter(answered_at=None).first()
    if asked:
        return asked.criteria.first().pk
    return file.scores.first().criterion_id


def _veto(file: Assessment, _world: World) -> int:
    return file.criteria_set.vetoes.exclude(kind="group_floor").first().pk


def _item(proposal: Proposal, _world: World) -> int:
    return proposal.items.first().pk


def _code(_row: Any, world: World) -> str:
    in_force: Decision = world.thing("quyết định", "có hiệu lực")
    return in_force.verification_code


PARTS: dict[str, Callable[[Any, World], Any]] = {
    "criterion_pk": _criterion,
    "evidence_pk": lambda file, _world: file.evidence.get(code="MC01").pk,
    "number": lambda _file, _world: 1,
    "veto_pk": _veto,
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
    "assignment_pk": lambda person, _world: person.role_assignments.first().pk,
}
SPECIAL: dict[tuple[str, str], Callable[[Any, World], Any]] = {
    ("assessments:evidence-restore", "evidence_pk"): (
        lambda file, _world: file.evidence.get(code="MC02").pk
    ),
    ("assessments:round-move", "move"): (
        lambda round_, _world: "close" if round_.state == "appraising" else "start_appraising"
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
