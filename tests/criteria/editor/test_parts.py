"""Parts of a criterion in the editor: typed, tried out, moved, changed."""

import pytest
from django.urls import reverse

from core.models import AuditEvent
from criteria.actions import editing
from criteria.actions.items import parts_of
from criteria.models import CriteriaSet, ScoringPart
from tests.criteria.editor.criterion_pages import (
    HTMX,
    body,
    criterion_of,
    page_of,
    part_of,
    sent,
    url,
)

pytestmark = pytest.mark.django_db


# Parts.


def test_a_part_saves_itself_and_is_told_in_one_sentence(desk, draft):
    row = part_of(draft)

    answer = desk.post(
        url("part-save", draft), sent(row, bands__0__low="99", bands__1__high=""), **HTMX
    )

    assert answer.status_code == 200
    assert answer["X-Record-Version"] == "2"
    assert "từ 99 % trở lên: 40,00; từ 90 % đến dưới 99 %: 30,00" in body(answer)


def test_an_unfinished_rule_is_kept_and_its_problems_are_told(desk, draft):
    answer = desk.post(
        url("part-save", draft), sent(part_of(draft), numerator="", max_points="35"), **HTMX
    )

    assert answer.status_code == 200
    assert "Chưa nhập “Số đạt được”." in body(answer)
    assert "Mức cao nhất (40,00) khác điểm tối đa (35,00)." in body(answer)
    assert "còn thiếu 5,00" in body(answer)
    assert part_of(draft).max_points == 35


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_figure_that_cannot_be_read_is_said_and_nothing_is_lost(desk, draft, headers):
    typed = sent(part_of(draft), bands__0__low="<b>98", label="Đã sửa")

    answer = desk.post(url("part-save", draft), typed, **headers)

    assert answer.status_code == 422
    assert "Ô này chỉ nhận số" in body(answer)
    assert headers or "&lt;b&gt;98" in body(answer)
    assert headers or 'value="Đã sửa"' in body(answer)
    assert part_of(draft).label == "Nội dung"


def test_a_part_is_saved_without_script_too(desk, draft):
    answer = desk.post(url("part-save", draft), sent(part_of(draft), label="Đã sửa"))

    assert answer.url == f"{page_of(draft)}#phan-p1"
    assert "Đã lưu phần điểm “Đã sửa”." in body(desk.get(page_of(draft)))
    assert part_of(draft).label == "Đã sửa"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_two_people_at_one_part_see_both_rules(desk, draft, head, headers):
    old = sent(part_of(draft), label="Của tôi", bands__0__points="39")
    editing.change(draft, parts_of("i-1"), "p1", {"label": "Của kia"}, by=head)

    answer = desk.post(url("part-save", draft), old, **headers)

    assert answer.status_code == 409
    assert "Của tôi" in body(answer)
    if headers:
        assert "Của kia" in body(answer)
        assert "Mức 1: điểm" in body(answer)
        assert 'data-conflict-name="bands.0.points" data-conflict-theirs="40"' in body(answer)
    assert part_of(draft).label == "Của kia"


def test_a_save_whose_answer_was_lost_is_not_a_conflict(desk, draft):
    form = sent(part_of(draft), label="Đã sửa")
    desk.post(url("part-save", draft), form, **HTMX)

    answer = desk.post(url("part-save", draft), form, **HTMX)

    assert answer.status_code == 200
    assert answer["X-Record-Version"] == "2"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_row_is_added_without_storing_anything(desk, draft, headers):
    typed = sent(part_of(draft), bands__0__points="38", draw="add")

    answer = desk.post(url("part-rows", draft), typed, **headers)

    assert 'name="bands.3.low"' in body(answer)
    assert 'value="38"' in body(answer)
    assert part_of(draft).parameters["bands"][0]["points"] == "40"


# Trying out.


def test_a_rule_is_tried_out_as_it_stands_in_its_form(desk, draft):
    count = AuditEvent.objects.count()
    facts = {"p1.numerator": "1.234", "p1.denominator": "1250"}
    rule = sent(part_of(draft), bands__0__points="39", max_points="39")

    answer = body(desk.post(url("try-out", draft), rule | facts, **HTMX))

    assert "1.234/1.250 = 98,72 % → 39,00" in answer
    assert "Cả tiêu chí: 39,00 → 39,00 trên 40,00 điểm." in answer
    assert part_of(draft).max_points == 40
    assert AuditEvent.objects.count() == count


def test_a_stored_rule_is_tried_out_without_script(desk, draft):
    facts = {"p1.numerator": "95", "p1.denominator": "100"}

    page = body(desk.post(url("try-out", draft), facts))

    assert "95/100 = 95,00 % → 30,00" in page
    assert 'name="p1.numerator" value="95"' in page


def test_boxes_for_facts_come_anew_only_when_the_rule_asks_for_others(desk, draft):
    rule = sent(part_of(draft))
    first = body(desk.post(url("try-out", draft), rule, **HTMX))
    drawn = first.partition('name="drawn.p1" value="')[2].partition('"')[0]

    again = body(desk.post(url("try-out", draft), rule | {"drawn.p1": drawn}, **HTMX))
    other = rule | {"drawn.p1": drawn, "numerator": "Khác"}

    assert drawn
    assert "try-boxes" not in again
    assert "try-boxes" in body(desk.post(url("try-out", draft), other, **HTMX))


