"""Units against steps: late ones first, in words and pictures, filtered, in Excel."""

import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.duties.base import Duty
from assessments.exports.matrix import MATRIX_COLUMNS
from assessments.forms.matrix import MatrixFilter
from assessments.models import Round
from assessments.presenters.duty_looks import holder_of, look_of
from assessments.presenters.matrix import late_chips, matrix_rows, narrowed
from assessments.workflow import Step
from organisation.models import Unit
from organisation.roles import Role
from tests.assessments.appraisal_builders import make_appraised
from tests.assessments.round_cases import add_file, answer, assign
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_open_round,
    make_person,
    make_published_set,
    make_registration,
    make_report,
    make_round,
    make_settled_assessment,
)
from tests.recognition.conftest import drawn_up, submitted

pytestmark = pytest.mark.django_db


def days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def round_() -> Round:
    return make_open_round(make_district())


def in_time(file):
    """Everything of the unit that is due by now has been handed in."""
    make_registration(file, state="submitted", first_submitted_at=timezone.now())
    for quarter in (1, 2, 3, 4):
        make_report(file.round, file.unit, quarter, sent_at=timezone.now())
    return file


def page_of(client, user, round_, **query):
    client.force_login(user)
    return client.get(reverse("assessments:matrix", args=[round_.pk]), query)


@pytest.mark.parametrize(
    ("duty", "word", "tone", "quiet"),
    [
        ({"is_void": True}, "Không thực hiện", "quiet", True),
        ({"done_on": days(0), "due_on": days(1)}, "Đã xong", "success", True),
        ({"done_on": days(0), "due_on": days(-2)}, "Xong, chậm 2 ngày", "warning", True),
        ({"due_on": days(-3)}, "Quá hạn 3 ngày", "danger", False),
        ({"due_on": days(-3), "is_blocked": True}, "Chưa tới", "quiet", True),
        ({"due_on": days(30), "opens_on": days(1)}, "Chưa tới", "quiet", True),
        ({"due_on": days(0)}, "Hạn hôm nay", "warning", False),
        ({"due_on": days(7)}, "Còn 7 ngày", "warning", False),
        ({"due_on": days(8), "is_begun": True}, "Đang làm", "info", False),
        ({"since": days(-4)}, "Chờ 4 ngày", "info", False),
        ({"due_on": days(8)}, "Chưa làm", "neutral", False),
    ],
)
def test_a_cell_says_in_words_how_a_step_stands(duty, word, tone, quiet):
    look = look_of(Duty(1, Step.REPORT_3, "unit", **duty))

    assert (look.word, look.tone, look.is_quiet) == (word, tone, quiet)
    assert look.icon


def test_who_holds_a_step_is_named():
    officer = make_person(name="Hoàng Thị Lài")

    assert holder_of(Duty(1, Step.APPRAISAL, "board"), officer) == "Hoàng Thị Lài"
    assert holder_of(Duty(1, Step.APPRAISAL, "board"), None) == "Chưa phân công"
    assert holder_of(Duty(1, Step.SETTLEMENT, "board"), officer) == "Lãnh đạo Ban Dân vận"
    assert holder_of(Duty(1, Step.REPORT_1, "unit"), officer) == "Đơn vị"
    assert holder_of(Duty(1, Step.CONCLUSION, "committee"), officer) == "Ban Thường vụ"


def test_late_units_come_first_the_longest_late_before_the_others(round_):
    punctual = in_time(add_file(round_, name="Đảng bộ xã An Thượng"))
    late = add_file(round_, name="Đảng bộ xã Xuân Lương")
    less = add_file(round_, name="Đảng bộ xã Bố Hạ")
    make_registration(less, state="submitted")
    make_report(round_, less.unit, 1, sent_at=timezone.now())

    rows = matrix_rows(round_)

    assert [row.file.pk for row in rows] == [late.pk, less.pk, punctual.pk]
    assert (rows[0].holder, rows[0].days_waiting) == ("Đơn vị", rows[0].days_late)
    assert rows[2].late == []
    assert [len(row.cells) for row in rows] == [12, 12, 12]


def test_a_row_without_anything_to_do_waits_for_nobody(round_):
    file = in_time(add_file(round_))
    Unit.objects.filter(pk=file.unit_id).update(
        valid_to=days(-1), merged_into=add_file(round_).unit
    )

    row = next(row for row in matrix_rows(round_) if row.file.pk == file.pk)

    assert (row.pressing.step, row.holder) == (Step.REGISTRATION_APPROVAL, "Chưa phân công")


