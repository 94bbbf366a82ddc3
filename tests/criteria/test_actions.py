"""Criteria sets: publish and retire, each allowed, refused from other states, atomic."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import audit
from core.models import AuditEvent
from criteria.actions import lifecycle
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_kind,
    make_unit,
    set_document,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    make_kind("commune")
    make_kind("agency")
    return make_district()


@pytest.fixture
def draft(district):
    return make_draft_set(district)


@pytest.mark.parametrize(("kind", "criteria"), [("commune", 36), ("agency", 32)])
def test_a_document_becomes_a_set_with_every_criterion(district, kind, criteria):
    made = make_draft_set(district, set_document(kind))

    definition = definition_of(made)
    in_hundred = [c for c in definition.criteria.values() if not c.is_bonus]
    assert len(in_hundred) == criteria
    assert sum(c.max_points for c in in_hundred) == 100
    assert all(c.parts for c in definition.criteria.values())


def test_publish_leaves_who_when_and_an_event(draft, district):
    by = make_board_head(district)

    published = lifecycle.publish(draft, by=by)

    assert (published.state, published.published_by) == ("published", by)
    assert AuditEvent.objects.filter(kind="criteria_set.published").count() == 1


def test_publish_is_refused_to_others(draft, district):
    with pytest.raises(PermissionDenied):
        lifecycle.publish(draft, by=make_editor(make_unit(district)))


@pytest.mark.parametrize("state", ["published", "retired"])
def test_publish_is_refused_from_every_other_state(draft, district, state):
    by = make_board_head(district)
    CriteriaSet.objects.filter(pk=draft.pk).update(state=state)

    with pytest.raises(PermissionDenied):
        lifecycle.publish(draft, by=by)


def test_retire_only_what_was_published(draft, district):
    by = make_board_head(district)
    with pytest.raises(PermissionDenied):
        lifecycle.retire(draft, by=by)

    lifecycle.publish(draft, by=by)

    assert lifecycle.retire(draft, by=by).state == "retired"


def test_publish_changes_nothing_when_the_trail_fails(draft, district, monkeypatch):
    monkeypatch.setattr(audit, "record", _broken)

    with pytest.raises(RuntimeError):
        lifecycle.publish(draft, by=make_board_head(district))

    assert CriteriaSet.objects.get(pk=draft.pk).state == "draft"


def test_an_unfit_set_is_refused_with_every_problem(draft, district):
    draft.class_bands.filter(minimum_points=0).delete()
    draft.groups.filter(code="I").update(max_points=50)

    with pytest.raises(ValidationError) as refusal:
        lifecycle.publish(draft, by=make_board_head(district))

    assert len(refusal.value.messages) == 3


def _broken(*args, **kwargs):
    raise RuntimeError
