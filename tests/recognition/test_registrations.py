"""What registrations say together: deadlines, what is missing, names alike, who may look."""

from datetime import date, timedelta

import pytest

from assessments.models import Extension
from assessments.workflow import Step
from organisation.models import Unit
from organisation.roles import Role
from recognition import registrations as read
from recognition.models import ModelRegistration, RecognisedModel, UnitRegistration
from recognition.permissions import registrations as permissions
from recognition.presenters.registrations import registration_lines
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_editor,
    make_model,
    make_officer,
    make_person,
    make_registration,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db
NAME = "Thắp sáng đường quê"


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def row(file):
    return make_registration(file)


def of_unit(round_, unit, **fields) -> UnitRegistration:
    return UnitRegistration.objects.create(
        round=round_, unit=unit, due_on=round_.registration_due, **fields
    )


def recognised(organiser, unit, name: str, year: int) -> RecognisedModel:
    return RecognisedModel.objects.create(
        organiser=organiser, unit=unit, name=name, field="society", owner="collective",
        level="commune", year=year, decision_reference="07-QĐ/HU",
    )  # fmt: skip


def extend(file, days: int, step: str = Step.REGISTRATION) -> date:
    day = file.round.registration_due + timedelta(days=days)
    Extension.objects.create(
        round=file.round, unit=file.unit, step=step, due_on=day, reason="Bão lũ",
        granted_by=make_board_head(file.round.organiser),
    )  # fmt: skip
    return day


def due_of(file) -> date:
    """The day that the board's list names."""
    return registration_lines(file.round)[0].due_on


def test_the_latest_extension_of_this_step_counts_and_never_an_earlier_day(file):
    extend(file, 40, Step.SELF_ASSESSMENT)
    assert due_of(file) == file.round.registration_due
    extend(file, -5)
    assert due_of(file) == file.round.registration_due
    later = extend(file, 9)
    extend(file, 4)
    assert due_of(file) == later


def test_the_radar_sorts_names_by_where_they_stand(file, row):
    organiser, year = file.round.organiser, file.round.year
    neighbour = make_unit(organiser, name="Đảng bộ xã Tam Hiệp")
    mine = make_model(row, NAME)
    make_model(row, "Ánh sáng đường quê, thôn Am")
    make_model(of_unit(file.round, neighbour), "Mô hình thắp sáng đường quê", state="registered")
    recognised(organiser, neighbour, "Đường quê thắp sáng", year - 3)

    found = read.radar(
        mine.name, file.round, file.unit_id, read.known_names(file.round, file.unit_id),
        apart=[mine.pk],
    )  # fmt: skip

    assert [(heading, len(names)) for heading, names in found.groups] == [
        ("Trong đơn vị, năm nay", 1), ("Ở đơn vị khác, năm nay", 1), ("Các năm trước", 1),
    ]  # fmt: skip
    assert found.earlier[0].known.year == year - 3
    assert found.others[0].known.unit_name == "Tam Hiệp"


def test_what_another_unit_is_still_writing_is_not_told(file, row):
    neighbour = make_unit(file.round.organiser)
    make_model(of_unit(file.round, neighbour), NAME, state="draft")

    found = read.radar(NAME, file.round, file.unit_id, read.known_names(file.round, file.unit_id))

    assert not found
    assert found.groups == []


def test_names_of_another_district_are_none_of_ours(file):
    elsewhere = make_assessment(make_district("Huyện uỷ Tân Yên"))
    make_model(make_registration(elsewhere), NAME, state="registered")

    assert read.known_names(file.round, file.unit_id) == []


def test_what_a_model_is_kept_from_is_no_copy_of_it(file, row):
    organiser = file.round.organiser
    earlier = make_round(organiser, file.criteria_set, year=file.round.year - 1)
    old = make_model(of_unit(earlier, file.unit), NAME, state="recognised")
    register = recognised(organiser, file.unit, NAME, earlier.year)
    RecognisedModel.objects.filter(pk=register.pk).update(registration=old)
    kept = make_model(row, NAME, kept_from=old)
    known = read.known_names(file.round, file.unit_id)

    apart = read.same_practice(kept, known)

    assert apart == {kept.pk, old.pk}
    assert not read.radar(NAME, file.round, file.unit_id, known, apart=apart)


@pytest.mark.parametrize("count", [1, 3])
def test_names_are_read_in_two_queries(file, row, django_assert_num_queries, count):
    for number in range(count):
        make_model(row, f"Mô hình số {number}")
        recognised(file.round.organiser, file.unit, f"Đã công nhận {number}", 2020)

    with django_assert_num_queries(2):
        assert len(read.known_names(file.round, file.unit_id)) == 2 * count


def test_what_is_approved_already_lacks_nothing_any_more(row):
    row.title_sought = "Tốt"
    make_model(row, state="approved").targets.all().delete()

    assert read.missing(row, row.model_registrations.all()) == []


def test_information_that_the_list_asks_for(row):
    model = make_model(row, place="Thôn Am", people="Ông An", starts_on=date(2026, 3, 1))
    assert read.lacking(model) == ["lý do", "nội dung", "ngày kết thúc", "sản phẩm dự kiến"]
    model.targets.update(figure=None)
    assert read.lacking(ModelRegistration.objects.get(pk=model.pk))[-1] == "mục tiêu đo được"


def test_who_sees_the_years_of_a_unit():
    organiser = make_district()
    unit, successor = make_unit(organiser), make_unit(organiser)
    Unit.objects.filter(pk=unit.pk).update(merged_into=successor, valid_to=date(2025, 6, 30))
    unit.refresh_from_db()
    seers = (make_editor(unit), make_editor(successor), make_officer(organiser),
             make_person(Role.AUDITOR, organiser), make_person(Role.CLERK, organiser))  # fmt: skip
    others = (make_editor(make_unit(organiser)), make_officer(make_district("Huyện uỷ Tân Yên")),
              make_person(Role.ADMINISTRATOR, organiser))  # fmt: skip

    assert all(permissions.can_view_history(person, unit) for person in seers)
    assert not any(permissions.can_view_history(person, unit) for person in others)
    assert not permissions.can_view_history(make_editor(unit), organiser)


def test_lists_are_printed_by_the_organisers_people_alone(file):
    assert permissions.can_print_lists(make_officer(file.round.organiser))
    assert "Chỉ cơ quan" in permissions.can_print_lists(make_editor(file.unit)).reason
