"""Which names make the programme ask: examples of the kind that offices really send."""

import time

import pytest

from recognition.similar_names import ALARM, Known, Name, likeness, nearest

LIGHT = "Thắp sáng đường quê, thôn Bo Non, xã Đồng Tiến"
LAND = "Vận động hiến đất mở rộng đường thôn"
RUBBISH = "Khu dân cư thu gom, phân loại rác tại nguồn"
FARMER = "gương nông dân sản xuất giỏi, giúp vốn và giống cho hộ nghèo"


def alike(one: str, other: str) -> int:
    return likeness(Name(one), Name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same words: other case, other tones, none at all.
        (LIGHT, LIGHT.upper()),
        ("Tổ hoà giải cơ sở không để đơn vượt cấp", "tổ hòa giải cơ sở không để đơn vượt cấp"),
        ("Tieng keng an ninh", "Tiếng kẻng an ninh"),
        # With and without the place, with the words that every second name has.
        ("Thắp sáng đường quê", LIGHT),
        ("Mô hình dân vận khéo “Thắp sáng đường quê” năm 2026", LIGHT),
        # Another order of words.
        ("Đường quê thắp sáng", LIGHT),
        ("Phân loại, thu gom rác thải tại nguồn ở khu dân cư", RUBBISH),
        ("Câu lạc bộ đàn tính, hát then xóm Đồng Nhân", "Câu lạc bộ hát then, đàn tính"),
        # Renamed.
        ("Ánh sáng đường quê", LIGHT),
        ("Vận động Nhân dân hiến đất mở rộng đường giao thông nông thôn", LAND),
        ("Camera an ninh do Nhân dân đóng góp", "Camera giám sát an ninh do Nhân dân góp"),
        ("Tuyến đường hoa phụ nữ tự quản", "Tuyến đường hoa do Hội Phụ nữ tự quản"),
        ("Thanh niên bán nông sản qua mạng", "Đoàn viên thanh niên bán nông sản trên mạng"),
        # One person, described in other words.
        (f"Nguyễn Văn An: {FARMER}",
         "Nguyễn Văn An, thôn Bo Non: nông dân sản xuất giỏi giúp giống, vốn hộ nghèo"),
    ],
)  # fmt: skip
def test_a_copy_is_asked_about_both_ways(one, other):
    assert alike(one, other) == alike(other, one) >= ALARM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two models of one idea, each with its place.
        (LIGHT, "Thắp sáng đường quê, thôn Am, xã Đồng Tiến"),
        (LIGHT, "Thắp sáng đường quê, thôn Bo Non, xã Xuân Lương"),
        (LIGHT, "Thắp sáng đường quê, thôn Bản Chay, xã Xuân Lương"),
        ("Thắp sáng đường quê, xã Tam Hiệp", "Thắp sáng đường quê, xã Đồng Tiến"),
        # Too short or too general to be the copy of anything.
        ("Tổ tự quản", "Tổ tự quản an ninh trật tự"),
        ("Tổ tự quản", "Tổ tự quản"),
        ("Mô hình dân vận khéo", "Mô hình dân vận khéo"),
        ("Dân vận khéo trong công tác hoà giải", "Dân vận khéo trong công tác hoà giải"),
        ("", LIGHT),
        # One word in common, or the same kind of group.
        ("Tiếng kẻng an ninh", "Tiếng kẻng học bài"),
        ("Tổ hợp tác nuôi gà đồi theo quy trình an toàn", "Tổ hợp tác nuôi dê núi"),
        ("Câu lạc bộ hát then, đàn tính", "Câu lạc bộ nuôi ong mật dưới tán rừng"),
        ("Dòng họ khuyến học, khuyến tài", "Dòng họ tự quản không có người vi phạm pháp luật"),
        # Two people who do the same.
        (f"Nguyễn Văn An, thôn Bo Non: {FARMER}", f"Trần Thị Bình, thôn Bo Non: {FARMER}"),
    ],
)
def test_different_models_are_left_alone(one, other):
    assert alike(one, other) == alike(other, one) == 0


def test_places_are_told_from_words_that_look_like_them():
    name = Name("Trần Thị Xã, tổ dân phố 3, thị trấn Bố Hạ: bản làng sạch")

    assert name.person == "tran thi xa"
    assert name.hamlets == {"3"}
    assert name.communes == {"bo ha"}
    assert name.words == ("ban", "lang", "sach")


def test_the_three_nearest_come_with_the_most_alike_and_the_latest_first():
    known = [
        Known("Thắp sáng đường quê", 1, "Đồng Tiến", 2024),
        Known("Thắp sáng đường quê", 2, "Tam Hiệp", 2026),
        Known("Ánh sáng đường quê", 3, "Bố Hạ", 2025),
        Known("Đường quê sáng đèn", 4, "Canh Nậu", 2023),
        Known("Nuôi gà đồi", 5, "Hương Vĩ", 2026),
    ]

    found = nearest("Mô hình thắp sáng đường quê", known)

    assert [(row.known.unit_name, row.percent) for row in found[:2]] == [
        ("Tam Hiệp", 100), ("Đồng Tiến", 100),
    ]  # fmt: skip
    assert len(found) == 3
    assert found[2].known.unit_name in {"Bố Hạ", "Canh Nậu"}


@pytest.mark.parametrize(
    ("percent", "words"),
    [(100, "gần như trùng"), (97, "gần như trùng"), (96, "rất giống"), (87, "giống nhiều")],
)
def test_likeness_in_words(percent, words):
    found = nearest("Thắp sáng đường quê", [Known("Thắp sáng đường quê", 1, "A", 2026)])[0]

    assert type(found)(found.known, percent).words == words


def test_a_name_is_looked_up_among_850_in_time_for_the_next_key():
    known = [
        Known(f"{idea} {number}, thôn Số {number % 40}, xã Số {number % 19}", number, "X", 2020)
        for number in range(170)
        for idea in (LAND, RUBBISH, "Thắp sáng đường quê", "Tiếng kẻng an ninh", "Nuôi ong mật")
    ]

    started = time.process_time()
    nearest("Vận động Nhân dân hiến đất làm đường", known)

    assert len(known) == 850
    assert time.process_time() - started < 0.15  # some 20 ms on an idle machine
