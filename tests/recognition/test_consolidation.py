"""Models by field in the board's report of a quarter."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from assessments.consolidating.parts import Stalled, parts
from recognition.consolidation import MODELS, models_by_field, sheet_of, stalled_models
from recognition.models import ModelProgress
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    """An approved registration of a commune with an open file."""
    return factories.make_registration(factories.make_assessment(), state="approved")


def told(registration, model, state, quarter=2, report_state="accepted"):
    """What the unit reported of a model in a quarter."""
    reports = registration.round.reports.filter(quarter=quarter)
    report = reports.first() or factories.make_report(
        registration.round, registration.unit, quarter, sent_at=timezone.now(), state=report_state
    )
    return ModelProgress.objects.create(report=report, model_registration=model, state=state)


def counts(round_, quarter=2) -> dict[str, list[int]]:
    return {row["label"]: row["counts"] for row in models_by_field(round_, quarter)["rows"]}


def test_it_is_a_part_of_the_report():
    assert MODELS in parts()


def test_models_are_counted_by_field_and_state(registration):
    make, round_ = factories.make_model, registration.round
    before = make(registration, "Năm trước", state="draft")
    make(registration, state="recognised")
    make(registration, state="approved", kept_from=before)
    make(registration, state="refused", field="defence")

    found = counts(round_)

    assert found["Đăng ký"] == [2, 0, 1, 0]
    assert found["Trong đó: mới"] == [1, 0, 1, 0]
    assert found["Trong đó: duy trì từ năm trước"] == [1, 0, 0, 0]
    assert found["Được phê duyệt"] == [2, 0, 0, 0]
    assert found["Được công nhận"] == [1, 0, 0, 0]
    assert models_by_field(round_, 2)["rows"][0]["total"] == 3


def test_every_figure_leads_to_exactly_its_models(client, registration):
    make, round_ = factories.make_model, registration.round
    before = make(registration, "Năm trước", state="draft")
    steady, slow, silent = (make(registration, n, state="approved") for n in ("A", "B", "C"))
    make(registration, "D", state="recognised", field="defence", kept_from=before)
    make(registration, "E", state="refused", field="society")
    told(registration, steady, "on_track")
    told(registration, slow, "behind")
    told(registration, silent, "")
    client.force_login(factories.make_board_head(round_.organiser))

    values = models_by_field(round_, 2)
    page = render_to_string("recognition/_models_by_field.html", {"values": values})
    links = [(unescape(url), int(n)) for url, n in re.findall(r'<a href="([^"]+)">(\d+)</a>', page)]

    assert len(links) == sum(bool(n) for r in values["rows"] for n in [*r["counts"], r["total"]])
    for url, number in links:
        assert client.get(url).context["page"].paginator.count == number, url


def test_a_report_fixed_before_figures_led_anywhere_still_shows_them(registration):
    factories.make_model(registration, state="approved")
    values = models_by_field(registration.round, 2)
    old = {**values, "rows": [{k: r[k] for k in ("label", "counts", "total")}
                              for r in values["rows"]]}  # fmt: skip

    page = render_to_string("recognition/_models_by_field.html", {"values": old})

    assert "<a " not in page
    assert '<td class="number" data-label="Kinh tế">1</td>' in page


def test_progress_is_that_of_the_quarter_in_reports_that_stand(registration):
    steady, slow, still, silent = (
        factories.make_model(registration, name, state="approved")
        for name in ("Đường hoa", "Hiến đất", "Tiếng kẻng", "Khuyến học")
    )
    told(registration, steady, "on_track")
    told(registration, slow, "behind")
    told(registration, still, "stalled")
    told(registration, silent, "")
    told(registration, steady, "done", quarter=3, report_state="returned")

    second, third = counts(registration.round, 2), counts(registration.round, 3)

    states = ("Đúng tiến độ", "Chậm tiến độ", "Dừng, chưa triển khai", "Đã hoàn thành")
    assert [second[label][0] for label in states] == [1, 1, 1, 0]
    assert second["Chưa báo cáo tiến độ"][0] == 1
    assert [third[label][0] for label in states] == [0, 0, 0, 0]
    assert stalled_models(registration.round, 2) == [
        Stalled(registration.unit.name, "mô hình “Tiếng kẻng”")
    ]


def test_the_sheet_has_a_row_for_each_count(registration):
    factories.make_model(registration, state="approved")

    headers, rows = sheet_of(models_by_field(registration.round, 1))

    assert (headers[0], headers[-1], len(headers)) == ("Số mô hình", "Tổng số", 6)
    assert rows[0] == ["Đăng ký", 1, 0, 0, 0, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_however_many_models(registration, count, django_assert_num_queries):
    for _ in range(count):
        told(registration, factories.make_model(registration, state="approved"), "on_track")

    with django_assert_num_queries(2):
        assert models_by_field(registration.round, 2)["rows"][0]["total"] == count