def test_a_wrong_fact_is_said_beside_its_box(desk, draft):
    facts = {"p1.numerator": "<b>", "p1.denominator": "100"}

    answer = body(desk.post(url("try-out", draft), sent(part_of(draft)) | facts, **HTMX))

    assert "Ô này chỉ nhận số" in answer
    assert "Hãy sửa số liệu thử." in answer
    assert "<b>" not in answer


# Parts as wholes.


def test_a_new_part_is_worth_what_the_criterion_still_lacks(desk, draft):
    ScoringPart.objects.filter(criterion=criterion_of(draft)).update(max_points="30")

    desk.post(url("part-add", draft, part=""), {"shape": "yes_no"})

    rows = criterion_of(draft).parts.all()
    assert [(row.method, row.max_points) for row in rows] == [("bands", 30), ("yes_no", 10)]


def test_a_part_moves_is_copied_deleted_and_comes_back(desk, draft):
    desk.post(url("part-add", draft, part=""), {"shape": "yes_no"})
    keys = [row.key for row in criterion_of(draft).parts.all()]

    desk.post(url("part-move", draft, part=keys[1]), {"up": "1"})
    desk.post(url("part-copy", draft))
    answer = desk.post(url("part-delete", draft), follow=True)

    assert [row.method for row in criterion_of(draft).parts.all()] == ["yes_no", "bands"]
    assert "Đã xoá phần điểm “Nội dung” của tiêu chí I.1." in body(answer)
    undo = body(answer).partition('name="event" value="')[2].partition('"')[0]
    back = desk.post(reverse("criteria:restore", args=[draft.pk]), {"event": undo})
    assert back.url == f"{page_of(draft)}#phan-p1"
    assert "Đã khôi phục phần điểm “Nội dung”" in body(desk.get(page_of(draft)))
    assert "p1" in [row.key for row in criterion_of(draft).parts.all()]


def test_a_dragged_part_goes_to_its_place_and_the_numbers_follow(desk, draft):
    for shape in ("yes_no", "manual"):
        desk.post(url("part-add", draft, part=""), {"shape": shape})
    first, second, third = (row.key for row in criterion_of(draft).parts.all())

    answer = desk.post(url("part-move", draft, part=first), {"place": ":2"}, **HTMX)

    assert [row.key for row in criterion_of(draft).parts.all()] == [second, third, first]
    assert "đứng thứ 3." in body(answer)
    assert f'id="number-{first}" hx-swap-oob="innerHTML">3<' in body(answer)
    assert "rule-form" not in body(answer)  # what is typed there stays


@pytest.mark.parametrize(
    ("part", "place"), [("p1", ":1"), ("p1", ":-1"), ("p1", "i:0"), ("p1", ""), ("gone", ":0")]
)
def test_a_part_dropped_on_an_outdated_page_stays(desk, draft, part, place):
    answer = desk.post(url("part-move", draft, part=part), {"place": place}, **HTMX)

    assert answer.status_code == 422
    assert "Danh sách phần điểm vừa thay đổi." in body(answer)
    assert not AuditEvent.objects.filter(kind="part.moved").exists()


@pytest.mark.parametrize("sequence", ["1", "abc", "99999999999999999999"])
def test_an_offer_to_undo_what_was_no_deletion_is_not_made(desk, draft, sequence):
    assert "Hoàn tác" not in body(desk.get(page_of(draft), {"xoa": sequence})).replace(
        "bấm “Hoàn tác”", ""
    )


def test_what_would_be_lost_is_said_before_the_method_changes(desk, draft):
    page = body(desk.get(url("part-method", draft), {"shape": "count", "source": ""}))

    assert "Mức 1: cận dưới (%) 98, điểm 40" in page
    assert "Số đạt được: Hồ sơ đúng hạn" in page
    assert part_of(draft).method == "bands"


def test_the_method_is_changed_after_that(desk, draft):
    form = {"shape": "count", "source": "", "version": "1"}

    answer = desk.post(url("part-method", draft), form)

    assert answer.url == f"{page_of(draft)}#phan-p1"
    assert (part_of(draft).method, part_of(draft).label) == ("count", "Nội dung")


def test_a_method_of_an_old_page_is_not_changed(desk, draft):
    answer = desk.post(url("part-method", draft), {"shape": "count", "version": "9"}, follow=True)

    assert "Có người vừa sửa chỗ này" in body(answer)
    assert part_of(draft).method == "bands"


def test_a_part_takes_its_figures_from_the_records_of_the_system(desk, draft):
    form = {"shape": "count", "source": "reports_on_time", "version": "1"}

    desk.post(url("part-method", draft), form)

    assert part_of(draft).parameters["measure"] == "reports_on_time"
    page = body(desk.get(page_of(draft)))
    assert "Hệ thống tự lấy" in page
    assert 'name="items.0.name"' in page


@pytest.mark.parametrize("form", [{"shape": "choice", "source": "reports_on_time"}, {"shape": "x"}])
def test_a_method_that_does_not_fit_is_refused(desk, draft, form):
    answer = desk.post(url("part-method", draft), form | {"version": "1"})

    assert answer.status_code == 422
    assert part_of(draft).method == "bands"


def test_a_draft_that_has_gone_is_not_found(desk, draft):
    CriteriaSet.objects.filter(pk=draft.pk).delete()

    assert desk.post(page_of(draft), {}).status_code == 404
