"""A blank draft, its own columns, its end: allowed, refused when published, all or nothing."""

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from core import audit
from core.models import AuditEvent
from core.versions import StaleVersion
from criteria.actions import contents, information, lifecycle
from criteria.checks import set_problems
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from tests.criteria.editing_cases import content
from tests.factories import (
    make_draft_set,
    make_editor,
    make_kind,
    make_unit,
)

pytestmark = pytest.mark.django_db


def blank(district, by):
    kind = make_kind("commune")
    return information.create_blank(
        title="Bộ mới", year=2027, unit_kind=kind, organiser=district, by=by
    )


def test_a_blank_draft_begins_with_the_usual_classes(district, head):
    made = blank(district, head)

    points = [int(band.minimum_points) for band in definition_of(made).bands]
    assert points == [90, 80, 70, 50, 0]
    assert set_problems(made) == ["Chưa có nhóm tiêu chí nào."]
    assert audit.history(made).get().kind == "criteria_set.created"


def test_a_blank_draft_is_refused_to_whoever_does_not_write_sets(district):
    with pytest.raises(PermissionDenied):
        blank(district, make_editor(make_unit(district)))

    assert not CriteriaSet.objects.exists()


def test_describe_says_what_changed(draft, head):
    agency = make_kind("agency")

    changed = information.describe(
        draft, {"year": draft.year, "issuer": "Ban Dân vận", "unit_kind": agency}, by=head
    )

    event = audit.history(draft).first()
    assert (changed.issuer, changed.unit_kind, changed.revision) == ("Ban Dân vận", agency, 2)
    assert event.kind == "criteria_set.described"
    assert event.after == {"issuer": "Ban Dân vận", "unit_kind": "Cơ quan"}


def test_describe_without_a_change_leaves_no_trace(draft, head):
    events = AuditEvent.objects.count()

    information.describe(draft, {"title": draft.title}, by=head)

    assert AuditEvent.objects.count() == events


def test_another_title_takes_the_next_version_of_that_title(draft, district, head):
    other = make_draft_set(district, by=head)

    changed = information.describe(draft, {"title": other.title}, by=head)

    assert (other.version, changed.version) == (1, 2)


@pytest.mark.parametrize(
    "deed", [lambda *a, **k: information.describe(a[0], {"year": 2030}, **k), information.delete]
)
def test_a_published_set_is_neither_described_nor_deleted(draft, head, deed):
    lifecycle.publish(draft, by=head)

    with pytest.raises(PermissionDenied):
        deed(draft, by=head)

    assert CriteriaSet.objects.get(pk=draft.pk).year == draft.year


@pytest.mark.parametrize(
    "deed", [lambda *a, **k: information.describe(a[0], {"year": 2030}, **k), information.delete]
)
def test_a_stale_revision_is_refused(draft, head, deed):
    information.describe(draft, {"issuer": "Của người khác"}, by=head)

    with pytest.raises(StaleVersion):
        deed(draft, by=head, revision=1)


@pytest.mark.parametrize(
    "deed", [lambda *a, **k: information.describe(a[0], {"year": 2030}, **k), information.delete]
)
def test_nothing_changes_when_the_trail_fails(draft, head, deed, monkeypatch):
    before = content(draft)
    monkeypatch.setattr(audit, "record", _broken)

    with pytest.raises(RuntimeError):
        deed(draft, by=head)

    assert content(draft) == before


def test_a_deleted_draft_leaves_its_events(draft, head):
    pk, title = draft.pk, str(draft)

    information.delete(draft, by=head)

    event = AuditEvent.objects.get(kind="criteria_set.deleted")
    assert not CriteriaSet.objects.filter(pk=pk).exists()
    assert (event.target_id, event.target_label) == (str(pk), title)
    assert event.before == {"title": title, "groups": 2, "criteria": 4}


def test_a_draft_that_was_copied_from_stays(draft, district, head):
    definition = definition_of(draft)
    copy = contents.create(definition, organiser=district, by=head, origin=draft)

    with pytest.raises(ValidationError, match="đã có bản chép"):
        information.delete(draft, by=head)

    assert CriteriaSet.objects.filter(pk__in=[draft.pk, copy.pk]).count() == 2


def test_a_second_delete_finds_nothing(draft, head):
    information.delete(draft, by=head)

    with pytest.raises(ObjectDoesNotExist):
        information.delete(draft, by=head)


def _broken(*args, **kwargs):
    raise RuntimeError
