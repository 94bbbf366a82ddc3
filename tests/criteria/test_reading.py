"""Reading a set: found without diacritics, each criterion at its own address, rules as tables."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.text import fold
from criteria import reading
from criteria.actions import lifecycle
from criteria.definitions import Condition, definition_of
from criteria.documents import Guidance
from criteria.levels import readable_part
from criteria.models import Criterion
from criteria.reading import condition_text, readable_groups
from tests.criteria import sample_rules as rules
from tests.criteria.changing import commune_set, criterion_of, with_criterion
from tests.factories import (
    make_board_head,
    make_draft_set,
    make_editor,
    make_published_set,
    make_unit,
    set_document,
)

SET = commune_set()


def found(search):
    return [c.definition.code for group in readable_groups(SET, search) for c in group.criteria]


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        ("doi thoai truc tiep", ["I.4"]),  # title
        ("Đối THOẠI trực", ["I.4"]),
        ("quan triet quy i", ["I.1"]),  # words anywhere, in any order
        ("II.2", ["II.2"]),  # code, not the end of III.2
        ("(hiệu quả)", ["V.3", "T3"]),  # marks do not count
        ("lich tiep cong dan", ["II.5"]),  # evidence
        ("khong co gi nhu vay", []),
    ],
)
def test_search_finds_every_word_without_diacritics(search, codes):
    assert found(search) == codes


def test_search_finds_the_legal_basis_and_the_rule_that_runs():
    named = with_criterion(SET, "i-1", legal_basis="Quy định 213-QĐ/TW", scoring_text="")

    for search in ("213-qd/tw", "so chi bo da duoc quan triet"):
        groups = readable_groups(named, search)
        assert [c.definition.code for group in groups for c in group.criteria] == ["I.1"]


def test_each_word_is_looked_for_once_however_often_it_is_typed(monkeypatch):
    folded = []
    monkeypatch.setattr(reading, "fold", lambda text: folded.append(text) or fold(text))

    readable_groups(SET, "nhân dân " * 20)

    criteria = sum(len(group.criteria) for group in SET.groups)
    assert len(folded) == 1 + criteria  # the search, and each criterion once


def test_no_search_shows_everything():
    assert len(found("  ")) == 40


@pytest.mark.parametrize(
    ("part", "levels"),
    [
        (rules.ON_TIME, [("Từ 98 % trở lên", "4,00"), ("Từ 95 % đến dưới 98 %", "3,00"),
                         ("Dưới 95 %", "0,00")]),
        (rules.GAP, [("Không quá 5 điểm", "1,00"), ("Trên 5 điểm đến 10 điểm", "0,50"),
                     ("Trên 10 điểm", "0,00")]),
        (rules.ISSUED, [("Trong quý I", "2,00"), ("Sau quý I", "1,00"), ("Không", "0,00")]),
        (rules.REVIEW, [("Có", "1,50"), ("Không", "0,00")]),
        (rules.QUIET, [("Có", "0,00"), ("Không", "1,00")]),
        (rules.RATIO, [("Đạt 100 %", "1,00"), ("Đạt 50 %", "0,50"), ("Đạt 0 %", "0,00")]),
        (rules.MODELS, [("Mỗi trường hợp: Cấp huyện", "1,00"), ("Mỗi trường hợp: Cấp tỉnh", "2,00"),
                        ("Nhiều nhất", "3,00")]),
        (rules.COMPLAINTS, [("Không bị trừ", "2,00"), ("Mỗi trường hợp: Phản ánh đúng", "−0,75"),
                            ("Ít nhất", "0,00")]),
        (rules.MEETINGS, [("Không bị trừ", "1,00"),
                          ("Thiếu mỗi trường hợp so với 4: Quý có họp", "−0,25"),
                          ("Ít nhất", "0,00")]),
        (rules.REPORTS, [("Mỗi trường hợp: Đúng hạn", "0,40"), ("Mỗi trường hợp: Chậm", "0,20"),
                         ("Nhiều nhất", "2,00")]),
        (rules.JUDGED, []),
        (rules.part("bands", "1"), []),
    ],
)  # fmt: skip
def test_a_rule_is_read_as_a_table_of_levels(part, levels):
    assert list(readable_part(part).levels) == levels


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, ""),
        (Condition("i-1", "programme", ("later", "none")),
         "Chỉ hỏi khi tiêu chí I.1 (Ban hành chương trình, kế hoạch năm) trả lời “Ban hành sau"
         " quý I” hoặc “Không ban hành”."),
        (Condition("i-3", "decision", (True, False)), None),
        (Condition("x", "y", (True,)), "Chỉ hỏi khi có điều kiện; điều kiện chưa hoàn chỉnh."),
    ],
)  # fmt: skip
def test_a_condition_is_told_in_words(condition, words):
    if words is None:
        part = criterion_of(SET, "i-3").parts[0]
        condition = Condition("i-3", part.key, (True, False))
        words = f"Chỉ hỏi khi tiêu chí I.3 ({part.label}) trả lời “Có” hoặc “Không”."

    criterion = criterion_of(with_criterion(SET, "i-4", condition=condition), "i-4")

    assert condition_text(criterion, SET) == words


def test_the_list_tells_the_condition_of_a_criterion_before_its_other_remarks():
    condition = Condition("i-1", "programme", ("none",))
    changed = with_criterion(SET, "i-4", condition=condition, may_not_arise=True)

    criteria = {c.definition.key: c for group in readable_groups(changed) for c in group.criteria}

    assert criteria["i-4"].remarks[0].startswith("Chỉ hỏi khi tiêu chí I.1")
    assert len(criteria["i-4"].remarks) == 3
    assert criteria["i-4"].remarks[-1].startswith("Hệ thống điền sẵn từ: Báo cáo quý, số cả năm: ")
    assert criteria["i-1"].remarks == ()


# Pages


@pytest.fixture
def published(district):
    return make_published_set(district, complete=True)


@pytest.fixture
def reader(client, district):
    client.force_login(make_editor(make_unit(district)))
    return client


def criterion_address(criteria_set, key):
    return reverse("criteria:criterion", args=[criteria_set.pk, key])


def test_the_page_says_how_many_criteria_were_found(reader, published):
    page = reader.get(published.get_absolute_url(), {"q": "doi thoai truc tiep"})

    text = page.content.decode()
    assert "Tìm thấy <strong>1</strong> tiêu chí có “doi thoai truc tiep”." in text
    assert 'id="tieu-chi-I.4"' in text
    assert 'id="tieu-chi-I.1"' not in text


def test_the_page_says_when_nothing_was_found(reader, published):
    page = reader.get(published.get_absolute_url(), {"q": "<b>zz"}).content.decode()

    assert "Không tiêu chí nào có “&lt;b&gt;zz”." in page


def test_the_page_names_guidance_origin_and_reason(reader, district):
    head = make_board_head(district)
    first = make_published_set(district)
    draft = make_draft_set(district, by=head)
    draft.origin, draft.change_reason = first, "Theo hướng dẫn mới của Tỉnh uỷ"
    draft.guidance_kind, draft.guidance_number = "Hướng dẫn", "05-HD/BDVHU"
    draft.guidance_issuer, draft.guidance_date = "Ban Dân vận Huyện uỷ", first.published_at.date()
    draft.save()
    published = lifecycle.publish(draft, by=head)

    page = reader.get(published.get_absolute_url()).content.decode()

    assert "Hướng dẫn số 05-HD/BDVHU, ngày" in page
    assert str(first) in page
    assert "Theo hướng dẫn mới của Tỉnh uỷ" in page


def test_a_criterion_has_a_page_of_its_own(reader, district):
    document = set_document()
    document["groups"][0]["criteria"][1] |= {
        "legal_basis": "Điều 11 Luật Thực hiện dân chủ ở cơ sở", "good_example": "Đăng ký từ 05/01",
        "bad_example": "Đăng ký không có chỉ tiêu", "may_not_arise": True,
    }  # fmt: skip
    head = make_board_head(district)
    published = lifecycle.publish(make_draft_set(district, document, by=head), by=head)

    page = reader.get(criterion_address(published, "i-2")).content.decode()

    for words in (
        "I.2. Đăng ký và xây dựng kế hoạch", "Chậm không quá 15 ngày", "Điều 11 Luật Thực hiện",
        "Đăng ký từ 05/01", "Đăng ký không có chỉ tiêu", "Được ghi “không phát sinh”",
        criterion_address(published, "i-1"), criterion_address(published, "i-3"),
        f"http://testserver{criterion_address(published, 'i-2')}", "#tieu-chi-I.2",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("key", "before", "after"), [("i-1", False, True), ("t4", True, False), ("ii-1", True, True)]
)
def test_neighbours_run_through_all_groups(reader, published, key, before, after):
    page = reader.get(criterion_address(published, key)).content.decode()

    assert ('rel="prev"' in page, 'rel="next"' in page) == (before, after)


def test_a_criterion_of_another_set_is_not_found(reader, published):
    assert reader.get(criterion_address(published, "x-1")).status_code == 404


def test_a_draft_criterion_is_not_found_by_a_unit(reader, district):
    draft = make_draft_set(district)

    assert reader.get(criterion_address(draft, "i-1")).status_code == 404


def test_an_unfinished_criterion_can_be_read_by_its_author(client, district):
    head = make_board_head(district)
    draft = make_draft_set(district, by=head)
    Criterion.objects.get(group__criteria_set=draft, code="I.1").parts.all().delete()
    client.force_login(head)

    page = client.get(criterion_address(draft, "i-1")).content.decode()

    assert "Chưa có phần điểm nào." in page


@pytest.mark.parametrize("copies", [1, 3])
@pytest.mark.parametrize("name", ["detail", "criterion", "preview", "publish"])
def test_pages_take_the_same_queries_for_any_number_of_criteria(
    client, district, django_assert_max_num_queries, copies, name
):
    head = make_board_head(district)
    draft = make_draft_set(district, _longer(copies), by=head)
    client.force_login(head)
    args = [draft.pk, "i-1"] if name == "criterion" else [draft.pk]
    address = reverse(f"criteria:{name}", args=args)
    client.get(address)  # the first request of a session stores its start

    with django_assert_max_num_queries(15):
        client.get(address)


def test_reading_a_published_set_costs_no_query_for_its_content(
    reader, published, django_assert_max_num_queries
):
    definition_of(published)
    reader.get(published.get_absolute_url())

    # The lists of indicators that its sources may name are two of them.
    with django_assert_max_num_queries(11):
        reader.get(published.get_absolute_url(), {"q": "doi thoai"})


def _longer(copies: int) -> dict:
    """The complete set with its criteria so many times over."""
    document = set_document()
    for group in document["groups"]:
        group["criteria"] = [
            {**criterion, "code": f"{criterion['code']}{'abc'[number]}" if number else code}
            for number in range(copies)
            for criterion in group["criteria"]
            if (code := criterion["code"])
        ]
        group["max_points"] = str(Decimal(group["max_points"]) * copies)
    return document | {"total_points": str(100 * copies)}


def test_a_set_published_with_its_document_names_it(reader, district, monkeypatch):
    monkeypatch.setattr(lifecycle, "render_pdf", lambda *_: b"%PDF-1.7")
    head = make_board_head(district)
    draft = make_draft_set(district, by=head)
    day = draft.organiser.valid_from
    guidance = Guidance("Kế hoạch", "12-KH/HU", day, "Huyện uỷ")
    lifecycle.publish(draft, by=head, guidance=guidance)

    page = reader.get(draft.get_absolute_url()).content.decode()

    assert guidance.citation in page
