"""What the papers of a set say, as plain values; how it looks: tests/paper/test_criteria.py."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from criteria.definitions import Condition, definition_of
from criteria.documents import Guidance, appendix, blank_form, guidance_of
from criteria.scoring import Part
from tests.criteria.changing import criterion_of, with_criterion, with_group, with_only_part
from tests.factories import (
    make_district,
    make_draft_set,
    make_letterhead,
    make_published_set,
    set_document,
)

pytestmark = pytest.mark.django_db
OLD, NEW = date(2026, 5, 26), date(2026, 5, 27)


@pytest.fixture
def draft():
    return make_draft_set(make_district(), set_document())


@pytest.fixture
def definition(draft):
    return definition_of(draft)


def guidance(day=NEW, number=""):
    return Guidance("Hướng dẫn", "05-HD/BDVHU", day, "Ban Dân vận Huyện uỷ", number)


def row_of(context, code):
    rows = [row for group in context["groups"] for row in group["rows"]]
    return next(row for row in rows if row["code"] == code)


@pytest.mark.parametrize(("day", "form"), [(OLD, "hd36"), (NEW, "hd05")])
def test_without_letterhead_the_day_decides_the_format(draft, definition, day, form):
    assert appendix(draft, definition, guidance(day))["format"] == form


def test_the_letterhead_of_the_day_decides_the_format(draft, definition):
    make_letterhead(draft.organiser, format="nd30", valid_from=OLD)

    context = appendix(draft, definition, guidance(number="2"))

    assert (context["format"], context["label"]) == ("nd30", "Phụ lục II")


@pytest.mark.parametrize(("number", "label"), [("", "PHỤ LỤC"), ("2", "PHỤ LỤC 2")])
def test_one_appendix_among_several_has_a_number(draft, definition, number, label):
    assert appendix(draft, definition, guidance(number=number))["label"] == label


def test_a_title_that_names_the_year_does_not_repeat_it(draft, definition):
    named = replace(definition, title="Bộ tiêu chí năm 2026", year=2026)

    assert appendix(draft, named)["title"] == "BỘ TIÊU CHÍ NĂM 2026"


def test_a_rule_without_text_is_told_as_it_runs(draft, definition):
    without = with_criterion(definition, "i-1", scoring_text="")

    told = row_of(appendix(draft, without), "I.1")["scoring"]

    assert told[1].startswith("Quán triệt đến các chi bộ: Số chi bộ đã được quán triệt / Tổng số")


def test_a_single_rule_needs_no_label(draft, definition):
    plain = with_only_part(definition, "i-1", "manual")
    plain = with_criterion(plain, "i-1", scoring_text=" ")

    told = row_of(appendix(draft, plain), "I.1")["scoring"]

    assert told == ["Chấm theo đánh giá, từ 0 đến 3,00 điểm"]


def test_evidence_is_asked_for_even_without_a_hint(draft, definition):
    bare = with_criterion(definition, "i-1", evidence_hint="")
    free = with_criterion(bare, "i-2", evidence_hint="", evidence_required=False)

    context = appendix(draft, free)

    assert row_of(context, "I.1")["evidence"] == "Có minh chứng kèm theo."
    assert row_of(context, "I.2")["evidence"] == ""


def test_remarks_say_who_scores_and_what_may_not_arise(draft, definition):
    context = appendix(draft, definition)

    assert row_of(context, "VII.3")["remarks"] == ["Cơ quan thẩm định chấm."]
    assert row_of(context, "II.6")["remarks"] == ["Không phát sinh thì ghi rõ lý do."]


def test_a_set_without_bonus_or_absent_tasks_has_no_notes(draft, definition):
    plain = replace(definition, bonus_max=Decimal(0), groups=definition.groups[:1])

    assert appendix(draft, plain)["notes"] == []


def test_a_group_without_minimum_says_nothing_of_it(draft, definition):
    context = appendix(draft, with_group(definition, "i", minimum_share=Decimal(0)))

    assert [group["minimum"] for group in context["groups"][:2]] == [
        "", "Tối thiểu 50 % số điểm của nhóm",
    ]  # fmt: skip


def test_the_form_asks_each_kind_of_fact_in_its_way(draft, definition):
    parts = (
        Part("a", "Đánh giá", "manual", Decimal(2)),
        Part("b", "Chưa xong", "bands", Decimal(1)),
        *criterion_of(definition, "i-1").parts,
    )
    row = row_of(blank_form(draft, with_criterion(definition, "i-1", parts=parts)), "I.1")

    rooms = [[fact["room"] for fact in part["facts"]] for part in row["parts"]]
    assert rooms == [["……………"], [], [""], ["……………", "……………"]]
    assert row["parts"][2]["facts"][0]["boxes"] == [
        "□\u00a0Ban hành trong quý I", "□\u00a0Ban hành sau quý I", "□\u00a0Không ban hành",
    ]  # fmt: skip
    assert row["parts"][0]["label"] == "Đánh giá (tối đa 2,00)"


def test_the_form_says_where_points_are_only_taken_away_and_keeps_yes_beside_no(draft, definition):
    row = row_of(blank_form(draft, definition), "II.2")
    answer = row_of(blank_form(draft, definition), "II.1")["parts"][0]["facts"][0]

    assert [part["label"] for part in row["parts"]] == [
        "Hồ sơ giải quyết đúng hạn (tối đa 4,00)", "Hồ sơ chậm không xin lỗi (chỉ trừ điểm)",
    ]  # fmt: skip
    assert answer["boxes"] == ["□\u00a0Có\u00a0\u00a0\u00a0□\u00a0Không"]
    assert answer["room"] == ""


def test_both_papers_say_on_what_condition_a_criterion_is_asked(draft, definition):
    condition = Condition("ii-1", "plan", (True,))
    conditional = with_criterion(definition, "ii-2", condition=condition, may_not_arise=False)
    paper = appendix(draft, conditional)

    words = "khi tiêu chí II.1 (Kế hoạch và phân công) trả lời “Có”"
    assert row_of(paper, "II.2")["remarks"] == [f"Chỉ áp dụng {words}."]
    assert row_of(paper, "II.1")["remarks"] == []
    assert paper["notes"][0] == (
        "Tiêu chí không phát sinh nhiệm vụ trong năm hoặc không áp dụng với đơn vị:"
        " tính điểm tối đa."
    )
    form = blank_form(draft, conditional)
    assert row_of(form, "II.2")["condition"] == f"Chỉ điền {words}."
    assert row_of(form, "II.1")["condition"] == ""


@pytest.mark.parametrize(("title", "printed"), [
    ("Bộ tiêu chí “Dân vận khéo”", "BỘ TIÊU CHÍ\n“DÂN VẬN KHÉO” NĂM 2026"),
    ("Bộ tiêu chí cơ quan (6 tiêu chí)", "BỘ TIÊU CHÍ CƠ QUAN\n(6 TIÊU CHÍ) NĂM 2026"),
    ("Bộ tiêu chí cơ quan", "BỘ TIÊU CHÍ CƠ QUAN NĂM 2026"),
])  # fmt: skip
def test_a_title_breaks_before_what_is_quoted_or_bracketed(draft, definition, title, printed):
    assert appendix(draft, replace(definition, title=title, year=2026))["title"] == printed


def test_the_form_names_the_organiser_and_its_author(draft, definition):
    make_letterhead(draft.organiser)

    context = blank_form(draft, definition)

    assert (context["format"], context["pdf_author"]) == ("hd05", "Ban Thường vụ Huyện uỷ")
    assert context["heading"]["parent"] == "HUYỆN UỶ YÊN THẾ"
    assert context["draft"] is True


def test_both_papers_list_what_the_set_rests_on(draft, definition):
    cited = replace(definition, basis=("Nghị quyết số 25-NQ/TW;", " ", 'Luật "Dân chủ".'))
    none = replace(definition, basis=())

    for paper in (appendix, blank_form):
        assert paper(draft, cited)["basis"] == ["Nghị quyết số 25-NQ/TW;", "Luật “Dân chủ”."]
        assert paper(draft, none)["basis"] == []


def test_an_appendix_in_force_is_no_draft_even_without_its_number(draft, definition):
    published = make_published_set(make_district())

    assert appendix(draft, definition)["draft"] is True
    assert appendix(published, definition_of(published))["draft"] is False


def test_a_published_form_is_no_draft():
    published = make_published_set(make_district())

    assert blank_form(published, definition_of(published))["draft"] is False


def test_a_set_published_without_document_has_none():
    published = make_published_set(make_district())

    assert guidance_of(published) is None
