"""The list of figures that units report, kept by the board."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.actions import indicators, rounds
from assessments.actions.indicators import Description
from assessments.models import Indicator
from core.models import AuditEvent
from core.versions import StaleVersion
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_head,
    make_indicator,
    make_kind,
    make_officer,
    make_published_set,
    make_report,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db
LAND = Description("Diện tích đất hiến", "m²", "flow", 1)


@pytest.fixture
def used(district) -> Indicator:
    """A figure with a value in somebody's report."""
    row = make_indicator(district)
    file = make_assessment(district)
    report = make_report(file.round, file.unit, 1, sent_at=timezone.now())
    report.values.create(indicator=row, value=Decimal(3))
    return row


def names(district) -> list[str]:
    return [row.code for row in district.indicators.all()]


def described(row: Indicator, **changes) -> Description:
    fields = Description.__dataclass_fields__
    return Description(**{name: getattr(row, name) for name in fields} | changes)


def test_a_figure_is_added_at_the_end(district, head):
    first = indicators.add_indicator(district, LAND, by=head)
    second = indicators.add_indicator(district, Description("Số hộ", "hộ", "flow"), by=head)

    event = AuditEvent.objects.last()
    assert (first.position, second.position) == (0, 1)
    assert (first.code, first.decimal_places, first.is_asked) == ("dien-tich-dat-hien", 1, True)
    assert (event.kind, event.after["name"]) == ("indicator.added", "Số hộ")


def test_codes_are_made_of_the_name_and_stay_apart(district, head):
    again = Description("Diện tích đất hiến", "ha", "flow")
    odd = Description("???", "cái", "flow")

    codes = [indicators.add_indicator(district, each, by=head).code for each in (LAND, again, odd)]

    assert codes == ["dien-tich-dat-hien", "dien-tich-dat-hien-2", "chi-tieu"]


def test_the_same_figure_is_not_asked_twice(district, head):
    indicators.add_indicator(district, LAND, by=head)
    same = Description("diện tích  ĐẤT hiến", "m²", "stock")

    with pytest.raises(ValidationError) as refusal:
        indicators.add_indicator(district, same, by=head)

    assert list(refusal.value.message_dict) == ["name"]


def test_what_was_never_used_can_be_described_anew(district, head):
    row = make_indicator(district)
    kind = make_kind("agency")

    changed = indicators.change_indicator(
        row, Description("Tỷ lệ hộ nghèo", "%", "rate", 2, kind), by=head
    )

    event = AuditEvent.objects.last()
    assert (changed.name, changed.nature, changed.unit_kind) == ("Tỷ lệ hộ nghèo", "rate", kind)
    assert (changed.code, changed.version) == ("doi-thoai", 2)
    assert event.kind == "indicator.changed"
    assert (event.before["nature"], event.after["nature"]) == ("flow", "rate")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"nature": "stock"}, "nature"), ({"unit_label": "buổi"}, "unit_label")],
)
def test_what_values_mean_does_not_change_afterwards(used, head, changes, field):
    with pytest.raises(ValidationError) as refusal:
        indicators.change_indicator(used, described(used, **changes), by=head)

    assert list(refusal.value.message_dict) == [field]
    used.refresh_from_db()
    assert used.version == 1


def test_decimals_of_values_are_not_cut_off(used, head):
    more = indicators.change_indicator(used, described(used, decimal_places=2), by=head)

    with pytest.raises(ValidationError, match="không giảm được"):
        indicators.change_indicator(more, described(more, decimal_places=1), by=head)


def test_the_name_of_a_used_figure_can_be_corrected(used, head):
    changed = indicators.change_indicator(used, described(used, name="Số buổi đối thoại"), by=head)

    assert changed.name == "Số buổi đối thoại"


def test_a_name_that_another_has_is_refused(district, head):
    row = indicators.add_indicator(district, LAND, by=head)
    other = make_indicator(district)

    with pytest.raises(ValidationError, match="đã có chỉ tiêu này"):
        indicators.change_indicator(other, described(row), by=head)


