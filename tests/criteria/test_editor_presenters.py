"""Sums in words, places as addresses, histories as sentences."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from core import audit
from core.models import AuditEvent
from criteria.actions import editing, information
from criteria.actions.items import CRITERION, GROUP, VETO
from criteria.checks import Place
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from criteria.presenters.histories import history_lines
from criteria.presenters.places import address_of, linked_findings
from criteria.presenters.sums import BonusSum, Sum, group_sum, set_sums
from criteria.set_documents import definition_from
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    set_document,
    small_document,
)


@pytest.mark.parametrize(
    ("actual", "words", "tone"),
    [
        ("100", "Đủ", "success"),
        ("98.5", "Còn thiếu 1,50", "warning"),
        ("102", "Thừa 2,00", "danger"),
        ("0", "Còn thiếu 100,00", "warning"),
    ],
)
def test_a_sum_says_what_is_missing_or_too_much(actual, words, tone):
    added = Sum(Decimal(actual), Decimal(100))

    assert (added.words, added.tone) == (words, tone)


def test_the_sums_of_the_complete_set():
    definition = definition_from(set_document())

    sums = set_sums(definition)

    assert (sums.groups.words, sums.criteria.words) == ("Đủ", "Đủ")
    assert sums.bonus == BonusSum(Decimal(5), Decimal(5))
    assert sums.bonus.words == "Tính tối đa 5,00"
    assert [group_sum(group).tone for group in definition.groups] == ["success"] * 7 + ["neutral"]


def test_the_sums_of_a_set_without_groups_or_bonus():
    sums = set_sums(replace(definition_from(small_document()), groups=()))

    assert (sums.groups.actual, sums.criteria.actual, sums.bonus) == (0, 0, None)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(), "/bo-tieu-chi/7/soan/"),
        (Place(field="total_points"), "/bo-tieu-chi/7/soan/thong-tin/#id_total_points"),
        (Place("group", "i", field="max_points"), "/bo-tieu-chi/7/soan/nhom/i/sua/#id_max_points"),
        (Place(field="groups"), "/bo-tieu-chi/7/soan/#groups"),
        (Place(field="class_bands"), "/bo-tieu-chi/7/soan/#bands"),
        (Place("group", "i"), "/bo-tieu-chi/7/soan/#nhom-i"),
        (Place("veto", "l1", field="effect"), "/bo-tieu-chi/7/soan/loai-tru/l1/sua/#id_effect"),
        (Place("band", "kha"), "/bo-tieu-chi/7/soan/#xep-loai-kha"),
        (Place("criterion", "i-1"), "/bo-tieu-chi/7/soan/tieu-chi/i-1/#add-shape"),
        (
            Place("criterion", "i-1", field="condition"),
            "/bo-tieu-chi/7/soan/tieu-chi/i-1/#c-condition_part",
        ),
        (Place("part", "i-1", "p1"), "/bo-tieu-chi/7/soan/tieu-chi/i-1/#phan-p1"),
    ],
)
def test_address_of(place, expected):
    assert address_of(place, CriteriaSet(pk=7)) == expected


PLACES = (
    Place(field="total_points"),
    Place(field="bonus_max"),
    Place(field="groups"),
    Place(field="class_bands"),
    Place("group", "i"),
    Place("group", "i", field="max_points"),
    Place("group", "i", field="minimum_share"),
    Place("criterion", "i-1"),
    *(
        Place("criterion", "i-1", field=name)
        for name in ("title", "code", "key", "max_points", "evidence_hint", "may_not_arise")
    ),
    Place("criterion", "ii-1", field="condition"),
    Place("veto", "l1", field="effect"),
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_address_leads_to_something_on_its_page(client, place):
    district = make_district()
    writer = make_board_head(district)
    draft = make_draft_set(district, by=writer)
    client.force_login(writer)
    address, _, spot = address_of(place, draft).partition("#")

    page = client.get(address)

    assert page.status_code == 200
    assert f'id="{spot}"' in page.content.decode()


@pytest.mark.django_db
def test_a_finding_speaks_the_words_of_the_form():
    district = make_district()
    document = small_document()
    part = document["groups"][0]["criteria"][0]["parts"][0]
    part |= {"method": "proportional", "parameters": {"numerator": "Số hộ"}}
    draft = make_draft_set(district, document)

    faults = linked_findings(definition_of(draft), draft)["faults"]

    assert any(fault.message.endswith("Chưa nhập “Trên tổng số”.") for fault in faults)


@pytest.mark.django_db
def test_history_tells_rows_and_columns_in_words():
    district = make_district()
    writer = make_board_head(district)
    draft = make_draft_set(district, by=writer)
    editing.change(
        draft, GROUP, "i", {"max_points": Decimal("12.5"), "minimum_share": Decimal("0.7"),
                            "title": "x" * 200, "is_bonus": True}, by=writer,
    )  # fmt: skip
    editing.move(draft, CRITERION, "i-1", by=writer, place=0, group="ii")
    editing.change(draft, VETO, "l1", {"kind": "registration"}, by=writer)
    information.describe(draft, {"issuer": ""}, by=writer)

    lines = history_lines(audit.history(draft))

    described, vetoed, moved, changed, created = lines
    assert described.after_words == "cơ quan soạn (trống)"
    assert vetoed.after_words.endswith("cách xác định “Không đăng ký, không nộp hồ sơ đúng hạn”")
    assert moved.words == "Chuyển chỗ tiêu chí"
    assert moved.before_words.endswith("I.1. Tiêu chí I.1: nhóm “I”; vị trí “1”")
    # Databases keep the columns of an event in orders of their own.
    before = changed.before_words.partition(": ")[2].split("; ")
    assert {"điểm tối đa 60", "mức tối thiểu 50 %", "tên “Nhóm I”"} <= set(before)
    assert "x…”" in changed.after_words
    assert "điểm thưởng có" in changed.after_words.split("; ")
    assert (created.before_words, created.after_words) == ("", "")


def test_history_survives_a_garbled_figure():
    event = AuditEvent(kind="group.changed", before={"max_points": "nhiều"}, after="I")

    (line,) = history_lines([event])

    assert (line.before_words, line.after_words) == ("điểm tối đa nhiều", "I")


def test_addresses_of_the_test_table_are_those_of_the_program():
    assert reverse("criteria:edit", args=[7]) == "/bo-tieu-chi/7/soan/"
