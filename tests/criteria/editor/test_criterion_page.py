"""The page of a criterion in the editor: who, its texts, its condition."""

import pytest

from criteria.actions import editing, lifecycle
from criteria.actions.items import CRITERION, parts_of
from criteria.forms.rules.shapes import SHAPES
from criteria.models import ScoringPart
from tests.criteria.editor.criterion_pages import (
    HTMX,
    body,
    criterion_of,
    page_of,
    part_of,
    sent,
    url,
)
from tests.factories import (
    make_board_head,
    make_clerk,
    make_district,
    make_draft_set,
    make_editor,
    make_officer,
    make_unit,
    set_document,
)
from tests.statements import within

pytestmark = pytest.mark.django_db


def texts(row, **changes):
    return {"version": row.version, "code": row.code, "title": row.title, "max_points": "40",
            "scored_by": row.scored_by, **changes}  # fmt: skip


# The page.


def test_the_page_shows_rule_verdict_sums_and_neighbours(desk, draft):
    page = body(desk.get(page_of(draft, "i-2")))

    for words in (
        "Có hoặc không", "Hợp với lời văn", "Hệ thống hiểu là:", "Có kế hoạch: có 20,00 điểm",
        "Thử tính", "Các phần điểm: <strong>20,00</strong> / 20,00",
        "Nhóm I: <strong>60,00</strong>", "Cả bộ: <strong>100,00</strong>",
        page_of(draft, "i-1"), page_of(draft, "ii-1"),
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_a_fresh_part_of_every_form_is_shown_with_what_it_lacks(desk, draft, shape):
    desk.post(url("part-add", draft, part=""), {"shape": shape.code})
    page = body(desk.get(page_of(draft)))

    assert shape.does in page
    assert shape.example in page
    assert ("Đã lưu, còn phải hoàn thiện" in page) == bool(shape.code)


def test_a_part_whose_method_is_gone_is_shown_and_can_be_changed(desk, draft):
    ScoringPart.objects.filter(criterion=criterion_of(draft)).update(method="magic")

    page = body(desk.get(page_of(draft)))

    assert "Cách tính không còn dùng" in page
    assert "Không có cách tính “magic”." in page
    assert desk.post(url("part-rows", draft), {"draw": "add"}).status_code == 404


def test_a_bonus_criterion_is_measured_against_itself_only(desk, district, head):
    draft = make_draft_set(district, set_document(), by=head)

    page = body(desk.get(page_of(draft, "t1")))

    assert "(điểm thưởng)" in page
    assert "Cả bộ" not in page


def test_words_of_people_are_shown_as_words(desk, draft):
    ScoringPart.objects.filter(criterion=criterion_of(draft)).update(label="<script>x</script>")

    page = body(desk.get(page_of(draft)))

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_parts(
    desk, draft, head, count, django_assert_max_num_queries
):
    for _ in range(count - 1):
        editing.copy(draft, parts_of("i-1"), "p1", by=head)
    desk.get(page_of(draft))

    # The organiser and the lists of sources (two of indicators) are three of them.
    with django_assert_max_num_queries(13):
        desk.get(page_of(draft))


@pytest.mark.parametrize("count", [1, 3])
def test_saving_takes_the_same_queries_for_any_number_of_parts(
    desk, draft, head, count, django_assert_max_num_queries
):
    for _ in range(count - 1):
        editing.copy(draft, parts_of("i-1"), "p1", by=head)
    row = ScoringPart.objects.get(criterion=criterion_of(draft), key="p1")
    desk.get(page_of(draft))

    with django_assert_max_num_queries(within(14)):
        desk.post(url("part-save", draft), sent(row, label="Khác"), **HTMX)


# Who.


def test_a_published_set_is_not_edited(desk, draft, head):
    lifecycle.publish(draft, by=head)
    row = part_of(draft)

    assert desk.get(page_of(draft)).status_code == 403
    answer = desk.post(url("part-save", draft), sent(row, label="Khác"), **HTMX)
    assert answer.status_code == 403
    assert "đã ban hành không sửa được" in body(answer)
    answer = desk.post(page_of(draft), texts(criterion_of(draft), title="Khác"), **HTMX)
    assert answer.status_code == 403
    assert desk.post(url("part-save", draft), sent(row, label="Khác")).status_code == 403


@pytest.mark.parametrize("make", [make_officer, make_clerk])
def test_others_of_the_district_do_not_find_a_draft(client, district, draft, make):
    client.force_login(make(district))

    assert client.get(page_of(draft)).status_code == 404
    assert client.post(url("part-save", draft), sent(part_of(draft))).status_code == 404


def test_a_unit_and_another_district_do_not_find_a_draft(client, district, draft):
    elsewhere = make_board_head(make_district("Huyện uỷ khác"))
    for person in (make_editor(make_unit(district)), elsewhere):
        client.force_login(person)
        assert client.get(page_of(draft)).status_code == 404
        assert client.post(url("try-out", draft), {}).status_code == 404


@pytest.mark.parametrize("name", ["part-save", "part-rows", "try-out", "part-move", "part-copy",
                                  "part-delete", "part-method"])  # fmt: skip
def test_a_part_that_is_not_there_is_not_found(desk, draft, name):
    answer = desk.post(url(name, draft, part="khong-co"), {"shape": "count", "label": "x"})

    assert answer.status_code == 404


# The criterion's own texts.


def test_texts_save_themselves(desk, draft):
    row = criterion_of(draft)

    answer = desk.post(page_of(draft), texts(row, title="Tên mới", max_points="35,5"), **HTMX)

    assert answer.status_code == 200
    assert answer["X-Record-Version"] == "2"
    assert "vượt 4,50" in body(answer)  # the parts still give 40
    assert criterion_of(draft).title == "Tên mới"


def test_texts_are_saved_without_script_too(desk, draft):
    answer = desk.post(page_of(draft), texts(criterion_of(draft), guidance="Làm\r\nthế này"))

    assert answer.url == page_of(draft)
    assert "Đã lưu tiêu chí." in body(desk.get(answer.url))
    assert criterion_of(draft).guidance == "Làm\nthế này"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_texts_that_cannot_be_taken_stay_in_their_boxes(desk, draft, headers):
    answer = desk.post(page_of(draft), texts(criterion_of(draft), max_points="ba"), **headers)

    assert answer.status_code == 422
    assert "Ô này chỉ nhận số" in body(answer)
    assert headers or 'value="ba"' in body(answer)
    assert headers or "Những gì đã gõ vẫn còn" in body(answer)


def test_a_code_that_is_taken_is_said_at_its_box(desk, draft):
    answer = desk.post(page_of(draft), texts(criterion_of(draft), code="I.2"), **HTMX)

    assert answer.status_code == 422
    assert 'id="c-code-error" hx-swap-oob="innerHTML">Mã I.2 đã dùng' in body(answer)


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_two_people_at_one_criterion_see_both_texts(desk, draft, head, headers):
    old = texts(criterion_of(draft), title="Của tôi")
    editing.change(draft, CRITERION, "i-1", {"title": "Của người kia"}, by=head)

    answer = desk.post(page_of(draft), old, **headers)

    assert answer.status_code == 409
    assert "Của tôi" in body(answer)
    if headers:
        assert str(head) in body(answer)
        assert 'data-version="2"' in body(answer)
        assert "Của người kia" in body(answer)
    assert criterion_of(draft).title == "Của người kia"


def test_the_answers_of_a_condition_follow_the_chosen_question(desk, draft):
    address = url("condition-answers", draft, "ii-1", "")

    assert body(desk.get(address, {"condition_part": "i-2/p1"}, **HTMX)).count("checkbox") == 2
    assert "checkbox" not in body(desk.get(address, {"condition_part": ""}, **HTMX))


def test_a_condition_is_saved_and_shown(desk, draft):
    row = criterion_of(draft, "ii-1")
    chosen = texts(row, max_points="20", condition_part="i-2/p1", condition_answers=["no"])

    desk.post(page_of(draft, "ii-1"), chosen)

    assert criterion_of(draft, "ii-1").condition["answers"] == [False]
    page = body(desk.get(page_of(draft, "ii-1")))
    assert '<option value="i-2/p1" selected>' in page
    assert 'name="condition_answers" value="no" checked' in page