def test_whoever_changes_second_is_told(district, head):
    row = make_indicator(district)
    indicators.change_indicator(row, described(row, name="Tên một"), version=1, by=head)

    with pytest.raises(StaleVersion):
        indicators.change_indicator(row, described(row, name="Tên hai"), version=1, by=head)


def test_figures_move_up_and_down(district, head):
    first, _second, third = (make_indicator(district, code) for code in "abc")

    assert indicators.move_indicator(third, "up", by=head)
    assert names(district) == ["a", "c", "b"]
    assert indicators.move_indicator(first, "down", by=head)
    assert names(district) == ["c", "a", "b"]
    assert AuditEvent.objects.last().kind == "indicator.moved"


@pytest.mark.parametrize(("code", "to"), [("a", "up"), ("b", "down")])
def test_the_ends_of_the_list_move_no_further(district, head, code, to):
    rows = {each: make_indicator(district, each) for each in "ab"}

    assert not indicators.move_indicator(rows[code], to, by=head)
    assert names(district) == ["a", "b"]
    assert not AuditEvent.objects.filter(kind="indicator.moved").exists()


def test_a_figure_is_no_longer_asked_and_asked_again(used, head):
    assert not indicators.stop_asking(used, by=head).is_asked
    assert AuditEvent.objects.last().kind == "indicator.stopped"
    assert used.values.count() == 1

    assert indicators.ask_again(used, by=head).is_asked
    assert AuditEvent.objects.last().kind == "indicator.resumed"


def test_what_was_used_is_never_deleted(used, head):
    with pytest.raises(ValidationError, match="Hãy dừng hỏi"):
        indicators.remove_indicator(used, by=head)

    assert Indicator.objects.get() == used


def test_what_was_a_mistake_is_taken_away(district, head):
    indicators.remove_indicator(make_indicator(district), by=head)

    event = AuditEvent.objects.last()
    assert not Indicator.objects.exists()
    assert (event.kind, event.before["unit_label"]) == ("indicator.removed", "cuộc")


def acts(row, by) -> dict:
    return {
        "add": lambda: indicators.add_indicator(row.organiser, LAND, by=by),
        "change": lambda: indicators.change_indicator(row, described(row, name="Khác"), by=by),
        "move": lambda: indicators.move_indicator(row, "down", by=by),
        "stop": lambda: indicators.stop_asking(row, by=by),
        "ask": lambda: indicators.ask_again(row, by=by),
        "remove": lambda: indicators.remove_indicator(row, by=by),
    }


ACTS = ("add", "change", "move", "stop", "ask", "remove")


def state(district) -> list[tuple]:
    return list(district.indicators.values_list("pk", "name", "position", "is_asked", "version"))


@pytest.mark.parametrize("act", ACTS)
def test_an_officer_keeps_no_list(district, act):
    row = make_indicator(district)
    make_indicator(district, "b")
    before = state(district)

    with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
        acts(row, make_officer(district))[act]()

    assert state(district) == before


@pytest.mark.parametrize("act", ACTS)
def test_a_change_of_the_list_without_trace_does_not_happen(district, head, act, monkeypatch):
    row = make_indicator(district)
    make_indicator(district, "b")
    before = state(district)
    monkeypatch.setattr(indicators.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        acts(row, head)[act]()

    assert state(district) == before


# The pages

FIELDS = {"name": "Ngày công", "unit_label": "công", "nature": "flow", "decimal_places": "0"}


def address(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def test_a_figure_is_added_on_its_page(client, district, head):
    client.force_login(head)

    client.post(address("indicator-add"), FIELDS)

    assert Indicator.objects.get().name == "Ngày công"
    assert "Ngày công" in client.get(address("indicators")).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Chưa nhập nội dung"),
        ({"nature": "other"}, "không phải"),
        ({"decimal_places": "3"}, "không phải"),
        ({"name": "Số cuộc đối thoại với Nhân dân", "unit_label": "cuộc"}, "đã có chỉ tiêu này"),
    ],
)
def test_what_will_not_do_is_said(client, district, head, changes, words):
    make_indicator(district)
    client.force_login(head)

    page = client.post(address("indicator-add"), FIELDS | changes).content.decode()

    assert words in page
    assert Indicator.objects.count() == 1


