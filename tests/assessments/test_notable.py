"""What the rules propose to say: which words for which findings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assessments.consolidating.notable import (
    Change,
    Findings,
    Rise,
    Silence,
    best_rises,
    change_words,
    lower_first,
    percent_change,
    proposed_texts,
    rise_words,
)
from assessments.consolidating.notable_rows import RISE, SILENT, NotableRow, notable_rows
from assessments.models import Indicator
from organisation.models import Unit
from tests import factories
from tests.assessments.consolidated_cases import make_rounds, report_of, write

NOTHING = Findings(year=2026, quarter=3, expected=4, on_time=0)
LAND = Rise("An Thượng", "Diện tích đất hiến", "m²", Decimal(5120), Decimal(2438))


def test_a_rise_in_words():
    assert rise_words(LAND) == ("An Thượng: diện tích đất hiến 5.120 m², gấp 2,1 lần cùng kỳ")


def test_best_rises_name_each_unit_and_each_indicator_once():
    days = Rise("An Thượng", "Ngày công", "công", Decimal(90), Decimal(10))
    less = Rise("Bố Hạ", "Diện tích đất hiến", "m²", Decimal(40), Decimal(20))
    money = Rise("Bố Hạ", "Tiền góp", "triệu đồng", Decimal(30), Decimal(20))

    assert best_rises([LAND, days, less, money]) == [days, less]
    assert best_rises([LAND, days, less, money], most=1) == [days]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (Decimal(12), Decimal(10), "tăng 20 % so với cùng kỳ"),
        (Decimal("9.7"), Decimal(10), "giảm 3 % so với cùng kỳ"),
        (Decimal(10), Decimal(10), "bằng cùng kỳ"),
        (Decimal("10.001"), Decimal(10), "bằng cùng kỳ"),
        (Decimal(10), Decimal(0), ""),
        (Decimal(10), None, ""),
        (None, Decimal(10), ""),
    ],
)
def test_a_change_in_words(now, before, words):
    assert change_words(now, before) == words


def test_a_change_is_rounded_half_up_to_one_decimal():
    assert percent_change(Decimal("10.125"), Decimal(10)) == Decimal("1.3")
    assert percent_change(Decimal("9.875"), Decimal(10)) == Decimal("-1.3")


def test_capitals_stay_in_the_middle_of_a_sentence():
    assert lower_first("Ngày công") == "ngày công"
    assert lower_first("HTX thành lập mới") == "HTX thành lập mới"
    assert lower_first("") == ""


def test_texts_where_nothing_was_found():
    texts = proposed_texts(NOTHING)

    assert texts == {
        "opening": "Quý III năm 2026, chưa có đơn vị nào gửi báo cáo.",
        "notable": "", "shortcomings": "", "plans": "",
    }  # fmt: skip


def test_opening_counts_reports_and_compares():
    dialogues = Change("Số cuộc đối thoại", "cuộc", Decimal(9), Decimal(6))
    houses = Change("Nhà xoá tạm", "nhà", Decimal(3), None)
    found = replace(
        NOTHING, on_time=2, late=[("Bố Hạ", 2)], missing=["An Thượng"],
        changes=[dialogues, houses, Change("Không có gì", "m", Decimal(0), None)],
    )  # fmt: skip

    assert proposed_texts(found)["opening"] == (
        "Quý III năm 2026, 3/4 đơn vị đã gửi báo cáo (2 đúng hạn, 1 chậm, 1 quá hạn chưa gửi).\n"
        "Từ đầu năm đến nay: số cuộc đối thoại 9 cuộc (tăng 50 % so với cùng kỳ); "
        "nhà xoá tạm 3 nhà.\n"
        "Số liệu trên chưa gồm quý III của 1 đơn vị chưa gửi báo cáo; số so sánh của cùng kỳ gồm "
        "đủ các đơn vị đã báo cáo."
    )


def test_nothing_is_compared_while_most_reports_are_still_to_come():
    dialogues = Change("Số cuộc đối thoại", "cuộc", Decimal(9), Decimal(60))

    opening = proposed_texts(replace(NOTHING, on_time=1, changes=[dialogues]))["opening"]

    assert opening.endswith("Từ đầu năm đến nay: số cuộc đối thoại 9 cuộc.")


def test_shortcomings_and_plans_name_units():
    silent = Silence("Bố Hạ", "Ngày công", "công", Decimal(120))
    found = replace(
        NOTHING, late=[("Bố Hạ", 2)], missing=["An Thượng"], returned=["Canh Nậu"],
        silences=[silent, replace(silent, indicator="Đối thoại")],
        stalled=[("Đồng Kỳ", f"mô hình “{n}”") for n in range(7)],
        next_due="báo cáo quý IV đến hết ngày 10/12/2026",
    )  # fmt: skip

    texts = proposed_texts(found)

    assert texts["shortcomings"].splitlines() == [
        "Chưa gửi báo cáo (1): An Thượng.",
        "Gửi báo cáo chậm (1): Bố Hạ (chậm 2 ngày).",
        "Báo cáo bị trả lại, chưa gửi lại (1): Canh Nậu.",
        "Bố Hạ: chưa có ngày công (cùng kỳ năm trước 120 công).",
        *(f"Đồng Kỳ: mô hình “{n}” dừng, chưa triển khai." for n in range(5)),
        "Còn 2 mô hình khác dừng, chưa triển khai.",
    ]
    assert texts["plans"].splitlines() == [
        "Đôn đốc các đơn vị chưa gửi báo cáo; đưa vào nhận xét cuối năm.",
        "Làm việc với các đơn vị có mô hình dừng, chưa triển khai.",
        "Nắm lại số liệu của các đơn vị chưa có kết quả so với cùng kỳ.",
        "Các đơn vị gửi báo cáo quý IV đến hết ngày 10/12/2026.",
    ]


def test_a_long_list_of_names_is_cut():
    found = replace(NOTHING, missing=[f"Xã {n}" for n in range(14)])

    line = proposed_texts(found)["shortcomings"]

    assert line.startswith("Chưa gửi báo cáo (14): Xã 0, ")
    assert line.endswith("Xã 11 và 2 đơn vị khác.")


# what is found in the database


@pytest.mark.django_db
def test_rises_and_silences_are_found(django_assert_num_queries):
    this, last = make_rounds()
    days = factories.make_indicator(this.organiser, "ngay-cong")
    factories.make_indicator(this.organiser, "ho-ngheo", nature="rate")
    risen, steady, silent, absent = (factories.make_unit(this.organiser) for _ in range(4))
    for unit, before, now in ((risen, 10, 40), (steady, 20, 25), (silent, 8, 0), (absent, 9, None)):
        write(report_of(last, unit, 2), ngay_cong=before, ho_ngheo=1)
        if now is not None:
            write(report_of(this, unit, 2), ngay_cong=now, ho_ngheo=9)

    with django_assert_num_queries(1):
        found = notable_rows(this, 2, last)

    assert found == [
        NotableRow(RISE, days.pk, risen.pk, Decimal(40), Decimal(10)),
        NotableRow(SILENT, days.pk, silent.pk, Decimal(0), Decimal(8)),
    ]


@pytest.mark.django_db
def test_what_is_small_is_no_rise_and_what_is_asked_no_more_is_not_missed():
    this, last = make_rounds()
    factories.make_indicator(this.organiser, "ngay-cong")
    factories.make_indicator(this.organiser, "tuong-rao", is_asked=False)
    small, large = (factories.make_unit(this.organiser) for _ in range(2))
    write(report_of(last, small, 1), ngay_cong=1, tuong_rao=50)
    write(report_of(last, large, 1), ngay_cong=100)
    write(report_of(this, small, 1), ngay_cong=4)
    write(report_of(this, large, 1), ngay_cong=100)

    assert notable_rows(this, 1, last) == []


@pytest.mark.django_db
def test_the_heir_answers_for_what_it_has_taken_over():
    this, last = make_rounds()
    stock = factories.make_indicator(this.organiser, "to-dan-van", nature="stock")
    old, heir = (factories.make_unit(this.organiser) for _ in range(2))
    for unit in (old, heir):
        write(report_of(last, unit, 2), to_dan_van=10)
    Unit.objects.filter(pk=old.pk).update(merged_into=heir, valid_to=date(2026, 1, 31))
    write(report_of(this, heir, 2), to_dan_van=60)

    assert notable_rows(this, 2, last) == [
        NotableRow(RISE, stock.pk, heir.pk, Decimal(60), Decimal(20))
    ]


@pytest.mark.django_db
def test_three_of_each_indicator_at_most():
    this, last = make_rounds()
    factories.make_indicator(this.organiser, "ngay-cong")
    for _ in range(5):
        unit = factories.make_unit(this.organiser)
        write(report_of(last, unit, 1), ngay_cong=10)
        write(report_of(this, unit, 1), ngay_cong=0)

    assert len(notable_rows(this, 1, last)) == 3
    assert Indicator.objects.count() == 1
