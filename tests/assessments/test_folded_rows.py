"""What stands open on a narrow screen, what the folded lines say, and where "Tiếp theo" leads."""

import re

import pytest
from django.urls import reverse

from assessments.actions import appraisals, appraised_scores
from assessments.appraisal_rows import AppraisalSheet
from assessments.presenters.appraisal import AppraisalPage
from assessments.presenters.sheet_page import load_sheet
from assessments.presenters.turns import next_of
from tests.assessments.acting import fill, put_into, save_row, score_of
from tests.assessments.appraisal_builders import make_opened
from tests.factories import make_assessment, make_editor

HEADERS = {"HX-Request": "true"}
OPEN = re.compile(r'<details class="fold fold--row" open.*?<h3>([^<.]+\.\d)\.', re.DOTALL)
NEXT = re.compile(r"Tiếp theo: ([\w.]+)")


@pytest.mark.parametrize(
    ("wanted", "after", "found"),
    [
        ({1, 3}, None, 1),
        ({1, 3}, 1, 3),
        ({1, 3}, 2, 3),
        ({1, 3}, 3, 1),
        ({3}, 3, 3),
        (set(), 2, None),
        ({2}, 9, 2),
    ],
)
def test_the_next_one_is_behind_the_present_one_else_from_the_beginning(wanted, after, found):
    assert next_of(wanted, [1, 2, 3, 4], after) == found


@pytest.fixture
def file(db):
    return make_assessment()


@pytest.fixture
def at_the_sheet(client, file):
    client.force_login(make_editor(file.unit))
    return client


def html_of(client, file) -> str:
    return client.get(file.get_absolute_url()).content.decode()


def test_the_first_criterion_without_points_stands_open(at_the_sheet, file):
    assert OPEN.findall(html_of(at_the_sheet, file)) == ["I.1"]

    fill(file, "I.1", numerator=98, denominator=100)

    html = html_of(at_the_sheet, file)
    assert OPEN.findall(html) == ["I.2"]
    assert NEXT.findall(html) == ["I.2"]


def test_where_all_have_points_the_next_is_what_lacks_evidence(file):
    person = make_editor(file.unit)
    for code, facts in (("I.1", {"numerator": 98, "denominator": 100}), ("I.2", {"answer": True}),
                        ("II.1", {"meetings": 1}), ("II.2", {"answer": True})):  # fmt: skip
        fill(file, code, by=person, **facts)
    sheet = load_sheet(file, person)
    lacking = [gap.criterion.pk for gap in sheet.gaps]

    assert sheet.next_open() == next(iter(lacking), None)
    assert sheet.unfolded == frozenset(lacking[:1])


def test_who_only_reads_finds_everything_folded_and_no_next(client, file):
    put_into(file, "submitted")
    client.force_login(make_editor(file.unit))

    html = html_of(client, file)

    assert OPEN.findall(html) == []
    assert NEXT.findall(html) == []
    assert html.count('class="fold fold--row"') == 4


def test_a_save_renews_the_line_and_leads_on_from_there(at_the_sheet, file):
    answer = save_row(at_the_sheet, file, "I.2", {"p1.answer": "yes"}).content.decode()

    line = f'<span id="brief-{score_of(file, "I.2").criterion_id}" hx-swap-oob="innerHTML">'
    assert line in answer
    assert "<strong>20,00</strong> / 20,00" in answer.split(line)[1].split("</span>")[0]
    assert NEXT.findall(answer) == ["II.1"]  # I.1 is left for later


def test_what_was_refused_without_scripts_stands_open(at_the_sheet, file):
    typed = {"p1.numerator": "nhiều", "p1.denominator": "100"}
    html = save_row(at_the_sheet, file, "II.1", typed | {"p1.meetings": "x"}, htmx=False)

    assert html.status_code == 422
    assert OPEN.findall(html.content.decode()) == ["II.1"]


@pytest.fixture
def opened(db):
    return make_opened()


def test_in_a_supplement_what_is_asked_for_stands_open(opened):
    file, officer = opened
    asked = score_of(file, "II.1").criterion_id
    appraisals.send_back(file, reason="Bổ sung biên bản đối thoại.", criteria=[asked], by=officer)
    file.refresh_from_db()

    assert load_sheet(file, make_editor(file.unit)).unfolded == {asked}


def test_the_appraiser_is_led_to_what_waits_for_a_decision(client, opened):
    file, officer = opened
    client.force_login(officer)
    address = reverse("assessments:appraisal", args=[file.pk])

    html = client.get(address).content.decode()

    assert OPEN.findall(html) == ["I.1"]
    assert NEXT.findall(html) == ["I.1"]
    assert html.count('href="#nhom-') == html.count('class="sheet-group" id="nhom-')
    assert "Tự chấm 40,00, thẩm định " in html


def test_a_decision_renews_the_line_and_leads_on_from_there(client, opened):
    file, officer = opened
    client.force_login(officer)
    pk = score_of(file, "I.2").criterion_id
    version = file.appraisal.scores.get(criterion__pk=pk).version
    address = reverse("assessments:appraised-save", args=[file.pk, pk])

    typed = {"version": version, "p1.answer": "yes"}
    answer = client.post(address, typed, headers=HEADERS).content.decode()

    assert f'<span id="brief-{pk}" hx-swap-oob="innerHTML">Tự chấm 20,00' in answer
    assert "đã thẩm định" in answer
    assert NEXT.findall(answer) == ["II.1"]


def test_nothing_stands_open_once_all_is_decided(opened):
    file, officer = opened
    appraised_scores.accept_rest(file, by=officer)

    page = AppraisalPage(AppraisalSheet.of(file))

    assert page.unfolded == frozenset()
    assert page.totals_values()["next"] is None


@pytest.mark.django_db
def test_the_guidance_is_a_link_on_the_appraisal_and_stands_in_the_reasons(client):
    file, officer = make_opened(complete=True)
    client.force_login(officer)
    criterion = file.criteria_set.groups.first().criteria.first()
    address = reverse("assessments:appraisal", args=[file.pk])
    why = reverse("assessments:why", args=[file.pk, criterion.pk])

    sheet = client.get(address).content.decode()
    reasons = client.get(why, headers=HEADERS).content.decode()

    assert criterion.guidance not in sheet
    assert f'<a href="{why}" hx-get="{why}"' in sheet
    assert criterion.guidance in reasons
