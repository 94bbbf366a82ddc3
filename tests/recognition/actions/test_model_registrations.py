"""The models of a registration: added, changed, taken out, carried over."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.models import Round
from core.models import AuditEvent
from core.versions import StaleVersion
from organisation.models import Unit
from recognition.actions import model_registrations as actions
from recognition.actions.model_registrations import Content, Target
from recognition.models import (
    ModelProgress,
    ModelRegistration,
    TargetProgress,
    UnitRegistration,
)
from tests.factories import (
    make_assessment,
    make_editor,
    make_model,
    make_registration,
    make_report,
    make_round,
    make_unit,
)
from tests.statements import within

pytestmark = pytest.mark.django_db
CARRY_QUERIES = 11
HOUSEHOLDS = Target("Số hộ tham gia", Decimal(40), "hộ")


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def row(file):
    return make_registration(file)


@pytest.fixture
def editor(file):
    return make_editor(file.unit)


def content(name: str = "Thắp sáng đường quê", *targets: Target, **values) -> Content:
    said = dict.fromkeys(actions.FIELDS, "") | {"starts_on": None, "ends_on": None}
    said |= {"name": name, "field": "society", "owner": "collective", "level": "commune"}
    return Content(said | values, targets)


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-sequence").first()


def test_a_model_is_added_with_its_targets_in_order(row, editor):
    model = actions.add(row, content("Đường quê", HOUSEHOLDS, Target("Chiều dài đường")), by=editor)

    targets = model.targets.values_list("position", "text", "figure", "unit_label")
    assert list(targets) == [
        (0, "Số hộ tham gia", Decimal(40), "hộ"), (1, "Chiều dài đường", None, ""),
    ]  # fmt: skip
    assert (model.state, model.search_key.startswith("duong que")) == ("draft", True)
    assert last_event().kind == "model_registration.added"
    assert last_event().after["targets"] == [["Số hộ tham gia", "40", "hộ"],
                                             ["Chiều dài đường", None, ""]]  # fmt: skip


@pytest.mark.parametrize("again", ["Thắp sáng đường quê", "Thap sang duong que"])
def test_one_unit_has_one_model_of_a_name(row, editor, again):
    actions.add(row, content(), by=editor)

    with pytest.raises(ValidationError) as refusal:
        actions.add(row, content(again), by=editor)

    assert "name" in refusal.value.message_dict
    assert row.model_registrations.count() == 1


def test_another_unit_may_use_the_name(row, editor):
    actions.add(row, content(), by=editor)
    neighbour = make_unit(row.round.organiser)
    other = UnitRegistration.objects.create(round=row.round, unit=neighbour, due_on=row.due_on)

    assert actions.add(other, content(), by=make_editor(neighbour)).pk


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_no_model_is_added_while_the_board_has_the_registration(file, editor, state):
    row = make_registration(file, state=state)

    with pytest.raises(PermissionDenied):
        actions.add(row, content(), by=editor)


def test_a_registration_holds_so_many_models_and_no_more(row, editor, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MODELS", 1)
    actions.add(row, content(), by=editor)

    with pytest.raises(ValidationError, match="tối đa 1"):
        actions.add(row, content("Khác"), by=editor)


def test_change_keeps_the_keys_of_targets_that_stay(row, editor):
    model = actions.add(row, content("A", HOUSEHOLDS, Target("Chiều dài")), by=editor)
    kept, gone = model.targets.all()
    longer = Target("Số hộ hiến đất", Decimal("55.5"), "hộ", kept.pk)

    actions.change(model, content("B", longer, Target("Ngày công")), by=editor, version=1)

    model.refresh_from_db()
    assert (model.name, model.version) == ("B", 2)
    assert list(model.targets.values_list("pk", "text"))[0] == (kept.pk, "Số hộ hiến đất")
    assert not model.targets.filter(pk=gone.pk).exists()
    assert last_event().before["name"] == "A"


def test_a_target_of_another_model_is_no_key_here(row, editor):
    theirs = make_model(row, "Của người khác").targets.get()
    model = actions.add(row, content("A"), by=editor)

    actions.change(
        model, content("A", Target("Mới", Decimal(1), "m", theirs.pk)), by=editor, version=1
    )

    theirs.refresh_from_db()
    assert theirs.text == "Số hộ tham gia"
    assert model.targets.get().text == "Mới"


def test_change_may_keep_its_own_name(row, editor):
    model = actions.add(row, content(), by=editor)

    assert actions.change(model, content(place="Thôn Am"), by=editor).place == "Thôn Am"


def test_change_of_what_somebody_else_has_changed_is_refused(row, editor):
    model = actions.add(row, content(), by=editor)
    actions.change(model, content("Tên mới"), by=editor, version=1)

    with pytest.raises(StaleVersion):
        actions.change(model, content("Tên khác"), by=editor, version=1)
    model.refresh_from_db()
    assert model.name == "Tên mới"


@pytest.mark.parametrize("state", ["approved", "recognised", "not_recognised", "stopped"])
def test_what_is_approved_stays_as_it_was_approved(row, editor, state):
    model = make_model(row, state=state)

    for move in (lambda: actions.change(model, content(), by=editor),
                 lambda: actions.remove(model, by=editor)):  # fmt: skip
        with pytest.raises(PermissionDenied, match="đã được phê duyệt"):
            move()
    assert ModelRegistration.objects.filter(pk=model.pk).exists()


def test_remove_leaves_everything_in_its_event(row, editor):
    model = actions.add(row, content("A", HOUSEHOLDS), by=editor)

    actions.remove(model, by=editor, version=1)

    assert not ModelRegistration.objects.exists()
    assert last_event().kind == "model_registration.removed"
    assert last_event().before["targets"] == [["Số hộ tham gia", "40.00", "hộ"]]


def test_what_was_reported_on_is_not_taken_away(file, editor):
    row = make_registration(file, state="returned", decision_note="Bổ sung mục tiêu.")
    model = make_model(row, state="registered")
    target, report = model.targets.get(), make_report(file.round, file.unit, 1)
    progress = ModelProgress.objects.create(report=report, model_registration=model)
    TargetProgress.objects.create(progress=progress, target=target, value=10)

    with pytest.raises(ValidationError, match="không bỏ khỏi bản đăng ký"):
        actions.remove(model, by=editor)
    with pytest.raises(ValidationError, match="đã có kết quả"):
        actions.change(model, content(model.name), by=editor)
    assert model.targets.get() == target


@pytest.fixture
def last_year(file) -> Round:
    """The year before with three models of the unit: recognised, approved, refused."""
    earlier = make_round(file.round.organiser, file.criteria_set, year=file.round.year - 1)
    old = UnitRegistration.objects.create(
        round=earlier, unit=file.unit, due_on=earlier.registration_due
    )
    lasting = make_model(
        old, "Đường hoa", state="recognised", reason="Vì dân", starts_on=date(2024, 2, 29),
        ends_on=date(earlier.year, 11, 30),
    )  # fmt: skip
    assert lasting.targets.count() == 1
    make_model(old, "Tiếng kẻng an ninh", state="approved")
    make_model(old, "Bị từ chối", state="refused")
    return earlier


def test_one_click_carries_a_model_over_with_its_targets(row, editor, last_year):
    old = ModelRegistration.objects.get(name="Đường hoa")

    (carried,) = actions.carry(row, [old.pk], by=editor)

    target = carried.targets.get()
    assert (carried.kept_from, carried.state, carried.reason) == (old, "draft", "Vì dân")
    assert (target.text, target.figure, target.unit_label) == ("Số hộ tham gia", 40, "hộ")
    assert carried.starts_on == date(2025, 2, 28)
    assert carried.ends_on == date(row.round.year, 11, 30)
    assert last_event().after == {"models": ["Đường hoa"]}


def test_all_are_carried_once_and_never_what_was_refused(row, editor, last_year):
    actions.carry(row, by=editor)
    again = actions.carry(row, by=editor)

    names = set(row.model_registrations.values_list("name", flat=True))
    assert names == {"Tiếng kẻng an ninh", "Đường hoa"}
    assert again == []


def test_a_name_of_this_year_is_left_out(row, editor, last_year):
    actions.add(row, content("ĐƯỜNG HOA"), by=editor)

    carried = actions.carry(row, by=editor)

    assert [model.name for model in carried] == ["Tiếng kẻng an ninh"]


def test_models_of_a_unit_that_was_merged_in_may_be_carried(row, editor, last_year):
    gone = make_unit(row.round.organiser)
    Unit.objects.filter(pk=gone.pk).update(merged_into=row.unit, valid_to=date(2025, 12, 31))
    theirs = UnitRegistration.objects.create(round=last_year, unit=gone, due_on=row.due_on)
    make_model(theirs, "Nuôi ong mật", state="recognised")

    carried = actions.carry(row, by=editor)

    assert "Nuôi ong mật" in {model.name for model in carried}
    assert {model.unit for model in carried} == {row.unit}


def test_nobody_else_carries(row, last_year):
    with pytest.raises(PermissionDenied):
        actions.carry(row, by=make_editor(make_unit(row.round.organiser)))


@pytest.mark.parametrize("count", [1, 3])
def test_carrying_many_costs_no_more_than_one(
    row, editor, last_year, django_assert_num_queries, count
):
    models = [*ModelRegistration.objects.filter(round=last_year, state="approved")]
    old = models[0].registration
    models += [make_model(old, f"Cũ {n}", state="recognised") for n in range(count - 1)]
    editor.current_roles  # noqa: B018 (read once a request)

    with django_assert_num_queries(within(CARRY_QUERIES)):
        actions.carry(row, [model.pk for model in models], by=editor)
