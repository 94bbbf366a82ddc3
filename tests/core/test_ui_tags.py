"""What templates say: numbers, dates, states, pictures."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.template import Context, Template

from core.templatetags import ui

ROOT = Path(__file__).parents[2]
SPRITE = ROOT / "static/icons/sprite.svg"
SELDOM = ROOT / "static/icons/sprite-seldom.svg"


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("9.5"), "9,50"), (Decimal(0), "0,00"), (None, "–"), ("", "–"), (7, "7,00")],
)
def test_points_have_two_decimals_and_zero_is_a_score(value, text):
    assert ui.points(value) == text


@pytest.mark.parametrize(("value", "text"), [(1250, "1.250"), (0, "0"), (None, "–")])
def test_count_groups_thousands(value, text):
    assert ui.count(value) == text


@pytest.mark.parametrize(
    ("amount", "text"), [(Decimal("5250.50"), "5.250,5"), (Decimal(0), "0"), (None, "–")]
)
def test_quantity_has_no_needless_zeros(amount, text):
    assert ui.quantity(amount) == text


@pytest.mark.parametrize(("ratio", "text"), [(Decimal("0.9872"), "98,72 %"), (None, "–")])
def test_percent_of_a_ratio(ratio, text):
    assert ui.percent(ratio) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 12, 5), "05/12/2026"),
        (datetime(2026, 12, 4, 17, 0, tzinfo=UTC), "05/12/2026"),
        (None, "–"),
    ],
)
def test_date_is_that_of_viet_nam(value, text):
    assert ui.vn_date(value) == text


def test_datetime_is_that_of_viet_nam():
    moment = datetime(2026, 12, 5, 3, 32, tzinfo=UTC)

    assert ui.vn_datetime(moment) == "10:32 ngày 05/12/2026"
    assert ui.vn_datetime(None) == "–"


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 12, 5), "Hạn 05/12/2026 – còn 13 ngày"),
        (date(2026, 11, 22), "Hạn 22/11/2026 – hết hôm nay là hạn cuối"),
        (date(2026, 11, 20), "Hạn 20/11/2026 – quá hạn 2 ngày"),
        (None, "Chưa đặt hạn"),
    ],
)
@time_machine.travel("2026-11-22 16:59:59Z", tick=False)
def test_deadline_lasts_to_the_end_of_its_day(due_on, words):
    text = re.sub("<[^>]+>", "", rendered("{% deadline due_on %}", due_on=due_on))

    assert text.strip() == words


@time_machine.travel("2026-11-22 17:00:00Z", tick=False)
def test_deadline_is_late_one_second_after_midnight():
    assert "quá hạn 1 ngày" in rendered("{% deadline due_on %}", due_on=date(2026, 11, 22))


@pytest.mark.parametrize("tone", sorted(ui.TONE_ICONS))
def test_state_is_word_icon_and_colour(tone):
    html = rendered("{% state_badge 'Đã nộp' tone %}", tone=tone)

    assert "Đã nộp" in html
    assert f"state--{tone}" in html
    assert f"sprite.svg#{ui.TONE_ICONS[tone]}" in html


def test_icon_is_silent_unless_labelled():
    assert 'aria-hidden="true"' in ui.icon("clock")
    assert 'role="img" aria-label="Hạn &lt;"' in ui.icon("clock", "Hạn <")


def test_file_icon_follows_the_kind():
    assert ui.file_icon(".PDF") == "file-earmark-pdf"
    assert ui.file_icon("exe") == "file-earmark"


def test_box_escapes_its_values_and_keeps_its_content():
    html = rendered("{% card title=title %}<b>x</b>{% endcard %}", title="<i>")

    assert "&lt;i&gt;" in html
    assert "<b>x</b>" in html


def test_confirm_dialog_posts_with_token_and_version():
    opening = '{% confirm_dialog id="d" title="T" action="/x" confirm="C" version=3 %}'

    html = rendered(opening + "{% endconfirm_dialog %}", csrf_token="secret")

    assert 'value="secret"' in html
    assert 'name="version" value="3"' in html


def test_every_icon_named_in_a_template_is_in_the_sprite():
    often, seldom = (
        set(re.findall(r'<symbol id="([^"]+)"', sheet.read_text())) for sheet in (SPRITE, SELDOM)
    )
    drawn = often | seldom
    pages = "".join(page.read_text() for page in (ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r'{% icon "([^"]+)"|icon_name="([^"]+)"', pages))

    assert {first or second for first, second in named} <= drawn
    assert set(ui.TONE_ICONS.values()) | set(ui.FILE_ICONS.values()) <= drawn
    assert (seldom, often & seldom) == (ui.SELDOM, set())
