"""What the verbs of the editor mean for scoring parts: theirs is the criterion, not the set."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEvent
from core.versions import StaleVersion
from criteria.actions import editing, items
from criteria.actions.items import CRITERION, part_values, parts_of
from criteria.models import Criterion, ScoringPart
from criteria.scoring import Part
from tests.factories import make_draft_set, small_document

pytestmark = pytest.mark.django_db
PARTS = parts_of("i-1")
YES = part_values(Part("", "Có họp", "yes_no", Decimal(1), {"question": "Có họp"}))


def labels(draft, key="i-1"):
    rows = ScoringPart.objects.filter(criterion__group__criteria_set=draft, criterion__key=key)
    return [row.label for row in rows]


def last():
    return AuditEvent.objects.latest("sequence")


def test_a_part_is_added_at_the_end_with_a_key_of_its_own(draft, head):
    row = editing.add(draft, PARTS, YES, by=head)

    assert labels(draft) == ["Nội dung", "Có họp"]
    assert (row.position, len(row.key)) == (2, 8)
    assert last().kind == "part.added"
    assert last().after["label"] == "Có họp"
    assert last().target_id == str(draft.pk)


def test_a_part_is_changed_with_what_was_before_and_after(draft, head):
    row = editing.change(draft, PARTS, "p1", {"label": "Tên mới"}, version=1, by=head)

    assert (row.label, row.version) == ("Tên mới", 2)
    event = last()
    assert event.kind == "part.changed"
    assert event.before == {"row": "phần điểm “Nội dung” của tiêu chí I.1", "label": "Nội dung"}
    assert (event.after["key"], event.after["label"]) == ("p1", "Tên mới")


def test_saving_the_same_changes_nothing_however_old_the_form(draft, head):
    before = AuditEvent.objects.count()

    row = editing.change(draft, PARTS, "p1", {"label": "Nội dung"}, version=99, by=head)

    assert row.version == 1
    assert AuditEvent.objects.count() == before


def test_a_stale_form_is_refused(draft, head):
    editing.change(draft, PARTS, "p1", {"label": "Trước"}, version=1, by=head)

    with pytest.raises(StaleVersion):
        editing.change(draft, PARTS, "p1", {"label": "Sau"}, version=1, by=head)

    assert labels(draft) == ["Trước"]


def test_parts_move_up_and_down_but_not_out(draft, head):
    key = editing.add(draft, PARTS, YES, by=head).key

    editing.step(draft, PARTS, key, by=head, is_up=True)
    assert labels(draft) == ["Có họp", "Nội dung"]
    assert (last().before["place"], last().after["place"]) == (2, 1)

    count = AuditEvent.objects.count()
    editing.step(draft, PARTS, key, by=head, is_up=True)
    editing.step(draft, PARTS, "p1", by=head, is_up=False)
    assert labels(draft) == ["Có họp", "Nội dung"]
    assert AuditEvent.objects.count() == count


def test_a_copy_stands_below_the_original(draft, head):
    editing.add(draft, PARTS, YES, by=head)

    row = editing.copy(draft, PARTS, "p1", by=head)

    assert labels(draft) == ["Nội dung", "Nội dung", "Có họp"]
    assert row.key != "p1"
    assert row.parameters == ScoringPart.objects.get(key="p1", criterion=row.criterion).parameters
    assert last().kind == "part.copied"


def test_a_deleted_part_comes_back_as_it_was(draft, head):
    editing.add(draft, PARTS, YES, by=head)
    before = ScoringPart.objects.filter(criterion__key="i-1").values_list(
        "key", "label", "method", "parameters", "max_points", "position"
    )
    stood = list(before)

    event = editing.delete(draft, PARTS, "p1", by=head)
    assert labels(draft) == ["Có họp"]
    row = editing.restore(draft, event.sequence, by=head)

    assert list(before.all()) == stood
    assert row.max_points == Decimal(40)
    assert last().kind == "part.restored"


def test_what_was_brought_back_is_not_brought_back_twice(draft, head):
    event = editing.delete(draft, PARTS, "p1", by=head)
    editing.restore(draft, event.sequence, by=head)

    with pytest.raises(ValidationError, match="đã được khôi phục rồi"):
        editing.restore(draft, event.sequence, by=head)


def test_a_part_whose_criterion_is_gone_waits_for_it(draft, head):
    part = editing.delete(draft, PARTS, "p1", by=head)
    criterion = editing.delete(draft, CRITERION, "i-1", by=head)

    with pytest.raises(ValidationError, match="Hãy khôi phục tiêu chí trước"):
        editing.restore(draft, part.sequence, by=head)

    editing.restore(draft, criterion.sequence, by=head)
    assert editing.restore(draft, part.sequence, by=head).criterion.key == "i-1"


def test_a_part_that_a_condition_needs_stays(draft, head):
    asked = Criterion.objects.get(group__criteria_set=draft, key="ii-1")
    asked.condition = {"criterion": "i-2", "part": "p1", "answers": [True]}
    asked.save()

    with pytest.raises(ValidationError, match="tiêu chí II.1 chỉ hỏi khi"):
        editing.delete(draft, parts_of("i-2"), "p1", by=head)

    editing.delete(draft, PARTS, "p1", by=head)


def test_a_criterion_takes_a_limited_number_of_parts(draft, head, monkeypatch):
    event = editing.delete(draft, PARTS, "p1", by=head)
    editing.add(draft, PARTS, YES, by=head)
    key = ScoringPart.objects.get(label="Có họp").key
    monkeypatch.setattr(items, "MOST_PARTS", 1)

    for deed in (
        lambda: editing.add(draft, PARTS, YES, by=head),
        lambda: editing.copy(draft, PARTS, key, by=head),
        lambda: editing.restore(draft, event.sequence, by=head),
    ):
        with pytest.raises(ValidationError, match="nhiều nhất 1 phần"):
            deed()


@pytest.mark.parametrize(
    "deed",
    [
        lambda draft, by: editing.change(draft, PARTS, "p1", YES, by=by),
        lambda draft, by: editing.step(draft, PARTS, "p1", by=by, is_up=True),
        lambda draft, by: editing.copy(draft, PARTS, "p1", by=by),
        lambda draft, by: editing.delete(draft, PARTS, "p1", by=by),
    ],
    ids=["change", "step", "copy", "delete"],
)
def test_a_part_of_another_criterion_is_not_found(deed, district, head):
    document = small_document()
    document["groups"][0]["criteria"][0]["parts"][0]["key"] = "other"
    draft = make_draft_set(district, document, by=head)

    with pytest.raises(ScoringPart.DoesNotExist):
        deed(draft, head)
