"""Counts, deductions, ratios and answers as several offices write them, and what is none."""

from decimal import Decimal

import pytest

from criteria.scoring import describe, score_part
from criteria.wordings import Sureness, recognise
from tests.criteria.wordings.recognised import TITLE, only, rules


class TestCounts:
    @pytest.mark.parametrize(
        "text",
        [
            "Mỗi sáng kiến được áp dụng: 0,5 điểm, tối đa 2.",
            "Mỗi sáng kiến được áp dụng được cộng 0.5 điểm, nhưng không quá 2 điểm",
            "Cứ mỗi sáng kiến được áp dụng 0,5 điểm (tối đa 2 điểm)",
            "Có mỗi sáng kiến được áp dụng: 0,5đ; tối đa không quá 2đ",
        ],
    )
    def test_have_points_for_each_and_a_limit(self, text):
        part = only(text, 2)
        assert part.method == "count"
        assert describe(part) == (
            "Số sáng kiến được áp dụng: 0,50 điểm mỗi trường hợp; tối đa 2,00 điểm"
        )

    def test_may_be_of_several_kinds(self):
        part = only("Mỗi mô hình cấp huyện: 1 điểm; cấp tỉnh trở lên: 2 điểm; tối đa 3.", 3)
        assert [item["points_each"] for item in part.parameters["items"]] == ["1", "2"]

    def test_may_have_a_number_of_cases_as_limit(self):
        part = only("Mỗi kỳ nộp đúng hạn: 0,4 điểm (5 kỳ); nộp chậm: 0,2; không nộp: 0.", 2)
        assert part.parameters["at_most"] == "5"

    def test_may_name_a_length_of_time(self):
        part = only("Mỗi hình thức duy trì từ 6 tháng trở lên: 2,5 điểm, tối đa 5.", 5)
        assert part.parameters["items"][0]["points_each"] == "2.5"

    @pytest.mark.parametrize(
        ("text", "maximum"),
        [
            ("Mỗi quy chế còn hiệu lực: 1 điểm.", 3),  # no limit: three are meant, or any three?
            ("Mỗi cuộc 1 điểm, tối đa 2 cuộc", 2),
            ("Mỗi cuộc 1 điểm, tối đa 2", 3),
            ("Mỗi 2 cuộc được 1 điểm, tối đa 2", 2),
            ("Cứ 10% tăng thêm được 1 điểm, tối đa 5 điểm", 5),
            ("Mỗi cuộc 3 điểm, tối đa 2", 2),
            ("Mỗi cuộc 1 điểm nếu có kết luận, tối đa 2", 2),
        ],
    )
    def test_that_are_not_sure_are_left_to_people(self, text, maximum):
        assert rules(text, maximum) == []


