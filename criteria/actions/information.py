"""A blank draft, what a draft says about itself, and the end of one that is not wanted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from core import audit
from criteria.actions import contents
from criteria.definitions import BandDefinition, SetDefinition
from criteria.models import CriteriaSet, Criterion, NotApplicablePolicy
from organisation.models import Unit, UnitKind, User

# The usual classes, to begin with; each can be changed or deleted. Points, share of each group.
_USUAL = (
    ("Xuất sắc", "90", "0.7", "Được đề nghị công nhận. Mỗi nhóm đạt từ 70 % điểm tối đa trở lên."),
    ("Tốt", "80", "0.5", "Được đề nghị công nhận. Mỗi nhóm đạt từ 50 % điểm tối đa trở lên."),
    ("Khá", "70", "0", "Không được công nhận trong năm; được hướng dẫn khắc phục."),
    ("Trung bình", "50", "0", "Không được công nhận; cấp uỷ kiểm điểm nguyên nhân."),
    ("Chưa đạt", "0", "0", "Không được công nhận; đưa vào danh sách kiểm tra năm sau."),
)
USUAL_BANDS = tuple(
    BandDefinition(
        name, Decimal(points), Decimal(share), share != "0", conditions, key=f"muc-{place}"
    )
    for place, (name, points, share, conditions) in enumerate(_USUAL, start=1)
)
TOTAL = Decimal(100)


def create_blank(
    *, title: str, year: int, unit_kind: UnitKind, organiser: Unit, by: User
) -> CriteriaSet:
    """A draft without groups, with the usual class bands."""
    definition = SetDefinition(
        pk=0, title=title, version=1, total_points=TOTAL, bonus_max=Decimal(0),
        not_applicable_policy=NotApplicablePolicy.FULL, groups=(), vetoes=(),
        bands=USUAL_BANDS, year=year, unit_kind=unit_kind.code,
    )  # fmt: skip
    return contents.create(definition, organiser=organiser, by=by)


@transaction.atomic
def describe(
    criteria_set: CriteriaSet,
    values: Mapping[str, Any],
    *,
    by: User,
    revision: int | None = None,
) -> CriteriaSet:
    """Other values for the set's own columns; another title, year or kind renumbers its version.

    Raises PermissionDenied, StaleVersion.
    """
    draft = contents.lock_draft(criteria_set.pk, by, revision)
    before = {name: getattr(draft, name) for name in values}
    changed = [name for name in values if before[name] != values[name]]
    if not changed:
        return draft
    for name in changed:
        setattr(draft, name, values[name])
    draft.version = contents.next_version(draft)
    draft.revision += 1
    draft.save(update_fields=[*changed, "version", "revision"])
    audit.record(
        "criteria_set.described", draft, by=by, unit=draft.organiser,
        before={name: _plain(before[name]) for name in changed},
        after={name: _plain(values[name]) for name in changed},
    )  # fmt: skip
    return draft


@transaction.atomic
def delete(criteria_set: CriteriaSet, *, by: User, revision: int | None = None) -> None:
    """Take a whole draft away; its events stay. Raises ValidationError where others follow it."""
    draft = contents.lock_draft(criteria_set.pk, by, revision)
    if followers := list(draft.later_versions.all()):
        names = "; ".join(str(later) for later in followers)
        raise ValidationError(f"Không xoá được: đã có bản chép từ bộ tiêu chí này ({names}).")
    gone = {
        "title": str(draft),
        "groups": draft.groups.count(),
        "criteria": Criterion.objects.filter(group__criteria_set=draft).count(),
    }
    pk = draft.pk
    draft.delete()
    draft.pk = pk  # the event names the row that was
    audit.record("criteria_set.deleted", draft, by=by, before=gone, unit=draft.organiser)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UnitKind) else value
