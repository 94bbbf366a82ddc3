"""Groups and criteria out of the schemes of numbers that offices use."""

from decimal import Decimal

import pytest

from criteria.definitions import SetDefinition
from criteria.imports.plain_tables.building import counted
from tests.criteria.tables.samples import (
    HEADER,
    SMALL,
    fixture_rows,
    read_pasted,
    shape,
    told,
)

SHORT = ("TT", "Nội dung", "Điểm tối đa")


def test_a_small_table_becomes_a_set_with_its_rules():
    table = read_pasted(SMALL)

    assert shape(table) == {
        "I Lãnh đạo, chỉ đạo 40": ["I.1 Kế hoạch năm 10", "I.2 Giải quyết hồ sơ 30"],
        "II Vận động Nhân dân 60": ["II.1 Tuyên truyền 60"],
    }
    assert counted(table.definition) == {"whole": 2, "partly": 0, "none": 1}
    first = table.definition.groups[0].criteria[0]
    assert (first.scoring_text, first.evidence_hint, first.evidence_required) == (
        "Có kế hoạch: 10",
        "Kế hoạch",
        True,
    )
    assert [b.minimum_points for b in table.definition.bands] == [90, 80, 70, 50, 0]
    assert table.definition.vetoes == ()


@pytest.mark.parametrize(
    ("kind", "whole", "partly", "none"), [("commune", 37, 3, 0), ("agency", 32, 2, 2)]
)
def test_the_demonstration_sets_come_back_from_their_table(kind, whole, partly, none):
    table = read_pasted(fixture_rows(kind))

    assert told(table) == []
    definition: SetDefinition = table.definition
    assert (definition.total_points, definition.bonus_max) == (100, 5)
    assert counted(definition) == {"whole": whole, "partly": partly, "none": none}
    assert table.ignored == [
        "dòng 1: BỘ TIÊU CHÍ",
        f"dòng {len(fixture_rows(kind))}: Ghi chú: chấm theo năm.",
    ]
    assert "Nhóm điểm thưởng (5,00 điểm) để ngoài tổng điểm." in table.notices


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                ("I", "A", "40"),
                ("a", "Aa", "15"),
                ("b", "Ab", "25"),
                ("II", "B", "60"),
                ("a", "Ba", "60"),
            ],
            {"I A 40": ["I.a Aa 15", "I.b Ab 25"], "II B 60": ["II.a Ba 60"]},
            id="I-a",
        ),
        pytest.param(
            [("1", "Aa", "40"), ("a)", "bước", "15"), ("b)", "bước", "15"), ("2", "Ab", "60")],
            {"I Các tiêu chí 100": ["1 Aa 40", "2 Ab 60"]},
            id="1-a-steps",
        ),
        pytest.param(
            [
                ("1", "A", "40"),
                ("1.1", "Aa", "15"),
                ("1.2", "Ab", "25"),
                ("2", "B", "60"),
                ("2.1", "Ba", "60"),
            ],
            {"1 A 40": ["1.1 Aa 15", "1.2 Ab 25"], "2 B 60": ["2.1 Ba 60"]},
            id="1-1.1",
        ),
        pytest.param(
            [("I.", "A", "40"), ("I.1", "Aa", "40"), ("II.", "B", "60"), ("II-1", "Ba", "60")],
            {"I A 40": ["I.1 Aa 40"], "II B 60": ["II.1 Ba 60"]},
            id="I-I.1",
        ),
        pytest.param(
            [("A", "A", "40"), ("1)", "Aa", "40"), ("B", "B", "60"), ("1)", "Ba", "60")],
            {"A A 40": ["A.1 Aa 40"], "B B 60": ["B.1 Ba 60"]},
            id="A-1",
        ),
        pytest.param(
            [
                ("1", "A", "40"),
                ("a)", "Aa", "15"),
                ("b)", "Ab", "25"),
                ("2", "B", "60"),
                ("a)", "Ba", "60"),
            ],
            {"1 A 40": ["1.a Aa 15", "1.b Ab 25"], "2 B 60": ["2.a Ba 60"]},
            id="1-a",
        ),
        pytest.param(
            [
                ("I", "A", "40"),
                ("", "Aa", "15"),
                ("", "Ab", "25"),
                ("II", "B", "60"),
                ("-", "Ba", "60"),
            ],
            {"I A 40": ["I.1 Aa 15", "I.2 Ab 25"], "II B 60": ["II.1 Ba 60"]},
            id="I-nothing",
        ),
        pytest.param(
            [
                ("Nhóm I", "A", "40"),
                ("Tiêu chí 1", "Aa", "40"),
                ("Nhóm II", "B", "60"),
                ("Tiêu chí 1", "Ba", "60"),
            ],
            {"I A 40": ["I.1 Aa 40"], "II B 60": ["II.1 Ba 60"]},
            id="words",
        ),
        pytest.param(
            [
                ("Tiêu chí 1", "A", "40"),
                ("Chỉ tiêu 1", "Aa", "40"),
                ("Tiêu chí 2", "B", "60"),
                ("Chỉ tiêu 1", "Ba", "60"),
            ],
            {"1 A 40": ["1.1 Aa 40"], "2 B 60": ["2.1 Ba 60"]},
            id="indicators",
        ),
        pytest.param(
            [
                ("I. A (40 điểm)", "", ""),
                ("1", "Aa", "40 điểm"),
                ("II. B", "", "60"),
                ("1", "Ba", "60đ"),
            ],
            {"I A 40": ["I.1 Aa 40"], "II B 60": ["II.1 Ba 60"]},
            id="merged",
        ),
        pytest.param(
            [
                ("I", "A", ""),
                ("1", "Aa", "39,5"),
                ("2", "Ab", "0.5"),
                ("II", "B", ""),
                ("1", "Ba", "60"),
            ],
            {"I A 40.0": ["I.1 Aa 39.5", "I.2 Ab 0.5"], "II B 60": ["II.1 Ba 60"]},
            id="no-maxima",
        ),
        pytest.param(
            [
                ("I", "A", "40"),
                ("1", "Aa", "40"),
                ("1.1", "bước", "20"),
                ("1.2", "bước", "20"),
                ("II", "B", "60"),
                ("2", "Ba", "60"),
            ],
            {"I A 40": ["I.1 Aa 40"], "II B 60": ["II.2 Ba 60"]},
            id="steps-1.1",
        ),
    ],
)
def test_schemes(rows, expected):
    assert shape(read_pasted([SHORT, *rows])) == expected


