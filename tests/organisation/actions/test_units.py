"""Units and letterheads are added, changed, merged and ended."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from core import audit
from core.versions import StaleVersion
from organisation import actions
from organisation.freshness import last_change
from organisation.models import Unit, User
from tests.factories import make_editor, make_letterhead, make_unit
from tests.organisation.actions.cases import TODAY, UNIT_REASON, new_unit

pytestmark = pytest.mark.django_db


# Units


def test_a_unit_cannot_belong_to_what_is_below_it(district, administrator):
    child = make_unit(district)
    district.parent = child

    with pytest.raises(ValidationError, match="trực thuộc chính nó"):
        actions.save_unit(district, by=administrator)


def test_a_name_is_taken_in_any_spelling(district, administrator):
    make_unit(district, name="Đảng bộ xã Hoà Bình")

    with pytest.raises(ValidationError, match="Đã có đơn vị tên này"):
        actions.save_unit(new_unit(name="Đảng bộ xã Hòa Bình", parent=district), by=administrator)


def test_a_code_is_free_again_after_its_unit_has_ended(district, administrator):
    old = make_unit(district)
    Unit.objects.filter(pk=old.pk).update(official_code="07246", valid_to=date(2025, 6, 30))

    unit = actions.save_unit(
        new_unit(official_code="07246", valid_from=date(2025, 7, 1)), by=administrator
    )

    assert unit.pk


def test_a_code_belongs_to_one_living_unit(district, administrator):
    Unit.objects.filter(pk=make_unit(district).pk).update(official_code="07246")

    with pytest.raises(ValidationError, match="Mã này đang là của"):
        actions.save_unit(new_unit(official_code="07246"), by=administrator)


def test_a_change_says_what_was_and_what_is(district, administrator):
    unit = make_unit(district, name="Đảng bộ xã Cũ")
    unit.name = "Đảng bộ xã Mới"

    actions.save_unit(unit, by=administrator)

    event = audit.history(unit).first()
    assert (event.before, event.after) == ({"name": "Đảng bộ xã Cũ"}, {"name": "Đảng bộ xã Mới"})


def test_a_stale_form_changes_nothing(district, administrator):
    unit = actions.save_unit(new_unit(), by=administrator)
    seen = last_change(unit)
    mine, theirs = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=unit.pk)
    theirs.short_name = "Của người kia"
    actions.save_unit(theirs, by=administrator, seen=seen)

    mine.short_name = "Của tôi"
    with pytest.raises(StaleVersion):
        actions.save_unit(mine, by=administrator, seen=seen)

    assert Unit.objects.get(pk=unit.pk).short_name == "Của người kia"


def test_merging_ends_roles_and_moves_what_was_below(district, administrator):
    unit, into = make_unit(district), make_unit(district)
    editor, child = make_editor(unit), make_unit(unit)

    actions.merge_unit(unit, into, on=TODAY(), reason=UNIT_REASON, by=administrator)

    unit.refresh_from_db()
    child.refresh_from_db()
    assert (unit.merged_into, unit.valid_to) == (into, TODAY() - timedelta(days=1))
    assert User.objects.get(pk=editor.pk).current_roles == ()
    assert child.parent == into


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda unit, into: {"into": unit}, "chính nó"),
        (lambda unit, into: {"on": unit.valid_from}, "sau ngày thành lập"),
        (lambda unit, into: {"on": date(2019, 1, 1)}, "không tồn tại"),
        (lambda unit, into: {"into": make_unit(unit)}, "đang trực thuộc"),
    ],
)
def test_impossible_mergers_are_refused(district, administrator, change, words):
    unit, into = make_unit(district), make_unit(district)
    values = {"into": into, "on": TODAY(), "reason": UNIT_REASON} | change(unit, into)

    with pytest.raises(ValidationError, match=words):
        actions.merge_unit(unit, **values, by=administrator)


def test_a_unit_is_merged_once(district, administrator):
    unit, into = make_unit(district), make_unit(district)
    actions.merge_unit(unit, into, on=TODAY(), reason=UNIT_REASON, by=administrator)

    with pytest.raises(ValidationError, match="đã được sáp nhập"):
        actions.merge_unit(unit, into, on=TODAY(), reason=UNIT_REASON, by=administrator)


# Letterheads


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), True),
        (date(2021, 1, 1), date(2022, 1, 1), False),
        (date(2022, 6, 1), date(2022, 7, 1), False),
        (date(2023, 1, 1), None, True),
        (date(2021, 1, 1), None, False),
    ],
)
def test_letterheads_of_a_unit_never_overlap(district, administrator, since, until, fits):
    present = make_letterhead(district, valid_from=date(2022, 1, 1), valid_to=date(2022, 12, 31))
    another = type(present).objects.get(pk=present.pk)
    another.pk, another.valid_from, another.valid_to = None, since, until

    if fits:
        assert actions.save_letterhead(another, by=administrator).pk
    else:
        with pytest.raises(ValidationError, match="Trùng thời gian"):
            actions.save_letterhead(another, by=administrator)
