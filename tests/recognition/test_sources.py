"""Facts that registrations fill: values as criteria store them, and the words beside them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from assessments.models import Extension
from assessments.workflow import Step
from criteria import sources as registry
from organisation.models import Unit
from recognition.models import RecognisedModel, UnitRegistration
from tests.factories import (
    make_assessment,
    make_board_head,
    make_model,
    make_registration,
    make_round,
    make_unit,
    set_document,
)

pytestmark = pytest.mark.django_db
NOON = ZoneInfo("Asia/Ho_Chi_Minh")
BEFORE_THE_DAY = date(2026, 2, 1)
COMPLETE = {
    "reason": "Dân cần", "content": "Họp dân", "place": "Thôn Am", "people": "Ông An",
    "starts_on": date(2026, 3, 1), "ends_on": date(2026, 12, 1), "expected_product": "Đường",
}  # fmt: skip


@pytest.fixture
def file():
    return make_assessment()


def sent(file, days: int) -> UnitRegistration:
    """Handed in so many days after the deadline."""
    row = make_registration(file, state="submitted")
    day = file.round.registration_due + timedelta(days=days)
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=NOON)
    UnitRegistration.objects.filter(pk=row.pk).update(first_submitted_at=moment)
    return row


def ask(file, *names: str) -> dict:
    return {name: answer.value for name, answer in registry.answers(file, names).items()}


@pytest.mark.parametrize(
    ("days", "time", "in_time"),
    [(-7, "on_time", True), (0, "on_time", True), (1, "late", False), (15, "late", False),
     (16, "none", False)],
)  # fmt: skip
def test_the_time_of_registering(file, days, time, in_time):
    row = sent(file, days)

    found = registry.answers(file, ["registration_time:", "registered_in_time:"])

    assert found["registration_time:"].value == time
    assert found["registered_in_time:"].value is in_time
    assert found["registration_time:"].url == row.get_absolute_url()
    assert found["registration_time:"].working.endswith(
        "đúng hạn." if days <= 0 else f"chậm {days} ngày."
    )


def test_the_answers_are_those_of_the_sets(file):
    for kind in ("commune", "agency"):
        criteria = [c for group in set_document(kind)["groups"] for c in group["criteria"]]
        (part,) = (p for c in criteria if c["code"] == "I.2" for p in c["parts"]
                   if p["key"] == "registration")  # fmt: skip
        assert [option["key"] for option in part["parameters"]["options"]] == [
            "on_time", "late", "none",
        ]  # fmt: skip


def test_nothing_is_said_while_there_is_time(file):
    with time_machine.travel(file.round.registration_due, tick=False):
        assert ask(file, "registration_time:", "registered_in_time:") == {}


def test_nobody_registered_and_the_day_has_passed(file):
    with time_machine.travel(file.round.registration_due + timedelta(days=1, hours=1), tick=False):
        found = registry.answers(file, ["registration_time:"])["registration_time:"]

    assert found.value == "none"
    assert "chưa đăng ký" in found.working


def test_an_extension_moves_the_day(file):
    later = file.round.registration_due + timedelta(days=10)
    Extension.objects.create(
        round=file.round, unit=file.unit, step=Step.REGISTRATION, due_on=later, reason="Bão lũ",
        granted_by=make_board_head(file.round.organiser),
    )  # fmt: skip

    with time_machine.travel(later, tick=False):
        assert ask(file, "registration_time:") == {}


def test_a_day_kept_on_the_file_alone_counts_too(file):
    file.registered_on = file.round.registration_due - timedelta(days=3)

    assert ask(file, "registered_in_time:") == {"registered_in_time:": True}


def test_counts_of_models(file):
    row = make_registration(file, state="approved")
    make_model(row, "A", state="approved", **COMPLETE)
    make_model(row, "B", state="registered", field="society")
    make_model(row, "C", state="refused", field="defence")
    make_model(row, "D", state="draft", field="politics")

    found = registry.answers(file, ["models:registered", "models:incomplete", "models:fields"])

    assert {name: answer.value for name, answer in found.items()} == {
        "models:registered": 2, "models:incomplete": 1, "models:fields": 2,
    }  # fmt: skip
    assert found["models:fields"].working == "Kinh tế 1, Văn hoá - xã hội 1 → 2 lĩnh vực."
    assert "“B”: thiếu lý do" in found["models:incomplete"].working


def test_without_models_the_counts_are_zero(file):
    assert ask(file, "models:registered", "models:fields", "models:incomplete") == {
        "models:registered": 0, "models:fields": 0, "models:incomplete": 0,
    }  # fmt: skip


def test_what_was_recognised_last_year_and_is_kept_up(file):
    earlier = make_round(file.round.organiser, file.criteria_set, year=file.round.year - 1)
    merged = make_unit(file.round.organiser)
    Unit.objects.filter(pk=merged.pk).update(merged_into=file.unit, valid_to=date(2025, 12, 31))
    old, theirs = (
        UnitRegistration.objects.create(round=earlier, unit=unit, due_on=earlier.registration_due)
        for unit in (file.unit, merged)
    )
    kept = make_model(old, "A", state="recognised")
    make_model(old, "B", state="recognised")
    make_model(old, "Không được", state="not_recognised")
    from_merged = make_model(theirs, "C", state="recognised")
    row = make_registration(file, state="approved")
    make_model(row, "A", state="approved", kept_from=kept)
    make_model(row, "C", state="registered", kept_from=from_merged)

    found = registry.answers(file, ["models:kept", "models:kept_base"])

    assert found["models:kept"].value == 2
    assert found["models:kept_base"].value == 3
    assert "2 trong 3 mô hình" in found["models:kept"].working


def test_without_a_round_of_last_year_nothing_is_claimed_about_it(file):
    assert ask(file, "models:kept", "models:kept_base") == {}


def test_models_recognised_above_the_commune(file):
    row = make_registration(file, state="approved")
    linked = make_model(row, "A", state="recognised", level="district")
    make_model(row, "B", state="approved", level="district")
    for name, level, registration in (
        ("A", "district", linked), ("Khác", "district", None), ("Tỉnh", "province", None),
    ):  # fmt: skip
        RecognisedModel.objects.create(
            organiser=file.round.organiser, unit=file.unit, registration=registration, name=name,
            field="economy", owner="collective", level=level, year=file.round.year,
            decision_reference="07-QĐ/HU",
        )  # fmt: skip

    assert ask(file, "models:recognised_district", "models:recognised_province") == {
        "models:recognised_district": 2, "models:recognised_province": 1,
    }  # fmt: skip


def test_unknown_keys_are_left_out_and_every_key_can_be_chosen(file):
    names = dict(registry.choices(file.round.organiser))

    assert ask(file, "models:no-such-thing") == {}
    assert (
        names["models:kept"]
        == "Mô hình, điển hình: số mô hình được công nhận năm trước còn duy trì"
    )
    assert names["registration_time:"] == "Thời điểm đăng ký đầu năm"
