"""Heads and signatures that are made of names, where a unit has no letterhead on file."""

import pytest

from assessments.documents.heads import PlainHead, plain_head, plain_place, plain_signature

COMMUNE = PlainHead("ĐẢNG BỘ HUYỆN YÊN THẾ", "ĐẢNG UỶ XÃ AN THƯỢNG", "ĐU", "T/M ĐẢNG UỶ")


@pytest.mark.parametrize(
    ("unit", "organiser", "expected"),
    [
        ("Đảng bộ xã An Thượng", "Huyện uỷ Yên Thế", COMMUNE),
        ("đảng bộ xã An Thượng ", "huyện ủy Yên Thế", COMMUNE),
        ("Đảng bộ Công an huyện", "Tỉnh uỷ Bắc Giang",
         PlainHead("ĐẢNG BỘ TỈNH BẮC GIANG", "ĐẢNG UỶ CÔNG AN HUYỆN", "ĐU", "T/M ĐẢNG UỶ")),
        ("Chi bộ Toà án", "Thành uỷ Vinh",
         PlainHead("ĐẢNG BỘ THÀNH PHỐ VINH", "CHI BỘ TOÀ ÁN", "CB", "T/M CHI BỘ")),
        ("Chi bộ thôn Am", "Đảng uỷ xã An Thượng",
         PlainHead("ĐẢNG BỘ XÃ AN THƯỢNG", "CHI BỘ THÔN AM", "CB", "T/M CHI BỘ")),
        ("Đảng bộ xã An Thượng", "Ban Chỉ đạo",
         PlainHead("BAN CHỈ ĐẠO", "ĐẢNG UỶ XÃ AN THƯỢNG", "ĐU", "T/M ĐẢNG UỶ")),
        ("Trung tâm Y tế", "Huyện uỷ Yên Thế",
         PlainHead("HUYỆN UỶ YÊN THẾ", "TRUNG TÂM Y TẾ", "", "")),
        ("Đảng bộ xã An Thượng", "", PlainHead("", "ĐẢNG UỶ XÃ AN THƯỢNG", "ĐU", "T/M ĐẢNG UỶ")),
    ],
)  # fmt: skip
def test_a_party_unit_writes_as_its_committee_under_the_body_above(unit, organiser, expected):
    assert plain_head(unit, organiser) == expected


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("Bí thư Đảng uỷ xã An Thượng", ("T/M ĐẢNG UỶ", "BÍ THƯ")),
        ("Phó Bí thư Thường trực Đảng uỷ xã", ("T/M ĐẢNG UỶ", "PHÓ BÍ THƯ")),
        ("", ("T/M ĐẢNG UỶ", "BÍ THƯ")),
        ("Trưởng Khối Dân vận", ("", "TRƯỞNG KHỐI DÂN VẬN")),
    ],
)
def test_a_secretary_signs_for_the_committee_without_its_name(position, expected):
    signature = plain_signature(COMMUNE, position, "Bế Văn Kiên")

    assert (signature["authority"], signature["title"]) == expected
    assert signature["name"] == "Bế Văn Kiên"


@pytest.mark.parametrize(
    ("position", "title"), [("Giám đốc", "GIÁM ĐỐC"), ("", "THỦ TRƯỞNG ĐƠN VỊ")]
)
def test_elsewhere_a_title_signs_by_itself(position, title):
    signature = plain_signature(plain_head("Trung tâm Y tế", "Huyện uỷ Yên Thế"), position)

    assert signature == {"authority": "", "title": title, "name": ""}


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("Đảng bộ xã An Thượng", "An Thượng"), ("Đảng bộ thị trấn Bố Hạ", "Bố Hạ"),
        ("Đảng bộ Công an huyện", ""),
    ],
)  # fmt: skip
def test_the_place_is_that_of_the_commune(unit, place):
    assert plain_place(unit) == place
