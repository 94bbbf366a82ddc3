"""Whose records count for a unit, who goes on for it, and what its people may from which day."""

from datetime import date, datetime

import pytest
import time_machine

from core.calendar import VIETNAM
from organisation.mergers import family, going_on, heirs
from organisation.models import Unit, User
from organisation.roles import Permission, Role
from tests.factories import make_district, make_head, make_person, make_unit

pytestmark = pytest.mark.django_db
SPRING, SUMMER, NEW_YEAR = date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31)


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def chain(district):
    """A went into B in spring, B into C in summer, D into C at New Year; E stands alone."""
    a, b, c, d, e = (make_unit(district) for _ in range(5))
    for gone, into, last_day in ((a, b, SPRING), (b, c, SUMMER), (d, c, NEW_YEAR)):
        Unit.objects.filter(pk=gone.pk).update(merged_into=into, valid_to=last_day)
    return a.pk, b.pk, c.pk, d.pk, e.pk


def keys(condition) -> set[int]:
    return set(Unit.objects.filter(pk__in=condition).values_list("pk", flat=True))


def test_a_unit_counts_those_that_had_merged_into_it_by_the_day(chain):
    a, b, c, d, e = chain

    assert keys(family(c, date(2027, 1, 1))) == {a, b, c, d}
    assert keys(family(c, NEW_YEAR)) == {a, b, c}
    assert keys(family(c, SUMMER)) == {c}
    assert keys(family(b, NEW_YEAR)) == {a, b}
    assert keys(family(b, SPRING)) == {b}
    assert keys(family({b, e}, NEW_YEAR)) == {a, b, e}
    assert keys(family([], NEW_YEAR)) == set()


def test_a_unit_goes_on_in_its_successor_from_the_day_after_its_last(chain):
    a, b, c, d, e = chain

    assert heirs(chain, SPRING) == {}
    assert heirs(chain, date(2026, 4, 1)) == {a: b}
    assert heirs(chain, NEW_YEAR) == {a: c, b: c}
    assert heirs(chain, date(2027, 1, 1)) == {a: c, b: c, d: c}
    assert heirs([], NEW_YEAR) == {}
    assert keys(going_on(a, NEW_YEAR)) == {a, b, c}
    assert keys(going_on(a, SUMMER)) == {a, b}
    assert keys(going_on([d, e], NEW_YEAR)) == {d, e}


@pytest.mark.parametrize("count", [1, 3])
def test_each_question_is_one_statement(chain, django_assert_num_queries, count):
    with django_assert_num_queries(1):
        heirs(chain[:count], NEW_YEAR)
    with django_assert_num_queries(1):
        keys(family(chain[:count], NEW_YEAR))


def test_mergers_in_a_circle_end_all_the_same(district):
    one, two = make_unit(district), make_unit(district)
    for gone, into in ((one, two), (two, one)):
        Unit.objects.filter(pk=gone.pk).update(merged_into=into, valid_to=SPRING)

    assert keys(family(one.pk, NEW_YEAR)) == {one.pk, two.pk}
    assert heirs([one.pk], NEW_YEAR) == {}


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (datetime(2026, 3, 31, 23, 59, 59, tzinfo=VIETNAM), 1),
        (datetime(2026, 4, 1, 0, 0, tzinfo=VIETNAM), 1),
        (datetime(2026, 6, 30, 23, 59, 59, tzinfo=VIETNAM), 1),
        (datetime(2026, 7, 1, 0, 0, tzinfo=VIETNAM), 3),
        (datetime(2027, 1, 1, 0, 0, tzinfo=VIETNAM), 4),
    ],
)
def test_people_speak_for_absorbed_units_from_the_day_after(chain, moment, count):
    head = make_head(Unit.objects.get(pk=chain[2]))

    with time_machine.travel(moment, tick=False):
        held = User.objects.get(pk=head.pk).units_with(Permission.ASSESSMENT_SUBMIT)

    assert len(held) == count
    assert chain[2] in held


def test_only_people_of_a_unit_take_over(chain, django_assert_num_queries):
    """Whoever holds another role at the successor gets nothing at the absorbed one."""
    c = Unit.objects.get(pk=chain[2])
    clerk = make_person(Role.CLERK, c)
    head = make_head(c)
    with time_machine.travel(datetime(2027, 2, 1, tzinfo=VIETNAM)):
        assert User.objects.get(pk=clerk.pk).current_roles == ((Role.CLERK, c.pk),)
        person = User.objects.get(pk=head.pk)
        with django_assert_num_queries(1):
            assert {role for role, _unit in person.current_roles} == {Role.UNIT_HEAD}
            assert len(person.current_roles) == 4


def test_a_role_that_has_ended_speaks_for_nobody(chain):
    head = make_head(Unit.objects.get(pk=chain[2]))
    head.role_assignments.update(valid_to=SUMMER)

    with time_machine.travel(datetime(2026, 7, 1, tzinfo=VIETNAM)):
        assert User.objects.get(pk=head.pk).current_roles == ()


@pytest.mark.parametrize(("last_day", "ended"), [(None, False), (SUMMER, False), (SPRING, True)])
def test_a_unit_has_ended_after_its_last_day(last_day, ended):
    with time_machine.travel(datetime(2026, 6, 30, 23, 59, tzinfo=VIETNAM)):
        assert Unit(valid_to=last_day).has_ended is ended
