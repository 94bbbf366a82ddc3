"""Every verb of the editor on every kind of row: done, refused when published, all or nothing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from core import audit, event_words
from core.models import AuditEvent
from core.versions import StaleVersion
from criteria.actions import editing, lifecycle
from criteria.actions.items import BAND, CRITERION, GROUP, ITEMS, VERBS, VETO
from criteria.models import Criterion
from tests.criteria.editing_cases import (
    PARTS,
    SAMPLES,
    VALUES,
    ask_only_after,
    codes,
    content,
    criterion_of,
)
from tests.factories import make_draft_set, make_editor, make_unit

pytestmark = pytest.mark.django_db
# Verb → what it does to one row of each kind.
DEEDS = {
    "added": lambda draft, item, key, by: editing.add(
        draft, item, VALUES[item], by=by, group="i" if item is CRITERION else ""
    ),
    "changed": lambda draft, item, key, by: editing.change(draft, item, key, VALUES[item], by=by),
    "moved": lambda draft, item, key, by: editing.move(draft, item, key, by=by, place=9),
    "copied": lambda draft, item, key, by: editing.copy(draft, item, key, by=by),
    "deleted": lambda draft, item, key, by: editing.delete(draft, item, key, by=by),
}
EVERY_DEED = pytest.mark.parametrize("verb", DEEDS)
ROWS = [*SAMPLES, (PARTS, "p1")]
EVERY_ITEM = pytest.mark.parametrize(("item", "key"), ROWS, ids=[row[0].name for row in ROWS])


@pytest.fixture
def second_part(draft, head):
    """Where one part can be moved below another."""
    return editing.add(draft, PARTS, VALUES[PARTS], by=head)


def keys(draft, item):
    return [row.key for row in item.rows(draft)]


@pytest.mark.usefixtures("second_part")
@EVERY_ITEM
@EVERY_DEED
def test_a_deed_changes_the_set_and_leaves_one_event(draft, head, verb, item, key):
    before, events = content(draft), AuditEvent.objects.count()

    DEEDS[verb](draft, item, key, head)

    assert content(draft) != before
    assert AuditEvent.objects.count() == events + 1
    assert audit.history(draft).first().kind == item.event(verb)


@EVERY_ITEM
@EVERY_DEED
def test_a_deed_is_refused_once_the_set_is_published(draft, head, verb, item, key):
    lifecycle.publish(draft, by=head)
    before = content(draft)

    with pytest.raises(PermissionDenied):
        DEEDS[verb](draft, item, key, head)

    assert content(draft) == before


@EVERY_DEED
def test_a_deed_is_refused_to_whoever_does_not_write_sets(draft, district, verb):
    with pytest.raises(ObjectDoesNotExist):  # drafts do not exist for others
        DEEDS[verb](draft, GROUP, "i", make_editor(make_unit(district)))


@pytest.mark.usefixtures("second_part")
@EVERY_ITEM
@EVERY_DEED
def test_a_deed_changes_nothing_when_the_trail_fails(draft, head, verb, item, key, monkeypatch):
    before = content(draft)
    monkeypatch.setattr(audit, "record", _broken)

    with pytest.raises(RuntimeError):
        DEEDS[verb](draft, item, key, head)

    assert content(draft) == before


@pytest.mark.usefixtures("second_part")
@EVERY_ITEM
def test_what_was_deleted_comes_back_as_it_was(draft, head, item, key):
    before = content(draft)
    event = editing.delete(draft, item, key, by=head)

    editing.restore(draft, event.sequence, by=head)

    assert content(draft) == before
    assert audit.history(draft).first().kind == item.event("restored")


def test_every_kind_of_event_has_words():
    kinds = {item.event(verb) for item in ITEMS.values() for verb in VERBS}

    assert kinds - event_words.declared_kinds() == set()


def test_a_new_group_stands_before_the_bonus_group(draft, head):
    bonus = {"code": "T", "title": "Thưởng", "max_points": 5, "is_bonus": True}
    editing.add(draft, GROUP, bonus, by=head)

    editing.add(draft, GROUP, VALUES[GROUP], by=head)

    assert [group["code"] for group in content(draft)["groups"]] == ["I", "II", "III", "T"]


def test_a_new_class_band_stands_by_its_points(draft, head):
    editing.add(draft, BAND, VALUES[BAND], by=head)

    points = [band["minimum_points"] for band in content(draft)["class_bands"]]
    assert points == ["90", "80", "70", "60", "50", "0"]


def test_a_change_says_only_what_differs(draft, head):
    values = {"code": "I", "title": "Tên khác", "max_points": Decimal(60)}

    group = editing.change(draft, GROUP, "i", values, by=head, version=1)

    event = audit.history(draft).first()
    assert (group.title, group.version) == ("Tên khác", 2)
    assert event.before == {"row": "nhóm I. Nhóm I", "title": "Nhóm I"}
    assert event.after == {"row": "nhóm I. Tên khác", "key": "i", "title": "Tên khác"}


def test_saving_without_a_change_leaves_no_trace(draft, head):
    events = AuditEvent.objects.count()

    group = editing.change(draft, GROUP, "i", {"title": "Nhóm I"}, by=head)

    assert (group.version, AuditEvent.objects.count()) == (1, events)


def test_a_stale_form_that_says_what_is_stored_changes_nothing(draft, head):
    events = AuditEvent.objects.count()

    criterion = editing.change(
        draft, CRITERION, "i-1", lambda row: {"title": row.title}, by=head, version=9
    )

    assert (criterion.version, AuditEvent.objects.count()) == (1, events)


def test_texts_are_read_from_the_row_as_it_is_under_lock(draft, head):
    editing.change(draft, CRITERION, "i-1", {"title": "Trước"}, by=head)

    criterion = editing.change(
        draft, CRITERION, "i-1", lambda row: {"title": f"{row.title} và sau"}, by=head, version=2
    )

    assert criterion.title == "Trước và sau"


@pytest.mark.parametrize("deed", ["change", "delete"])
def test_a_stale_version_is_refused(draft, head, deed):
    editing.change(draft, GROUP, "i", {"title": "Của người khác"}, by=head)
    given = {"change": ({"title": "Của tôi"},), "delete": ()}[deed]

    with pytest.raises(StaleVersion):
        getattr(editing, deed)(draft, GROUP, "i", *given, by=head, version=1)

    assert content(draft)["groups"][0]["title"] == "Của người khác"


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("i.2", "Mã I.2 đã dùng cho tiêu chí I.2. Tiêu chí I.2 trong nhóm I."),
        ("II", "Mã II đã dùng cho nhóm II. Nhóm II."),
        ("L1", "Mã L1 đã dùng cho điều kiện loại trừ L1."),
    ],
)
def test_a_code_is_taken_once_in_the_whole_set(draft, head, code, where):
    for item, key in [(GROUP, "i"), (CRITERION, "ii-1"), (VETO, "l2")]:
        with pytest.raises(ValidationError) as refusal:
            editing.change(draft, item, key, {"code": code}, by=head)
        assert refusal.value.message_dict["code"][0].startswith(where)


def test_a_row_keeps_its_own_code(draft, head):
    values = {"code": "I.1", "title": "Tên khác"}

    assert editing.change(draft, CRITERION, "i-1", values, by=head).title == "Tên khác"


@pytest.mark.parametrize(
    ("values", "field"), [({"name": "TỐT"}, "name"), ({"minimum_points": 80}, "minimum_points")]
)
def test_a_class_band_has_a_name_and_points_of_its_own(draft, head, values, field):
    with pytest.raises(ValidationError) as refusal:
        editing.change(draft, BAND, "kha", values, by=head)

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("place", "group", "expected"),
    [
        (0, "", {"I": ["I.2", "I.1"], "II": ["II.1", "II.2"]}),
        (99, "", {"I": ["I.1", "I.2"], "II": ["II.1", "II.2"]}),
        (0, "ii", {"I": ["I.1"], "II": ["I.2", "II.1", "II.2"]}),
        (1, "ii", {"I": ["I.1"], "II": ["II.1", "I.2", "II.2"]}),
        (9, "ii", {"I": ["I.1"], "II": ["II.1", "II.2", "I.2"]}),
    ],
)
def test_a_criterion_moves_to_any_place(draft, head, place, group, expected):
    editing.move(draft, CRITERION, "i-2", by=head, place=place, group=group)

    assert codes(draft) == expected


@pytest.mark.parametrize(
    ("key", "is_up", "expected"),
    [
        ("i-1", False, {"I": ["I.2", "I.1"], "II": ["II.1", "II.2"]}),
        ("i-2", True, {"I": ["I.2", "I.1"], "II": ["II.1", "II.2"]}),
        ("i-2", False, {"I": ["I.1"], "II": ["I.2", "II.1", "II.2"]}),
        ("ii-1", True, {"I": ["I.1", "I.2", "II.1"], "II": ["II.2"]}),
        ("i-1", True, {"I": ["I.1", "I.2"], "II": ["II.1", "II.2"]}),
        ("ii-2", False, {"I": ["I.1", "I.2"], "II": ["II.1", "II.2"]}),
    ],
)
def test_a_step_goes_over_the_edge_of_a_group_but_not_of_the_set(draft, head, key, is_up, expected):
    editing.step(draft, CRITERION, key, by=head, is_up=is_up)

    assert codes(draft) == expected


@pytest.mark.parametrize(("key", "is_up"), [("i", True), ("ii", False)])
def test_a_step_at_the_end_of_the_list_changes_nothing(draft, head, key, is_up):
    events = AuditEvent.objects.count()

    editing.step(draft, GROUP, key, by=head, is_up=is_up)

    assert keys(draft, GROUP) == ["i", "ii"]
    assert AuditEvent.objects.count() == events


def test_a_copied_criterion_follows_with_the_next_free_code(draft, head):
    made = editing.copy(draft, CRITERION, "i-1", by=head)

    assert codes(draft)["I"] == ["I.1", "I.3", "I.2"]
    assert made.key != "i-1"
    assert [part.label for part in made.parts.all()] == ["Nội dung"]


def test_a_copied_group_takes_its_criteria_and_the_conditions_among_them(draft, head):
    ask_only_after(draft, "II.1", "II.2")

    editing.copy(draft, GROUP, "ii", by=head)

    assert codes(draft)["III"] == ["III.1", "III.2"]
    needed = criterion_of(draft, "III.1").condition["criterion"]
    assert needed == criterion_of(draft, "III.2").key


def test_a_copied_group_avoids_codes_in_use(draft, head):
    editing.change(draft, VETO, "l1", {"code": "III.1"}, by=head)

    editing.copy(draft, GROUP, "ii", by=head)

    assert codes(draft)["III"] == ["III.2", "III.3"]


def test_a_copied_class_band_has_a_name_and_points_of_its_own(draft, head):
    editing.add(draft, BAND, {"name": "Gần tốt", "minimum_points": 79}, by=head)

    made = editing.copy(draft, BAND, "tot", by=head)
    lowest = editing.copy(draft, BAND, "chua-dat", by=head)

    assert (made.name, made.minimum_points) == ("Tốt (2)", 78)
    assert (lowest.name, lowest.minimum_points) == ("Chưa đạt (2)", 1)


@pytest.mark.parametrize(("item", "key"), [(CRITERION, "i-2"), (GROUP, "i")])
def test_what_a_condition_refers_to_stays(draft, head, item, key):
    ask_only_after(draft, "II.1", "I.2")

    with pytest.raises(ValidationError, match=r"tiêu chí II\.1 chỉ hỏi khi tiêu chí I\.2"):
        editing.delete(draft, item, key, by=head)

    assert codes(draft) == {"I": ["I.1", "I.2"], "II": ["II.1", "II.2"]}


def test_a_group_goes_with_the_conditions_inside_it(draft, head):
    ask_only_after(draft, "I.1", "I.2")

    event = editing.delete(draft, GROUP, "i", by=head)
    editing.restore(draft, event.sequence, by=head)

    assert criterion_of(draft, "I.1").condition["criterion"] == "i-2"


def test_a_code_given_away_meanwhile_is_replaced_on_return(draft, head):
    event = editing.delete(draft, CRITERION, "i-2", by=head)
    editing.add(draft, CRITERION, VALUES[CRITERION] | {"code": "I.2"}, by=head, group="i")

    back = editing.restore(draft, event.sequence, by=head)

    assert (back.code, back.key) == ("I.3", "i-2")
    assert codes(draft)["I"] == ["I.1", "I.3", "I.2"]


def test_codes_in_a_group_given_away_meanwhile_are_replaced_on_return(draft, head):
    event = editing.delete(draft, GROUP, "i", by=head)
    editing.change(draft, GROUP, "ii", {"code": "I"}, by=head)
    editing.change(draft, CRITERION, "ii-1", {"code": "I.1"}, by=head)

    editing.restore(draft, event.sequence, by=head)

    assert codes(draft) == {"II": ["I.3", "I.2"], "I": ["I.1", "II.2"]}


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (lambda draft, by, event: editing.restore(draft, event, by=by), "đã được khôi phục rồi"),
        (lambda draft, by, event: editing.delete(draft, GROUP, "i", by=by), "nhóm của tiêu chí"),
        (lambda draft, by, event: editing.delete(draft, CRITERION, "ii-2", by=by), "I.1 phụ thuộc"),
    ],
)
def test_a_criterion_that_has_lost_its_ground_says_what_to_do(draft, head, meanwhile, why):
    ask_only_after(draft, "I.1", "II.2")
    event = editing.delete(draft, CRITERION, "i-1", by=head).sequence
    meanwhile(draft, head, event)

    with pytest.raises(ValidationError, match=why):
        editing.restore(draft, event, by=head)


def test_a_group_whose_criterion_is_elsewhere_does_not_come_back(draft, head):
    event = editing.delete(draft, GROUP, "i", by=head).sequence
    Criterion.objects.filter(key="ii-1").update(key="i-1")

    with pytest.raises(ValidationError, match="đã có ở nhóm khác"):
        editing.restore(draft, event, by=head)


@pytest.mark.parametrize(
    ("values", "why"),
    [({"name": "TỐT"}, "mức khác tên"), ({"minimum_points": Decimal("80.00")}, "cùng số điểm")],
)
def test_a_class_band_whose_place_is_taken_does_not_come_back(draft, head, values, why):
    event = editing.delete(draft, BAND, "tot", by=head).sequence
    editing.change(draft, BAND, "kha", values, by=head)

    with pytest.raises(ValidationError, match=why):
        editing.restore(draft, event, by=head)


def test_only_deletions_of_the_same_set_are_undone(draft, head, district):
    other = make_draft_set(district, by=head)
    foreign = editing.delete(other, GROUP, "i", by=head).sequence
    moved = audit.history(draft).first().sequence

    for sequence in (foreign, moved, 0):
        with pytest.raises(ValidationError, match="không còn khôi phục được"):
            editing.restore(draft, sequence, by=head)


def test_a_second_delete_finds_nothing(draft, head):
    editing.delete(draft, VETO, "l1", by=head)

    with pytest.raises(ObjectDoesNotExist):
        editing.delete(draft, VETO, "l1", by=head)


def _broken(*args, **kwargs):
    raise RuntimeError