def test_what_lies_with_a_unit_is_not_linked_for_others(round_):
    file = add_file(round_)
    make_report(round_, file.unit, 1)
    make_report(round_, file.unit, 2, sent_at=timezone.now())

    links = {cell.step: cell.url for cell in matrix_rows(round_)[0].cells}

    assert links[Step.REPORT_1] == links[Step.SELF_ASSESSMENT] == links[Step.APPRAISAL] == ""
    assert links[Step.REPORT_2] != ""


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"An Thượng", "Bố Hạ", "Đồng Kỳ"}),
        ({"q": "dong ky"}, {"Đồng Kỳ"}),
        ({"loc": "cham"}, {"Bố Hạ", "Đồng Kỳ"}),
        ({"buoc": "report_1"}, {"Đồng Kỳ"}),
        ({"buoc": "nothing", "kind": "x"}, {"An Thượng", "Bố Hạ", "Đồng Kỳ"}),
        ({"officer": "none"}, {"An Thượng", "Bố Hạ"}),
        ({"officer": "OFFICER"}, {"Đồng Kỳ"}),
        ({"kind": "KIND", "officer": "OFFICER"}, {"Đồng Kỳ"}),
    ],
)
def test_the_filter(round_, query, shown):
    in_time(add_file(round_, name="Đảng bộ xã An Thượng"))
    less = add_file(round_, name="Đảng bộ xã Bố Hạ")
    make_report(round_, less.unit, 1, sent_at=timezone.now())
    late = add_file(round_, name="Đảng bộ xã Đồng Kỳ")
    officer = make_officer(round_.organiser)
    assign(late, officer, make_board_head(round_.organiser))
    names = {"OFFICER": str(officer.pk), "KIND": str(late.unit.kind_id)}
    wanted = MatrixFilter({key: names.get(value, value) for key, value in query.items()})

    rows = narrowed(matrix_rows(round_, wanted), wanted)

    assert {row.file.unit.short_name for row in rows} == shown
    assert wanted.is_active is (query.keys() - {"kind"} - {"buoc"} != set() or shown != {
        "An Thượng", "Bố Hạ", "Đồng Kỳ"})  # fmt: skip


def test_chips_count_who_is_late_with_what_and_keep_the_other_choices(round_):
    in_time(add_file(round_))
    less = add_file(round_)
    make_registration(less, state="submitted")
    wanted = MatrixFilter({"q": "so", "loc": "cham"})

    chips = late_chips(matrix_rows(round_, wanted), wanted)

    words = [(chip["label"], chip["count"], chip["current"]) for chip in chips]
    assert words[:2] == [("Tất cả", 2, False), ("Chỉ đơn vị chậm", 1, True)]
    assert ("Chậm: Báo cáo quý I", 1, False) in words
    assert chips[0]["url"] == "?q=so"
    assert chips[-1]["url"].startswith("?q=so&buoc=report_")


def test_the_page_shows_every_step_with_word_picture_and_day(client, round_):
    file = add_file(round_, name="Đảng bộ xã Đồng Kỳ")

    page = page_of(client, make_board_head(round_.organiser), round_).content.decode()

    for step in Step:
        assert f"{step.label}</th>" in page
    assert file.unit.short_name in page
    assert 'class="m m--danger"' in page
    assert "exclamation-triangle-fill" in page
    assert reverse("assessments:remind", args=[round_.pk]) in page


@pytest.mark.parametrize(
    "role", [Role.BOARD_HEAD, Role.OFFICER, Role.COMMITTEE_MEMBER, Role.CLERK, Role.AUDITOR,
             Role.CONTRIBUTOR]
)  # fmt: skip
def test_every_cell_leads_to_a_page_that_opens(client, round_, role):
    answered, _officer = make_appraised()
    answer(answered, is_agreed=True)
    round_ = answered.round
    make_settled_assessment(round_.organiser)
    submitted(round_.organiser)
    make_settled_assessment(round_.organiser)
    drawn_up(round_.organiser)
    make_registration(answered, state="submitted")
    user = make_person(role, round_.organiser)

    text = page_of(client, user, round_).content.decode()

    table = text[text.index("<tbody") : text.index("</tbody")]
    links = set(re.findall(r'href="([^"#]+)"', table))
    assert links
    assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(
        links, 200
    )


def test_units_do_not_see_each_others_progress(client, round_):
    file = add_file(round_)

    for person in (make_editor(file.unit), make_head(file.unit)):
        assert page_of(client, person, round_).status_code == 403


def test_another_districts_people_do_not_find_the_page(client, round_):
    other = make_board_head(make_district("Huyện uỷ khác"))

    assert page_of(client, other, round_).status_code == 404


def test_a_planned_round_has_no_matrix_yet(client):
    district = make_district()
    planned = make_round(district, make_published_set(district))

    page = page_of(client, make_board_head(district), planned).content.decode()

    assert "Đợt chưa có đơn vị nào" in page


def test_nothing_found_offers_to_clear_the_filter(client, round_):
    add_file(round_)

    page = page_of(client, make_board_head(round_.organiser), round_, q="không có")

    assert "Không có đơn vị nào khớp" in page.content.decode()


def test_the_workbook_has_the_rows_of_the_page(client, round_):
    file = add_file(round_, name="Đảng bộ xã Đồng Kỳ")
    in_time(add_file(round_, name="Đảng bộ xã An Thượng"))
    client.force_login(make_board_head(round_.organiser))

    answer = client.get(reverse("assessments:matrix-export", args=[round_.pk]), {"loc": "cham"})

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    headers = [column.header for column in MATRIX_COLUMNS]
    line = dict(zip(headers, rows[-1], strict=True))
    assert len(rows) - 1 == rows.index(tuple(headers)) + 1
    assert line["Đơn vị"] == file.unit_name
    assert line["Đăng ký"].startswith("Quá hạn ")
    assert line["Đang chờ"] == "Đơn vị"


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_units(client, round_, django_assert_num_queries, count):
    for _ in range(count):
        file = add_file(round_, "submitted")
        make_report(round_, file.unit, 1, sent_at=timezone.now())
    head = make_board_head(round_.organiser)
    page_of(client, head, round_)

    with django_assert_num_queries(14):
        client.get(reverse("assessments:matrix", args=[round_.pk]))