class TestDeductions:
    @pytest.mark.parametrize(
        "text",
        [
            "Kế hoạch đủ nội dung: 2; thiếu một nội dung trừ 0,5.",
            "Kế hoạch đủ nội dung: 2 điểm (thiếu mỗi nội dung trừ 0,5 điểm)",
            "Kế hoạch đủ nội dung: 2, thiếu 01 nội dung thì bị trừ 0,5",
            "Kế hoạch đủ nội dung: 2 điểm. Thiếu một nội dung trừ 0,5 điểm.",
            "Kế hoạch đủ nội dung: 2 điểm; thiếu một nội dung trừ 0,5, không quá 2",
        ],
    )
    def test_start_from_the_points_and_ask_whether_there_is_anything(self, text):
        part = only(text, 2)
        assert (part.method, part.parameters["floor"]) == ("deduction", "0")
        facts = {"done": True, "n1": 1}
        assert score_part(part, facts).points == Decimal("1.5")
        assert score_part(part, {"done": False}).points == 0

    @pytest.mark.parametrize(
        ("text", "question"),
        [
            ("Kế hoạch đủ nội dung: 2; thiếu một nội dung trừ 0,5", "kế hoạch"),
            ("Có báo cáo đủ 4 quý: 2; thiếu mỗi báo cáo trừ 0,5", "có báo cáo"),
            ("Niêm yết đầy đủ: 2; thiếu mỗi nội dung trừ 0,5", "niêm yết"),
            ("Gửi báo cáo đúng hạn: 2; mỗi báo cáo chậm trừ 0,5", "gửi báo cáo"),
            ("Có danh sách: 2; mỗi trường hợp thiếu trừ 0,5", "có danh sách"),
        ],
    )
    def test_ask_for_the_thing_and_not_how_well_it_was_done(self, text, question):
        assert only(text, 2).parameters["requires"]["label"] == f"Có thực hiện: {question}"

    def test_of_nothing_but_completeness_ask_for_the_number_alone(self):
        assert (
            "requires"
            not in only("Đầy đủ thành phần: 2; thiếu mỗi thành phần trừ 0,5", 2).parameters
        )

    @pytest.mark.parametrize(
        "text",
        [
            "Không có phản ánh đúng: 2; mỗi phản ánh đúng trừ 1.",
            "Không có phản ánh đúng: 2 điểm. Mỗi phản ánh đúng trừ 1 điểm.",
            "Không có phản ánh đúng: 2đ; trừ 1 điểm/phản ánh đúng",
        ],
    )
    def test_of_what_did_not_happen_ask_for_the_number_alone(self, text):
        assert score_part(only(text, 2), {"n1": 3}).points == 0
        assert score_part(only(text, 2), {"n1": 1}).points == 1

    def test_with_a_whole_number_count_what_is_there(self):
        part = only("Giao ban đủ 4 quý: 1 (mỗi quý thiếu trừ 0,25)", 1)
        assert part.parameters["items"][0]["expected"] == "4"
        assert score_part(part, {"n1": 3}).points == Decimal("0.75")

    def test_keep_the_floor_that_their_limit_leaves(self):
        part = only("Danh mục đủ thông tin: 2; mỗi mô hình thiếu thông tin trừ 0,5, không quá 1", 2)
        assert part.parameters["floor"] == "1"

    def test_start_from_the_maximum_where_nothing_else_is_said(self):
        part = only("Mỗi nội dung chưa công khai trừ 0,5.", 4)
        assert score_part(part, {"n1": 3}).points == Decimal("2.5")
        assert only("4 điểm, mỗi vụ trừ 2.", 4).parameters["floor"] == "0"

    def test_may_stand_beside_a_rule_as_a_penalty(self):
        found = rules(
            "Từ 95% trở lên: 4; dưới 95%: 0. Mỗi hồ sơ chậm trừ 0,25, không quá 1 điểm.", 4
        )
        assert [(part.method, part.max_points) for part in found] == [
            ("bands", 4),
            ("deduction", 0),
        ]
        assert found[1].parameters["floor"] == "-1"

    def test_may_happen_once(self):
        found = rules("Có kế hoạch: 1. Có vụ việc đông người: trừ 1.", 1)
        assert [part.parameters.get("floor") for part in found] == [None, "-1"]

    @pytest.mark.parametrize(
        ("text", "maximum"),
        [
            ("Có kế hoạch: 2. Mỗi ngày chậm trừ 0,5.", 2),  # from what? how far?
            ("Có kế hoạch: 2; mỗi ngày chậm trừ 0,5, không quá 3", 2),
            ("Có kế hoạch: 2; thiếu nội dung thì trừ theo mức độ", 2),
            ("Có kế hoạch: 1. Nếu không có thì trừ 2", 1),
            ("Có kế hoạch: 1. Mỗi hồ sơ chậm trừ 2, không quá 1 điểm.", 1),
            ("Có kế hoạch: 0,5; thiếu một nội dung trừ 1", 0.5),
        ],
    )
    def test_that_are_not_sure_are_left_to_people(self, text, maximum):
        assert rules(text, maximum) == []


