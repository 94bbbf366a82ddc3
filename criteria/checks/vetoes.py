"""Conditions that stop recognition: complete, and able to apply."""

from collections.abc import Iterator

from criteria.checks.base import Finding, advice, fault
from criteria.definitions import SetDefinition, VetoDefinition
from criteria.models import VetoKind
from criteria.rules.figures import exact_decimal

QUARTERS = 4


def findings(definition: SetDefinition) -> Iterator[Finding]:
    """Veto by veto; then group minima that nothing follows from."""
    for veto in definition.vetoes:
        if not veto.title.strip():
            yield _fault(veto, "chưa có nội dung.", "title")
        if not veto.effect.strip():
            yield _fault(veto, "chưa ghi hệ quả.", "effect")
        if veto.kind == VetoKind.REPORTS_MISSING:
            yield from _reports(veto)
        if veto.kind == VetoKind.GROUP_FLOOR:
            yield from _floor(veto, definition)
    yield from _repeated_kinds(definition)
    yield from _idle_minima(definition)


def _fault(veto: VetoDefinition, text: str, field: str) -> Finding:
    return fault(f"Điều kiện loại trừ {veto.code}: {text}", "veto", veto.key, field=field)


def _advice(veto: VetoDefinition, text: str, field: str) -> Finding:
    return advice(f"Điều kiện loại trừ {veto.code}: {text}", "veto", veto.key, field=field)


def _reports(veto: VetoDefinition) -> Iterator[Finding]:
    least = exact_decimal(veto.parameters.get("missing_from"))
    if least is None or least <= 0:
        yield _fault(veto, "chưa ghi thiếu từ mấy báo cáo quý thì loại.", "missing_from")
    elif least > QUARTERS:
        text = f"một năm chỉ có {QUARTERS} báo cáo quý nên không bao giờ xảy ra."
        yield _fault(veto, text, "missing_from")


def _floor(veto: VetoDefinition, definition: SetDefinition) -> Iterator[Finding]:
    shares = {g.minimum_share for g in definition.groups if not g.is_bonus and g.minimum_share > 0}
    if not shares:
        text = "không nhóm nào có mức tối thiểu nên không bao giờ xảy ra."
        yield _fault(veto, text, "kind")
        return
    told = exact_decimal(veto.parameters.get("minimum_share"))
    if told is not None and shares != {told}:
        text = "mức tối thiểu ghi ở đây khác mức tối thiểu của các nhóm; hệ thống tính theo nhóm."
        yield _advice(veto, text, "minimum_share")


def _repeated_kinds(definition: SetDefinition) -> Iterator[Finding]:
    """What the system finds by itself needs to be said once."""
    seen: set[str] = set()
    for veto in definition.vetoes:
        if veto.kind != VetoKind.DECLARED and veto.kind in seen:
            label = VetoKind(veto.kind).label if veto.kind in VetoKind else veto.kind
            text = f"hệ thống đã tự xét loại “{label}” ở điều kiện khác."
            yield _advice(veto, text, "kind")
        seen.add(veto.kind)


def _idle_minima(definition: SetDefinition) -> Iterator[Finding]:
    if any(veto.kind == VetoKind.GROUP_FLOOR for veto in definition.vetoes):
        return
    asked = max((band.minimum_group_share for band in definition.bands), default=0)
    for group in definition.groups:
        if not group.is_bonus and group.minimum_share > asked:
            yield advice(
                f"Nhóm {group.code} có mức tối thiểu nhưng không điều kiện loại trừ hay mức xếp"
                " loại nào dựa vào đó.",
                "group", group.key, field="minimum_share",
            )  # fmt: skip
