"""Copying a set for a year, for another kind of unit, to correct it: action, refusals, traces."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.models import AuditEvent
from criteria.actions import copying, lifecycle
from criteria.comparison import compare
from criteria.definitions import definition_of
from criteria.titles import title_for_kind, title_for_year
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_kind,
    make_unit,
)

pytestmark = pytest.mark.django_db
REASON = "Điểm tối đa tiêu chí I.2 in nhầm."


def names_of_changes(before, after) -> set[str]:
    comparison = compare(definition_of(before), definition_of(after))
    assert comparison.items == ()
    return {change.name for change in comparison.information}


def test_a_copy_for_the_next_year_holds_the_same_under_the_same_keys(published, head):
    year = published.year + 1

    draft = copying.copy_to_year(published, year=year, title="Bộ mới", by=head)

    assert (draft.state, draft.year, draft.version, draft.title) == ("draft", year, 1, "Bộ mới")
    assert (draft.origin, draft.organiser) == (published, published.organiser)
    assert names_of_changes(published, draft) == {"year", "title"}
    keys = [
        [c.key for group in s.groups.all() for c in group.criteria.all()]
        for s in (published, draft)
    ]
    assert keys[0] == keys[1]


def test_a_copy_for_other_units(published, head):
    agency = make_kind("agency")

    draft = copying.copy_to_kind(published, kind=agency, title="Bộ cơ quan", by=head)

    assert (draft.unit_kind, draft.version, draft.origin) == (agency, 1, published)
    assert names_of_changes(published, draft) == {"unit_kind", "title"}


def test_a_correction_is_the_next_version_and_says_why(published, head):
    draft = copying.start_version(published, reason=f"  {REASON} ", by=head)

    assert (draft.version, draft.year, draft.title) == (2, published.year, published.title)
    assert (draft.origin, draft.change_reason) == (published, REASON)
    assert names_of_changes(published, draft) == set()
    published.refresh_from_db()
    assert published.state == "published"


def test_a_retired_set_can_be_copied_and_corrected(published, head):
    lifecycle.retire(published, by=head)
    published.refresh_from_db()

    first = copying.start_version(published, reason=REASON, by=head)
    second = copying.copy_to_year(first, year=first.year + 1, title=first.title, by=head)

    assert (first.version, second.version, second.origin) == (2, 1, first)


def test_copying_leaves_a_trace_that_units_do_not_read(published, head):
    draft = copying.start_version(published, reason=REASON, by=head)

    made = AuditEvent.objects.get(kind="criteria_set.created", target_id=str(draft.pk))
    assert (made.note, made.actor_name) == (REASON, head.full_name)
    assert made.after == {"origin": str(published)}
    told = AuditEvent.objects.filter(target_id=str(published.pk), sequence__gt=made.sequence - 1)
    assert not told.exists()


@pytest.mark.parametrize("reason", ["", "sửa lỗi", "  quá ngắn   "])
def test_a_correction_without_a_real_reason_is_refused(published, head, reason):
    with pytest.raises(ValidationError, match="ít nhất 10 ký tự"):
        copying.start_version(published, reason=reason, by=head)


def test_a_draft_is_corrected_directly(district, head):
    with pytest.raises(PermissionDenied, match="không cần lập phiên bản mới"):
        copying.start_version(make_draft_set(district), reason=REASON, by=head)


@pytest.mark.parametrize("step", [0, -1])
def test_a_copy_for_the_same_or_an_earlier_year_is_refused(published, head, step):
    with pytest.raises(ValidationError, match=f"sau năm {published.year}"):
        copying.copy_to_year(published, year=published.year + step, title="Bộ", by=head)


def test_a_copy_for_the_same_units_is_refused(published, head):
    with pytest.raises(ValidationError, match="khác với bộ gốc"):
        copying.copy_to_kind(published, kind=published.unit_kind, title="Bộ", by=head)


@pytest.mark.parametrize(
    "copy",
    [
        lambda s, by: copying.copy_to_year(s, year=s.year + 1, title="Bộ", by=by),
        lambda s, by: copying.copy_to_kind(s, kind=make_kind("agency"), title="Bộ", by=by),
        lambda s, by: copying.start_version(s, reason=REASON, by=by),
    ],
    ids=["year", "kind", "version"],
)
def test_only_those_who_write_for_the_organiser_copy(published, district, copy):
    others = make_editor(make_unit(district)), make_board_head(make_district("Huyện uỷ khác"))

    for person in others:
        with pytest.raises(PermissionDenied, match="lãnh đạo Ban Dân vận"):
            copy(published, person)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bộ tiêu chí năm 2026", "Bộ tiêu chí năm 2027"),
        ("Bộ tiêu chí 2026 - 2027", "Bộ tiêu chí 2027 - 2028"),
        ("Bộ tiêu chí giai đoạn 2026–2030", "Bộ tiêu chí giai đoạn 2027–2030"),
        ("Bộ tiêu chí giai đoạn 2020-2030", "Bộ tiêu chí giai đoạn 2020-2030"),
        ("Bộ tiêu chí số 120267", "Bộ tiêu chí số 120267"),
        ("Bộ tiêu chí", "Bộ tiêu chí"),
    ],
)
def test_the_year_in_a_title_moves_on(title, expected):
    assert title_for_year(title, 2026, 2027) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bộ tiêu chí đối với xã, thị trấn năm 2026", "Bộ tiêu chí đối với cơ quan năm 2026"),
        ("Xã, thị trấn: bộ tiêu chí", "Cơ quan: bộ tiêu chí"),
        ("Bộ tiêu chí", "Bộ tiêu chí – Cơ quan"),
    ],
)
def test_the_kind_in_a_title_is_replaced(title, expected):
    assert title_for_kind(title, "Xã, thị trấn", "Cơ quan") == expected