class TestRatios:
    @pytest.mark.parametrize(
        ("text", "top", "bottom"),
        [
            (
                "(Số tổ chức đạt chỉ tiêu / tổng số tổ chức) x 3 điểm.",
                "Số tổ chức đạt chỉ tiêu",
                "Tổng số tổ chức",
            ),
            ("Số hộ đạt/tổng số hộ × 3", "Số hộ đạt", "Tổng số hộ"),
            ("Điểm = (số việc xong / tổng số việc) * 3", "Số việc xong", "Tổng số việc"),
            (
                "Tỷ lệ số buổi thực tiếp trên số buổi phải tiếp x 3 điểm, tối đa 3",
                "Số buổi thực tiếp",
                "Số buổi phải tiếp",
            ),
            (
                "Tỉ lệ hộ tham gia nhân với 3 điểm",
                "Số hộ tham gia",
                "Tổng số để tính tỷ lệ hộ tham gia",
            ),
            (
                "Tỷ lệ đạt so với chỉ tiêu được giao x 3 điểm",
                "Kết quả đạt được",
                "Chỉ tiêu được giao",
            ),
            (
                "Đi cơ sở đủ số lần theo kế hoạch: 3 (tính theo tỷ lệ)",
                "Số đã đạt: Đi cơ sở đủ số lần theo kế hoạch",
                "Số phải đạt: Đi cơ sở đủ số lần theo kế hoạch",
            ),
            (
                "Đạt kế hoạch huy động: 3 điểm, tính theo tỷ lệ",
                "Số đã đạt: Đạt kế hoạch huy động",
                "Số phải đạt: Đạt kế hoạch huy động",
            ),
            (
                "Hoàn thành kế hoạch: tỷ lệ x 3 điểm",
                "Số đã đạt: Hoàn thành kế hoạch",
                "Số phải đạt: Hoàn thành kế hoạch",
            ),
        ],
    )
    def test_are_read(self, text, top, bottom):
        part = only(text, 3)
        assert (part.method, part.parameters["numerator"], part.parameters["denominator"]) == (
            "proportional",
            top,
            bottom,
        )

    @pytest.mark.parametrize(
        "text",
        [
            "Tỷ lệ hộ tham gia x 3 điểm, tối đa 2",
            "Có phát sinh thì tính theo tỷ lệ: 3",
            "Tin/bài x 3 điểm",
            "Kết quả x 3 điểm",
            "Đi cơ sở 12 lần: 3 (tính theo tỷ lệ)",
            "Tỷ lệ hộ trên địa bàn x 3 điểm",
            "Theo thực tế, tính theo tỷ lệ",
            "Có kế hoạch: 3. Không phát sinh: đủ điểm.",
            "Mỗi cuộc: 1 điểm, tối đa 3. Không có cuộc nào: đủ điểm.",
            "Số A / số B / số C x 3 điểm",
        ],
    )
    def test_that_are_not_sure_are_left_to_people(self, text):
        assert rules(text, 3) == []


