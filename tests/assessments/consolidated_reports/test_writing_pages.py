"""The pages on which the head of the board writes and fixes a report."""

from assessments.actions import consolidation as actions
from assessments.models import ConsolidatedReport
from assessments.workflow import ConsolidationState
from core.pdf import PdfError
from tests.assessments.consolidated_reports.cases import NUMBER, address, head_of, started


def test_the_board_head_writes_and_fixes_through_the_pages(client, round_):
    by = head_of(round_)
    client.force_login(by)

    client.post(address("start", round_))
    report = ConsolidatedReport.objects.get()
    client.post(address("edit", round_), {"opening": "Mở đầu.", "version": report.version})
    report.refresh_from_db()
    client.post(address("fix", round_), {"reference": NUMBER, "version": report.version})

    report.refresh_from_db()
    assert (report.state, report.opening) == ("fixed", "Mở đầu.")


def test_a_stale_form_keeps_what_was_typed_and_shows_both(client, round_):
    report, by = started(round_)
    actions.save_texts(report, {"opening": "Của người trước."}, by=by)
    client.force_login(by)

    answer = client.post(address("edit", round_), {"opening": "Của tôi.", "version": 1})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của người trước." in page
    assert ">\nCủa tôi.</textarea>" in page
    assert '<input type="hidden" name="version" value="2">' in page


def test_proposing_again_asks_about_typed_texts(client, round_):
    report, by = started(round_)
    actions.save_texts(report, {"notable": "Viết tay."}, by=by)
    client.force_login(by)
    url = address("propose", round_)

    page = client.get(url).content.decode()
    client.post(url, {"version": 2, "replace": ["shortcomings"]})

    assert page.count('name="replace"') == 1
    report.refresh_from_db()
    assert report.notable == "Viết tay."


def test_proposing_again_from_a_stale_page_shows_the_present_texts(client, round_):
    report, by = started(round_)
    actions.save_texts(report, {"notable": "Viết tay."}, by=by)
    client.force_login(by)
    url = address("propose", round_)

    answer = client.post(url, {"version": 1, "replace": ["notable"]}, follow=True)

    assert answer.redirect_chain == [(url, 302)]
    assert "Viết tay." in answer.content.decode()
    report.refresh_from_db()
    assert report.notable == "Viết tay."


def test_a_text_that_is_too_long_is_refused_beside_its_field(client, round_):
    _report, by = started(round_)
    client.force_login(by)

    answer = client.post(address("edit", round_), {"opening": "a" * 8001, "version": 1})

    assert answer.status_code == 422
    assert "8.001 ký tự" in answer.content.decode()


def test_a_printer_that_fails_leaves_a_draft(client, round_, monkeypatch):
    report, by = started(round_)

    def broken(_template, _context):
        raise PdfError("worker gone")

    monkeypatch.setattr(actions, "render_pdf", broken)
    client.force_login(by)

    answer = client.post(address("fix", round_), {"reference": NUMBER, "version": 1})

    assert answer.status_code == 422
    assert "Chưa in được báo cáo" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == ConsolidationState.DRAFT


def test_a_stale_page_fixes_nothing(client, round_):
    report, by = started(round_)
    actions.save_texts(report, {"opening": "Vừa sửa."}, by=by)
    client.force_login(by)

    answer = client.post(address("fix", round_), {"reference": NUMBER, "version": 1})

    assert answer.status_code == 422
    assert 'name="version" value="2"' in answer.content.decode()