def test_without_groups_one_is_made_and_said():
    table = read_pasted([SHORT, (1, "A", 40), (2, "B", 60)])

    assert shape(table) == {"I Các tiêu chí 100": ["1 A 40", "2 B 60"]}
    assert "đã lập nhóm I" in table.notices[0]


def test_without_a_column_of_numbers_they_are_read_off_the_contents():
    table = read_pasted([("Nội dung", "Điểm"), ("I. A", 100), ("1. Aa", 40), ("2. Ab", 60)])

    assert shape(table) == {"I A 100": ["I.1 Aa 40", "I.2 Ab 60"]}


class TestFurtherRows:
    def criterion(self, *rows):
        table = read_pasted([HEADER, ("I", "A", 100), *rows])
        assert told(table) == []
        return table.definition.groups[0].criteria[0]

    def test_with_points_are_steps_of_scoring(self):
        found = self.criterion(
            (1, "Aa", 100),
            ("", "- Từ 98% trở lên", 100),
            ("", "- Từ 90% đến dưới 98%", "60,5"),
            ("", "- Dưới 90%", 0),
        )
        assert found.scoring_text == (
            "- Từ 98% trở lên: 100\n- Từ 90% đến dưới 98%: 60,5\n- Dưới 90%: 0"
        )
        assert [part.method for part in found.parts] == ["bands"]

    def test_give_the_criterion_its_points_where_it_states_none(self):
        found = self.criterion((1, "Aa", ""), ("a)", "Có kế hoạch", 40), ("b)", "Có báo cáo", 60))
        assert found.max_points == 100
        assert [(p.method, p.max_points) for p in found.parts] == [("yes_no", 40), ("yes_no", 60)]

    def test_of_scoring_and_evidence_go_on_with_theirs(self):
        found = self.criterion(
            (1, "Aa", 100, "Có kế hoạch: 40", "Kế hoạch"), ("", "", "", "Có báo cáo: 60", "Báo cáo")
        )
        assert (found.scoring_text, found.evidence_hint) == (
            "Có kế hoạch: 40\nCó báo cáo: 60",
            "Kế hoạch\nBáo cáo",
        )

    def test_of_words_explain_where_scoring_is_stated(self):
        found = self.criterion((1, "Aa", 100, "Có kế hoạch: 100"), ("", "Kế hoạch nêu rõ việc."))
        assert found.guidance == "Kế hoạch nêu rõ việc."

    def test_before_any_criterion_are_passed_over_and_listed(self):
        table = read_pasted([SHORT, ("I", "A", 100), ("Gồm các nội dung:", "", ""), (1, "Aa", 100)])
        assert table.ignored == ["dòng 3: Gồm các nội dung:"]


def test_a_total_other_than_100_is_said_and_classes_follow_it():
    table = read_pasted([SHORT, ("I", "A", 50), (1, "Aa", 50)])

    assert table.definition.total_points == 50
    assert [band.minimum_points for band in table.definition.bands] == [45, 40, 35, 25, 0]
    assert any("không phải 100" in notice for notice in table.notices)


def test_behind_the_total_only_numbered_rows_with_points_count():
    table = read_pasted(
        [
            *SMALL,
            ("T", "Điểm thưởng", 5),
            (1, "Khen thưởng", 5, "Mỗi trường hợp 1 điểm, tối đa 5"),
            ("", "Tổng cộng (cả điểm thưởng)", 105),
            ("Nơi nhận:", "", ""),
            ("", "NGƯỜI LẬP", ""),
            ("", "Trần Văn Mẫu", ""),
        ]
    )

    assert told(table) == []
    assert table.definition.bonus_max == Decimal(5)
    assert table.definition.groups[2].is_bonus
    assert [line.split(": ", 1)[1] for line in table.ignored] == [
        "Nơi nhận:",
        "NGƯỜI LẬP",
        "Trần Văn Mẫu",
    ]


def test_steps_in_a_table_without_a_column_of_numbers_go_on_with_the_criterion():
    rows = [("Nội dung", "Điểm"), ("1. Aa", 100), ("a. Có kế hoạch", 40), ("Có báo cáo", 60)]
    table = read_pasted(rows)

    assert shape(table) == {"I Các tiêu chí 100": ["1 Aa 100"]}
    assert len(table.definition.groups[0].criteria[0].parts) == 2