def test_a_figure_is_changed_on_its_page(client, district, head):
    row = make_indicator(district)
    client.force_login(head)

    client.post(address("indicator-change", row.pk), FIELDS | {"version": 1})

    row.refresh_from_db()
    assert (row.name, row.version) == ("Ngày công", 2)


def test_the_page_says_what_a_used_figure_keeps(client, used, head):
    client.force_login(head)
    where = address("indicator-change", used.pk)

    assert "đã có số liệu" in client.get(where).content.decode()
    page = client.post(where, FIELDS | {"nature": "rate", "version": 1}).content.decode()
    assert "không đổi được cách cộng" in page


def test_a_stale_form_shows_both_and_counts_when_sent_again(client, district, head):
    row = make_indicator(district)
    client.force_login(head)
    indicators.change_indicator(row, described(row, name="Tên của người khác"), by=head)
    where = address("indicator-change", row.pk)

    answer = client.post(where, FIELDS | {"version": 1})
    page = answer.content.decode()
    assert "Có người vừa sửa" in page
    assert "Người khác vừa lưu: Tên của người khác" in page
    assert 'value="Ngày công"' in page

    client.post(where, FIELDS | {"version": answer.context["form"]["version"].value()})
    row.refresh_from_db()
    assert row.name == "Ngày công"


def test_figures_move_and_stop_on_the_page(client, district, head, used):
    other = make_indicator(district, "b", position=1)
    client.force_login(head)

    client.post(address("indicator-move", other.pk), {"to": "up"})
    client.post(address("indicator-set", used.pk, "dung-hoi"))
    used.refresh_from_db()
    assert names(district) == ["b", "doi-thoai"]
    assert not used.is_asked

    client.post(address("indicator-set", used.pk, "hoi-lai"))
    client.post(address("indicator-set", other.pk, "xoa"))
    used.refresh_from_db()
    assert used.is_asked
    assert names(district) == ["doi-thoai"]


def test_deleting_what_is_used_is_refused_in_words(client, used, head):
    client.force_login(head)

    page = client.post(address("indicator-set", used.pk, "xoa"), follow=True).content.decode()

    assert "Hãy dừng hỏi chỉ tiêu này" in page
    assert Indicator.objects.exists()


def test_changes_that_are_not_offered_do_not_exist(client, district, head):
    client.force_login(head)

    answer = client.post(address("indicator-set", make_indicator(district).pk, "khac"))

    assert answer.status_code == 404


def test_officers_read_the_list_and_units_do_not(client, district):
    make_indicator(district)
    unit = make_unit(district)
    client.force_login(make_officer(district))
    page = client.get(address("indicators")).content.decode()
    assert "Số cuộc đối thoại" in page
    assert "Thêm chỉ tiêu" not in page

    client.force_login(make_head(unit))
    assert client.get(address("indicators")).status_code == 403


def test_the_list_of_another_organiser_does_not_exist(client, district):
    row = make_indicator(district)
    client.force_login(make_board_head(make_district("Huyện uỷ khác")))

    assert client.get(address("indicator-change", row.pk)).status_code == 404
    assert "Số cuộc đối thoại" not in client.get(address("indicators")).content.decode()


def test_as_a_step_of_the_opening_the_page_leads_on(client, district, head):
    planned = make_round(district, make_published_set(district))
    client.force_login(head)

    for where in (f"{address('indicators')}?dot={planned.pk}", address("indicators")):
        page = client.get(where).content.decode()
        assert address("round-open", planned.pk) in page
        assert "Sang bước kiểm tra" in page

    rounds.open_round(planned, by=head)
    assert "Sang bước kiểm tra" not in client.get(address("indicators")).content.decode()


def test_the_three_natures_are_explained_with_examples(client, head):
    client.force_login(head)

    page = client.get(address("indicators")).content.decode()

    for words in ("cả năm 44 hộ", "không phải 44", "bình quân các đơn vị 4,0 %"):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(
    client, district, head, count, django_assert_max_num_queries
):
    for number in range(count):
        make_indicator(district, f"chi-tieu-{number}", unit_kind=make_kind("commune"))
    client.force_login(head)

    with django_assert_max_num_queries(11):
        client.get(address("indicators"))
