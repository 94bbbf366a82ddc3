"""The page of a draft: its rows are added and changed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.actions import editing, lifecycle
from criteria.actions.items import BAND, CRITERION, GROUP, VETO
from criteria.models import CriteriaSet, ScoringPart
from tests.criteria.editing_cases import WORDS, address, content, criterion_of
from tests.criteria.editor.pages import page_of
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_kind,
    make_officer,
    make_unit,
    small_document,
)

pytestmark = pytest.mark.django_db
GROUP_FORM = {
    "code": "I", "title": "Nhóm I", "max_points": "60", "minimum_share": "50 %", "version": "1",
}  # fmt: skip
VETO_FORM = {"code": "L1", "title": "Có vi phạm", "effect": "Không xét", "version": "1"}
BAND_FORM = {"name": "Tốt", "minimum_points": "80", "minimum_group_share": "", "version": "1"}


def add_address(draft, item) -> str:
    return reverse("criteria:item-add", args=[draft.pk, WORDS[item]])


@pytest.mark.parametrize(
    "make", [make_officer, lambda d: make_editor(make_unit(d)),
             lambda d: make_board_head(make_district("Huyện uỷ khác"))],
)  # fmt: skip
@pytest.mark.parametrize("name", ["edit", "edit-information", "delete"])
def test_a_draft_does_not_exist_for_others(client, district, draft, make, name):
    client.force_login(make(district))

    assert client.get(reverse(f"criteria:{name}", args=[draft.pk])).status_code == 404


def test_a_published_set_is_not_edited_and_says_why(desk, draft, head):
    lifecycle.publish(draft, by=head)

    answer = desk.get(reverse("criteria:edit", args=[draft.pk]))

    assert answer.status_code == 403
    assert "Hãy lập phiên bản mới" in answer.content.decode()


def test_the_page_shows_the_set_with_its_sums(desk, draft, head):
    editing.change(draft, CRITERION, "i-1", {"max_points": Decimal("38.5")}, by=head)
    ScoringPart.objects.filter(criterion__code="II.1").delete()

    page = page_of(desk, draft)

    for text in (
        "Nhóm II", "Tiêu chí I.1", "Nội dung", "Chưa có phần điểm", "L7", "Xuất sắc",
        "98,50 / 100,00", "Còn thiếu 1,50", "58,50 / 60,00", "Phải đạt ít nhất 50 %",
    ):  # fmt: skip
        assert text in page


def test_findings_lead_to_the_form_that_mends_them(desk, draft, head):
    editing.change(draft, GROUP, "i", {"max_points": Decimal(50)}, by=head)

    page = page_of(desk, draft)

    assert f'{address(draft, "edit", GROUP, "i")}#id_max_points">Nhóm I: tổng điểm' in page


def test_list_and_reading_view_lead_a_writer_to_the_editor(desk, draft):
    edit = reverse("criteria:edit", args=[draft.pk])

    assert edit in desk.get(draft.get_absolute_url()).content.decode()
    page = desk.get(reverse("criteria:list")).content.decode()
    assert edit in page
    assert reverse("criteria:new") in page


def test_others_are_not_offered_what_they_may_not_do(client, district, draft, head):
    lifecycle.publish(draft, by=head)
    client.force_login(make_editor(make_unit(district)))

    for url in (reverse("criteria:list"), draft.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "/soan/" not in page
        assert reverse("criteria:new") not in page
    assert client.get(reverse("criteria:new")).status_code == 403


def test_a_blank_set_begins_in_the_editor(desk):
    form = {"title": "Bộ mới", "unit_kind": make_kind("commune").pk, "year": "2027"}

    answer = desk.post(reverse("criteria:new"), form, follow=True)

    draft = CriteriaSet.objects.get(title="Bộ mới")
    assert answer.redirect_chain[-1][0] == reverse("criteria:edit", args=[draft.pk])
    assert "Chưa có nhóm tiêu chí nào." in answer.content.decode()


@pytest.mark.parametrize("year", ["", "26", "hai nghìn", "20261"])
def test_a_blank_set_wants_a_year_of_four_digits(desk, year):
    form = {"title": "Bộ mới", "unit_kind": make_kind("commune").pk, "year": year}

    assert desk.post(reverse("criteria:new"), form).status_code == 422
    assert not CriteriaSet.objects.exists()


@pytest.mark.parametrize(
    ("item", "form", "expected"),
    [
        (GROUP, {"title": "Nhóm ba", "max_points": "12,5", "minimum_share": "55,5 %"},
         {"code": "III", "max_points": "12.5", "minimum_share": "0.555"}),
        (GROUP, {"title": "Thưởng", "max_points": "5", "is_bonus": "on"},
         {"minimum_share": "0", "is_bonus": True}),
        (VETO, {"title": "Mới", "effect": "Không xét", "kind": "reports_missing",
                "missing_from": "2"}, {"code": "L8", "parameters": {"missing_from": "2"}}),
        (VETO, {"title": "Mới", "effect": "Không xét", "kind": "group_floor",
                "minimum_share": "50%"}, {"parameters": {"minimum_share": "0.5"}}),
        (VETO, {"title": "Mới", "effect": "Không xét", "kind": "declared",
                "minimum_share": "50%"}, {"parameters": {}}),
        (BAND, {"name": "Khá giỏi", "minimum_points": "75", "minimum_group_share": "40 %",
                "is_recognised": "on"}, {"minimum_group_share": "0.4", "recognised": True}),
    ],
)  # fmt: skip
def test_a_new_row_is_typed_the_way_people_write(desk, draft, item, form, expected):
    proposed = desk.get(add_address(draft, item)).context["form"].initial
    sent = {name: proposed[name] for name in ("code",) if name in proposed} | form

    answer = desk.post(add_address(draft, item), sent)

    assert answer.status_code == 302
    named = {GROUP: "groups", VETO: "vetoes", BAND: "class_bands"}[item]
    name = "name" if item is BAND else "title"
    made = next(row for row in content(draft)[named] if row[name] == form[name])
    assert {name: made[name] for name in expected} == expected


def test_a_new_criterion_goes_on_to_its_rules(desk, draft):
    url = f"{add_address(draft, CRITERION)}?nhom=ii"
    assert 'value="II.3"' in desk.get(url).content.decode()
    form = {"group": "ii", "code": "II.3", "title": "Tiêu chí mới", "max_points": "2,5"}

    answer = desk.post(url, form)

    made = criterion_of(draft, "II.3")
    assert answer.url == reverse("criteria:edit-criterion", args=[draft.pk, made.key])
    assert made.max_points == Decimal("2.5")


def test_a_criterion_needs_a_group_first(desk, district, head):
    draft = make_draft_set(district, small_document() | {"groups": []}, by=head)

    answer = desk.get(add_address(draft, CRITERION))

    assert answer.url == add_address(draft, GROUP)


@pytest.mark.parametrize(
    ("item", "key", "form", "field"),
    [
        (GROUP, "i", GROUP_FORM | {"max_points": "-5"}, "max_points"),
        (GROUP, "i", GROUP_FORM | {"max_points": "12,345"}, "max_points"),
        (GROUP, "i", GROUP_FORM | {"minimum_share": "150 %"}, "minimum_share"),
        (GROUP, "i", GROUP_FORM | {"minimum_share": "nửa"}, "minimum_share"),
        (GROUP, "i", GROUP_FORM | {"title": "x" * 301}, "title"),
        (GROUP, "i", GROUP_FORM | {"title": " \u200b "}, "title"),
        (GROUP, "i", GROUP_FORM | {"code": "I" * 11}, "code"),
        (GROUP, "i", GROUP_FORM | {"code": "I.2"}, "code"),
        (VETO, "l1", VETO_FORM | {"kind": "reports_missing"}, "missing_from"),
        (VETO, "l1", VETO_FORM | {"kind": "reports_missing", "missing_from": "5"}, "missing_from"),
        (VETO, "l1", VETO_FORM | {"kind": "khac"}, "kind"),
        (BAND, "tot", BAND_FORM | {"minimum_points": "90"}, "minimum_points"),
        (BAND, "tot", BAND_FORM | {"name": "Khá"}, "name"),
    ],
)
def test_bad_input_is_named_beside_its_field_and_changes_nothing(
    desk, draft, item, key, form, field
):
    before = content(draft)

    answer = desk.post(address(draft, "edit", item, key), form)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert content(draft) == before


def test_html_in_a_title_stays_text(desk, draft):
    form = GROUP_FORM | {"title": "<script>alert(1)</script>"}

    desk.post(address(draft, "edit", GROUP, "i"), form)

    page = page_of(desk, draft)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("version", ["1", "", "0", "-1", "một", "9" * 20])
def test_a_stale_form_shows_what_is_stored_and_keeps_what_was_typed(desk, draft, head, version):
    editing.change(draft, GROUP, "i", {"title": "Của người khác"}, by=head)
    url = address(draft, "edit", GROUP, "i")

    answer = desk.post(url, GROUP_FORM | {"title": "Của tôi", "version": version})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<dt>Tên nhóm</dt><dd>Của người khác</dd>" in page
    assert 'value="Của tôi"' in page
    informed = GROUP_FORM | {"title": "Của tôi", "version": answer.context["form"].data["version"]}
    assert desk.post(url, informed).status_code == 302
    assert content(draft)["groups"][0]["title"] == "Của tôi"


def test_stored_values_are_told_in_words(desk, draft, head):
    values = {"kind": "reports_missing", "parameters": {"missing_from": 3}}
    editing.change(draft, VETO, "l1", values, by=head)
    editing.change(draft, BAND, "tot", {"is_recognised": False}, by=head)

    veto = desk.post(address(draft, "edit", VETO, "l1"), VETO_FORM | {"kind": "declared"})
    band = desk.post(address(draft, "edit", BAND, "tot"), BAND_FORM | {"is_recognised": "on"})

    stored = dict(veto.context["stored_values"])
    assert (stored["Ai xác định"], stored["Thiếu từ mấy báo cáo"]) == ("Thiếu báo cáo quý", "3")
    stored = dict(band.context["stored_values"])
    assert (stored["Được đề nghị công nhận “Dân vận khéo”"],
            stored["Mỗi nhóm phải đạt ít nhất"]) == ("Không", "50 %")  # fmt: skip


def test_garbled_parameters_of_a_veto_are_left_empty(desk, draft):
    draft.vetoes.filter(key="l1").update(parameters={"missing_from": "hai", "minimum_share": "x"})

    answer = desk.get(address(draft, "edit", VETO, "l1"))

    assert answer.status_code == 200
    assert answer.context["form"].initial.get("missing_from") is None


def test_information_is_typed_line_by_line(desk, draft):
    url = reverse("criteria:edit-information", args=[draft.pk])
    form = {
        "version": "1", "title": "Tên mới", "unit_kind": draft.unit_kind_id, "year": "2027",
        "issuer": "", "basis": "Quyết định 1\n\n  Quyết định  2 ", "total_points": "100",
        "bonus_max": "0", "not_applicable_policy": "reduce",
    }  # fmt: skip

    assert desk.post(url, form).status_code == 302
    assert content(draft)["basis"] == ["Quyết định 1", "Quyết định 2"]
    assert "Quyết định 1\nQuyết định 2</textarea>" in desk.get(url).content.decode()
    stale = desk.post(url, form)
    assert stale.status_code == 422
    assert desk.post(url, form | {"version": "2", "basis": "x\n" * 51}).status_code == 422
