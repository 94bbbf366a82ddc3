"""Progress of models as a section of the report's pages: found, framed, with what is aimed at."""

import pytest
from django.urls import reverse
from django.utils import timezone

from recognition.models import ModelTarget
from tests.factories import (
    make_assessment,
    make_editor,
    make_model,
    make_registration,
    make_report,
)

pytestmark = pytest.mark.django_db
HEADING = "Tiến độ mô hình, điển hình đăng ký"


@pytest.fixture
def report():
    file = make_assessment()
    make_model(make_registration(file, state="approved"), state="approved")
    return make_report(file.round, file.unit, 1)


def page_of(client, report, name: str) -> str:
    client.force_login(make_editor(report.unit))
    return client.get(reverse(f"assessments:{name}", args=[report.pk])).content.decode()


def test_the_section_is_found_from_the_top_and_says_what_is_asked(client, report):
    page = page_of(client, report, "report-edit")

    assert '<a class="chip" href="#muc-models">Tiến độ mô hình đăng ký</a>' in page
    section = page.partition('id="muc-models"')[2]
    assert "Tiến độ mô hình đăng ký</h2>" in section
    assert "Từ đầu năm; mục tiêu 40 hộ" in section


def test_a_target_without_a_figure_has_nothing_to_aim_at(client, report):
    ModelTarget.objects.update(figure=None)

    assert "Từ đầu năm; mục tiêu … hộ" in page_of(client, report, "report-edit")


def test_the_section_has_its_heading_for_readers(client, report):
    now = timezone.now()
    report.state, report.first_submitted_at, report.submitted_at = "submitted", now, now
    report.submitted_by = make_editor(report.unit)
    report.save()

    assert HEADING in page_of(client, report, "report")
