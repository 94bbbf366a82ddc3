"""Parts of a criterion and its texts: every verb allowed, refused, audited, and once only."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import audit
from core.models import AuditEvent
from core.versions import StaleVersion
from criteria.actions import lifecycle, parts
from criteria.models import CriteriaSet, Criterion, ScoringPart
from criteria.scoring import Part
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_published_set,
    make_unit,
    small_document,
)

pytestmark = pytest.mark.django_db
YES = Part("", "Có họp", "yes_no", Decimal(1), {"question": "Có họp"})


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def head(district):
    return make_board_head(district)


@pytest.fixture
def draft(district, head):
    return make_draft_set(district, by=head)


def labels(draft, key="i-1"):
    rows = ScoringPart.objects.filter(criterion__group__criteria_set=draft, criterion__key=key)
    return [row.label for row in rows]


def relabel(label):
    return lambda part: replace(part, label=label)


def last():
    return AuditEvent.objects.latest("sequence")


def test_a_part_is_added_at_the_end_with_a_key_of_its_own(draft, head):
    row = parts.add(draft.pk, "i-1", YES, by=head)

    assert labels(draft) == ["Nội dung", "Có họp"]
    assert (row.position, len(row.key)) == (2, 8)
    assert last().kind == "part.added"
    assert last().after["label"] == "Có họp"
    assert last().target_id == str(draft.pk)


def test_a_part_is_changed_with_what_was_before_and_after(draft, head):
    row = parts.save(draft.pk, "i-1", "p1", relabel("Tên mới"), version=1, by=head)

    assert (row.label, row.version) == ("Tên mới", 2)
    event = last()
    assert event.kind == "part.changed"
    assert event.before == {"row": "phần điểm “Nội dung” của tiêu chí I.1", "key": "p1",
                            "label": "Nội dung"}  # fmt: skip
    assert event.after["label"] == "Tên mới"


def test_saving_the_same_changes_nothing_however_old_the_form(draft, head):
    before = AuditEvent.objects.count()

    row = parts.save(draft.pk, "i-1", "p1", lambda part: part, version=99, by=head)

    assert row.version == 1
    assert AuditEvent.objects.count() == before


def test_a_stale_form_is_refused(draft, head):
    parts.save(draft.pk, "i-1", "p1", relabel("Trước"), version=1, by=head)

    with pytest.raises(StaleVersion):
        parts.save(draft.pk, "i-1", "p1", relabel("Sau"), version=1, by=head)

    assert labels(draft) == ["Trước"]


def test_parts_move_up_and_down_but_not_out(draft, head):
    key = parts.add(draft.pk, "i-1", YES, by=head).key

    parts.move(draft.pk, "i-1", key, by=head, is_up=True)
    assert labels(draft) == ["Có họp", "Nội dung"]
    assert (last().before["place"], last().after["place"]) == (2, 1)

    count = AuditEvent.objects.count()
    parts.move(draft.pk, "i-1", key, by=head, is_up=True)
    parts.move(draft.pk, "i-1", "p1", by=head, is_up=False)
    assert labels(draft) == ["Có họp", "Nội dung"]
    assert AuditEvent.objects.count() == count


def test_a_copy_stands_below_the_original(draft, head):
    parts.add(draft.pk, "i-1", YES, by=head)

    row = parts.copy(draft.pk, "i-1", "p1", by=head)

    assert labels(draft) == ["Nội dung", "Nội dung", "Có họp"]
    assert row.key != "p1"
    assert row.parameters == ScoringPart.objects.get(key="p1", criterion=row.criterion).parameters
    assert last().kind == "part.copied"


def test_a_deleted_part_comes_back_as_it_was(draft, head):
    parts.add(draft.pk, "i-1", YES, by=head)
    before = ScoringPart.objects.filter(criterion__key="i-1").values_list(
        "key", "label", "method", "parameters", "max_points", "position"
    )
    stood = list(before)

    event = parts.delete(draft.pk, "i-1", "p1", by=head)
    assert labels(draft) == ["Có họp"]
    row = parts.restore(draft.pk, "i-1", event.sequence, by=head)

    assert list(before.all()) == stood
    assert row.max_points == Decimal(40)
    assert last().kind == "part.restored"


def test_what_was_brought_back_is_not_brought_back_twice(draft, head):
    event = parts.delete(draft.pk, "i-1", "p1", by=head)
    parts.restore(draft.pk, "i-1", event.sequence, by=head)

    with pytest.raises(ValidationError, match="đã được khôi phục rồi"):
        parts.restore(draft.pk, "i-1", event.sequence, by=head)


def test_only_deletions_of_this_criterion_are_taken_back(draft, head):
    event = parts.delete(draft.pk, "i-1", "p1", by=head)

    for key, sequence in (("i-2", event.sequence), ("i-1", event.sequence - 1), ("i-1", 0)):
        with pytest.raises(ValidationError, match="không còn khôi phục được"):
            parts.restore(draft.pk, key, sequence, by=head)


def test_a_part_that_a_condition_needs_stays(draft, head):
    asked = Criterion.objects.get(group__criteria_set=draft, key="ii-1")
    asked.condition = {"criterion": "i-2", "part": "p1", "answers": [True]}
    asked.save()

    with pytest.raises(ValidationError, match="tiêu chí II.1 chỉ hỏi khi"):
        parts.delete(draft.pk, "i-2", "p1", by=head)

    parts.delete(draft.pk, "i-1", "p1", by=head)


def test_a_criterion_takes_a_limited_number_of_parts(draft, head, monkeypatch):
    monkeypatch.setattr(parts, "MOST_PARTS", 1)

    with pytest.raises(ValidationError, match="nhiều nhất 1 phần"):
        parts.add(draft.pk, "i-1", YES, by=head)


def test_the_texts_of_a_criterion_change_together(draft, head):
    values = {"title": "Tên mới", "code": "I.1", "guidance": "Làm thế này"}

    row = parts.describe(draft.pk, "i-1", lambda row: values, version=1, by=head)

    assert (row.title, row.guidance, row.version) == ("Tên mới", "Làm thế này", 2)
    assert last().kind == "criterion.changed"
    assert last().before == {"row": "I.1. Tiêu chí I.1", "title": "Tiêu chí I.1", "guidance": ""}
    assert last().after["title"] == "Tên mới"


def test_the_same_texts_are_no_change(draft, head):
    row = parts.describe(draft.pk, "i-1", lambda row: {"title": row.title}, version=9, by=head)

    assert row.version == 1


def test_texts_of_an_old_form_are_refused(draft, head):
    with pytest.raises(StaleVersion):
        parts.describe(draft.pk, "i-1", lambda row: {"title": "x"}, version=9, by=head)


@pytest.mark.parametrize("code", ["I.2", "i.2", "II", "L1"])
def test_a_code_is_used_once_in_the_whole_set(draft, head, code):
    with pytest.raises(ValidationError, match="đã dùng cho"):
        parts.describe(draft.pk, "i-1", lambda row: {"code": code}, version=1, by=head)


def test_a_free_code_is_taken(draft, head):
    row = parts.describe(draft.pk, "i-1", lambda row: {"code": "I.9"}, version=1, by=head)

    assert row.code == "I.9"


VERBS = {
    "describe": lambda pk, by: parts.describe(pk, "i-1", lambda row: {"title": "x"}, by=by),
    "add": lambda pk, by: parts.add(pk, "i-1", YES, by=by),
    "save": lambda pk, by: parts.save(pk, "i-1", "p1", relabel("x"), by=by),
    "move": lambda pk, by: parts.move(pk, "i-1", "p1", by=by, is_up=True),
    "copy": lambda pk, by: parts.copy(pk, "i-1", "p1", by=by),
    "delete": lambda pk, by: parts.delete(pk, "i-1", "p1", by=by),
    "restore": lambda pk, by: parts.restore(pk, "i-1", 1, by=by),
}


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_of_a_published_set_changes(verb, draft, head):
    published = lifecycle.publish(draft, by=head)
    count = AuditEvent.objects.count()

    with pytest.raises(PermissionDenied):
        VERBS[verb](published.pk, head)

    assert AuditEvent.objects.count() == count


@pytest.mark.parametrize("verb", VERBS)
def test_others_see_no_draft_and_may_not_write(verb, district, draft):
    unit = make_unit(district)
    with pytest.raises(CriteriaSet.DoesNotExist):
        VERBS[verb](draft.pk, make_editor(unit))
    with pytest.raises(PermissionDenied):
        VERBS[verb](make_published_set(district).pk, make_editor(unit))


@pytest.mark.parametrize("verb", ["save", "move", "copy", "delete"])
def test_a_part_of_another_criterion_is_not_found(verb, district, head):
    document = small_document()
    document["groups"][0]["criteria"][0]["parts"][0]["key"] = "other"
    draft = make_draft_set(district, document, by=head)

    with pytest.raises(ScoringPart.DoesNotExist):
        VERBS[verb](draft.pk, head)


@pytest.mark.parametrize("verb", ["describe", "add", "save", "move", "copy", "delete"])
def test_nothing_is_kept_when_the_last_step_fails(verb, draft, head, monkeypatch):
    parts.add(draft.pk, "i-1", YES, by=head)
    parts.move(draft.pk, "i-1", "p1", by=head, is_up=False)
    stood = list(ScoringPart.objects.order_by("pk").values())

    def broken(*args, **kwargs):
        raise RuntimeError("no record")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        VERBS[verb](draft.pk, head)

    assert list(ScoringPart.objects.order_by("pk").values()) == stood
    assert Criterion.objects.get(group__criteria_set=draft, key="i-1").title == "Tiêu chí I.1"
