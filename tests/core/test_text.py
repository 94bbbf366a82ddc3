"""Cleaning, folding and Vietnamese order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    SORT_KEY_LENGTH,
    TextTooLong,
    clean_line,
    clean_text,
    fold,
    person_sort_key,
    printed_quotes,
    sort_key,
)

DICTIONARY_ORDER = [
    "An", "Ăn", "Ân", "Bản Vàng", "Chi bộ", "Chi bộ 2", "Chi bộ 10", "Chi bộ A",
    "da", "da bò", "dà", "dả", "dã", "dá", "dạ", "đa", "Hồng Kỳ", "xã", "Yên Thế",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Tân Sỏi \n", "Tân Sỏi"),
        (unicodedata.normalize("NFD", "Uỷ ban Đảng"), "Uỷ ban Đảng"),
        ("a\x00b\x1b[31mc\x85d", "ab[31mc\nd"),
        ("báo cáo \u202efdp.exe\u202c", "báo cáo fdp.exe"),
        ("a\u200bb\ufeffc\u2060d\u00ade", "abcde"),
        ("lone \ud800 surrogate \ufffe\uffff\ufdd0", "lone  surrogate"),
        ("dòng 1\r\ndòng 2\rdòng 3\u2028dòng 4", "dòng 1\ndòng 2\ndòng 3\ndòng 4"),
        ("cột 1\tcột\u00a02", "cột 1 cột 2"),
        ("a" + "\u0335" * 20_000, "a" + "\u0335" * 3),
        ("a" + "\n" * 20_000 + "b", "a" + "\n" * 30 + "b"),
        ("<script>=1+1 {{7*7}}", "<script>=1+1 {{7*7}}"),
    ],
)
def test_clean_text_keeps_words_and_drops_what_harms(typed, clean):
    assert clean_text(typed) == clean


def test_clean_text_result_is_always_storable():
    everything = "".join(map(chr, range(0x3000))) + "\ud800\udfff\ufffe\U000e0041"

    assert clean_text(everything).encode("utf-8")
    assert clean_text(clean_text(everything)) == clean_text(everything)


@given(st.text(st.characters(codec=None), max_size=80))
def test_clean_text_of_clean_text_is_itself(value):
    once = clean_text(value)
    assert clean_text(once) == once
    assert clean_line(once).encode("utf-8").decode("utf-8") == clean_line(once)


@given(st.text(max_size=40))
def test_keys_do_not_depend_on_the_form_of_composition(value):
    decomposed = unicodedata.normalize("NFD", value)
    assert sort_key(decomposed) == sort_key(value)
    assert fold(decomposed) == fold(value)


def test_clean_text_refuses_a_longer_text_and_counts_after_cleaning():
    assert len(clean_text("ế" * 10 + "\u200b" * 10, 10)) == 10
    with pytest.raises(TextTooLong) as caught:
        clean_text("ế" * 11, 10)
    assert (caught.value.length, caught.value.max_length) == (11, 10)


def test_clean_line_has_no_line_breaks():
    assert clean_line(" Xã \n Tân \t Sỏi ") == "Xã Tân Sỏi"


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        ("Uỷ ban", "uy ban"),
        ("ỦY  BAN", "uy ban"),
        ("Đồng Hưu", "dong huu"),
        (unicodedata.normalize("NFD", "Hoà Bình"), "hoa binh"),
        ("Hòa Bình", "hoa binh"),
        ("９．５", "9.5"),
        ("Đồng\x00 Hưu\u202e\n", "dong huu"),
        ("\x00", ""),
    ],
)
def test_fold_ignores_diacritics_case_and_width(value, folded):
    assert fold(value) == folded


def test_sort_key_gives_dictionary_order():
    assert sorted(reversed(DICTIONARY_ORDER), key=sort_key) == DICTIONARY_ORDER


def test_sort_key_ignores_case_composition_and_tone_placement():
    twins = ["Hoà Bình", "Hòa Bình", "HOÀ BÌNH", unicodedata.normalize("NFD", "hòa  bình")]
    assert len(set(map(sort_key, twins))) == 1


@pytest.mark.parametrize("value", [*DICTIONARY_ORDER, "Ω 漢字 ð ß İ ٣", "", "—", "9" * 500])
def test_sort_key_is_made_of_digits_so_that_collations_agree(value):
    key = sort_key(value)
    assert len(key) <= SORT_KEY_LENGTH
    assert key == "" or (key.isascii() and key.isdecimal())


def test_people_are_ordered_by_given_name_then_family_name():
    people = ["Lê Văn An", "Nguyễn Văn An", "Đỗ Ánh", "Trần Thị Bình"]
    assert sorted(reversed(people), key=person_sort_key) == people
    assert person_sort_key("  ") == ""


@pytest.mark.parametrize(
    ("typed", "printed"),
    [('xã "Dân vận khéo" (mẫu)', "xã “Dân vận khéo” (mẫu)"), ('màn hình 24"', 'màn hình 24"')],
)
def test_quotation_marks_are_those_of_print(typed, printed):
    assert printed_quotes(typed) == printed