class TestAnswers:
    @pytest.mark.parametrize(
        ("text", "question", "earns"),
        [
            ("Có kế hoạch và phân công: 2.", "Có kế hoạch và phân công", "yes"),
            ("Ban hành kế hoạch (2 điểm)", "Ban hành kế hoạch", "yes"),
            ("Sơ kết 6 tháng: 2đ", "Sơ kết 6 tháng", "yes"),
            ("Có kế hoạch trước ngày 31/3 được 2 điểm", "Có kế hoạch trước ngày 31/3", "yes"),
            ("Có kế hoạch: 2; không có: 0", "Có kế hoạch", "yes"),
            ("Có: 2 điểm; không: 0 điểm", TITLE, "yes"),
            ("Không để phát sinh vụ việc phức tạp: 2", "Có để phát sinh vụ việc phức tạp", "no"),
            ("Không có sai phạm bị kết luận: 2", "Có sai phạm bị kết luận", "no"),
        ],
    )
    def test_are_yes_or_no(self, text, question, earns):
        part = only(text, 2)
        assert (part.method, part.parameters["question"]) == ("yes_no", question)
        assert part.parameters.get("earns", "yes") == earns

    @pytest.mark.parametrize(
        "text",
        [
            "Thực hiện tốt các nội dung: 2",
            "Có nhiều hoạt động: 2",
            "Có biện pháp hiệu quả: 2",
            "Trả lời đủ kiến nghị: 2",
            "Hoàn thành tuyển quân: 2",
            "Đảng bộ xếp loại khá trở lên: 2",
            "Không phải cưỡng chế hoặc đã vận động: 2",
            "Công khai 10/14 nội dung: 2",
            "Có: 1",
            "Có kế hoạch: 1 điểm, có báo cáo: 1 điểm",
            "Căn cứ mức độ thực hiện để chấm điểm",
            "",
            "…",
        ],
    )
    def test_of_degree_or_judgement_are_left_to_people(self, text):
        assert rules(text, 2) == []

    @pytest.mark.parametrize(
        ("text", "points"),
        [
            ("Ban hành trong quý I: 2 điểm (ban hành sau quý I: 1; không ban hành: 0).", "2 1 0"),
            ("Đăng ký đúng hạn: 2; chậm không quá 15 ngày: 0,5", "2 0.5 0"),
            (
                "Hoàn thành xuất sắc: 2\nHoàn thành tốt: 1,5\nHoàn thành: 1\nKhông hoàn thành: 0",
                "2 1.5 1 0",
            ),
            ("Xếp loại tốt 2 điểm; xếp loại khá 1 điểm; còn lại không tính điểm", "2 1 0"),
        ],
    )
    def test_may_be_a_scale(self, text, points):
        part = only(text, 2)
        assert (part.method, part.parameters["question"]) == ("choice", TITLE)
        assert " ".join(option["points"] for option in part.parameters["options"]) == points

    def test_that_may_be_a_list_or_a_scale_are_left_to_people(self):
        assert rules("Có kế hoạch: 2; có báo cáo: 1", 3) == []
        assert rules("Có kế hoạch: 2; có báo cáo: 1", 2) == []

    def test_of_equal_weight_are_a_list(self):
        found = rules("Có kế hoạch: 1; có báo cáo: 1; có sơ kết: 1", 3)
        assert [part.method for part in found] == ["yes_no"] * 3


class TestWholeCriteria:
    def test_a_sentence_that_nobody_understands_is_left_to_people_alone(self):
        found = recognise("Có kế hoạch: 1. Trả lời đủ kiến nghị: 2.", Decimal(3))
        assert found.sureness == Sureness.PARTLY
        assert [(p.key, p.method, p.max_points, p.label) for p in found.parts] == [
            ("p1", "yes_no", 1, "Có kế hoạch"),
            ("p2", "manual", 2, "Tự chấm tay: trả lời đủ kiến nghị"),
        ]

    def test_without_its_points_the_whole_is_left_to_people(self):
        found = recognise("Có kế hoạch: 1. Còn lại xem xét theo thực tế.", Decimal(3))
        assert found.sureness == Sureness.NONE
        assert [(p.method, p.max_points, p.label) for p in found.parts] == [
            ("manual", 3, "Tự chấm tay")
        ]

    @pytest.mark.parametrize(
        "text", ["Có kế hoạch (nháp: 1", "Có kế hoạch): 1", "Có kế hoạch: 1. " * 300]
    )
    def test_broken_and_endless_texts_are_left_to_people(self, text):
        assert recognise(text, Decimal(1)).sureness == Sureness.NONE

    def test_long_words_are_shortened_to_fit(self):
        (part,) = rules(f"Có kế hoạch {'rất dài ' * 60}: 1", 1)
        assert len(part.label) <= 200
        assert part.label.endswith("…")
