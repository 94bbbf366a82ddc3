"""Evidence of the year is offered where its figure counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Evidence, EvidenceUse
from tests.assessments.acting import put_into, score_of
from tests.assessments.sourced_files import make_sourced_file
from tests.assessments.sourced_scores.cases import page
from tests.factories import make_editor, make_head, make_indicator, make_report

pytestmark = pytest.mark.django_db


def piece(file, number, report, **fields):
    return Evidence.objects.create(
        assessment=file, code=f"MC{number:02d}", title=f"Biên bản {number}", report=report,
        url=f"https://example.org/{number}", added_by=report.submitted_by or make_head(file.unit),
        **fields,
    )  # fmt: skip


def test_evidence_of_the_year_is_offered_where_its_figure_counts(client, file, records, editor):
    report = make_report(file.round, file.unit, 1)
    talks = make_indicator(file.round.organiser, "doi-thoai")
    by_figure = piece(file, 1, report, indicator=talks)
    piece(file, 2, report, criterion_key="ii-2")
    piece(file, 3, report, indicator=make_indicator(file.round.organiser, "khac"))
    piece(file, 4, report)

    html = page(client, file)

    assert html.count("Minh chứng đã gửi trong năm (quý I)") == 2
    pk = score_of(file, "II.1").criterion_id
    assert f'id="offered-{pk}"' in html
    add = reverse("assessments:evidence-add", args=[file.pk])
    answer = client.post(
        add, {"tieu_chi": pk, "reuse": by_figure.pk}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert EvidenceUse.objects.filter(evidence=by_figure, criterion=pk).exists()
    assert page(client, file).count("Minh chứng đã gửi trong năm") == 1


def test_evidence_is_offered_only_to_who_fills_in(client, file, records):
    report = make_report(file.round, file.unit, 1)
    piece(file, 1, report, criterion_key="ii-2")
    put_into(file, "submitted")
    client.force_login(make_head(file.unit))

    assert "Minh chứng đã gửi trong năm" not in page(client, file)


def test_statements_do_not_grow_with_what_is_offered(client, records):
    counts = []
    for count in (1, 3):
        file = make_sourced_file()
        report = make_report(file.round, file.unit, 1)
        for number in range(count):
            piece(file, number + 1, report, criterion_key="ii-2")
            records.say(f"k{number}", 1)
        client.force_login(make_editor(file.unit))
        page(client, file)
        with CaptureQueriesContext(connection) as queries:
            page(client, file)
        counts.append(len(queries))

    assert counts[0] == counts[1]
