"""The board's report of a quarter: begun, written, proposed anew, fixed; the pages around it."""

import io
import re
from datetime import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from assessments.actions import consolidation as actions
from assessments.consolidating.content import content_of
from assessments.documents.consolidation import consolidation_paper
from assessments.models import ConsolidatedReport, Indicator
from assessments.views import consolidation_files
from assessments.workflow import ConsolidationState
from core.calendar import VIETNAM
from core.models import AuditEvent, Notification
from core.pdf import PdfError
from core.uploads import open_stored
from core.versions import StaleVersion
from organisation.models import User
from organisation.roles import Role
from tests import factories
from tests.assessments.consolidated_cases import make_rounds, report_of, take_part, write

PAPER = b"%PDF-1.7 a report"
NUMBER = "12-BC/BDVHU"


@pytest.fixture(autouse=True)
def october(db):
    """The third quarter is over, the fourth has begun, last year is known."""
    with time_machine.travel(datetime(2026, 10, 5, 9, tzinfo=VIETNAM)):
        yield


@pytest.fixture(autouse=True)
def printed(monkeypatch) -> list[dict]:
    """Stands in for the printer and remembers what was printed; paper: tests/paper."""
    contexts: list[dict] = []

    def print_(_template: str, context: dict) -> bytes:
        contexts.append(context)
        return PAPER

    monkeypatch.setattr(actions, "render_pdf", print_)
    return contexts


@pytest.fixture
def round_():
    """Two years; An Thượng gave more land than a year ago, Bố Hạ has sent nothing."""
    this, last = make_rounds()
    active, silent = (
        factories.make_unit(this.organiser, name=f"Đảng bộ xã {name}")
        for name in ("An Thượng", "Bố Hạ")
    )
    for row in (this, last):
        take_part(row, active, silent)
    factories.make_indicator(this.organiser, "dat-hien", name="Diện tích đất hiến", unit_label="m²")
    write(report_of(last, active, 3), dat_hien=2438)
    write(report_of(this, active, 3), dat_hien=5120)
    return this


def head_of(round_) -> User:
    return factories.make_board_head(round_.organiser)


def test_a_year_that_is_only_planned_has_nothing_to_add_up(round_):
    head = head_of(round_)
    round_.state = "planned"
    round_.save()

    with pytest.raises(PermissionDenied, match="chưa mở"):
        actions.start(round_, 3, by=head)

    assert not ConsolidatedReport.objects.exists()


def started(round_, quarter=3) -> tuple[ConsolidatedReport, User]:
    by = head_of(round_)
    return actions.start(round_, quarter, by=by), by


def force_fixed(report, by):
    return actions.fix(report, reference=NUMBER, by=by)


def stored(document) -> bytes:
    with open_stored(document.sha256) as file:
        return file.read()


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("sequence")


def fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


def address(name, round_, quarter=3, *more):
    page = f"-{name}" if name else ""
    return reverse(f"assessments:consolidation{page}", args=[round_.pk, quarter, *more])


def page_of(client, person, url):
    client.force_login(person)
    return client.get(url)


# start


def test_a_report_begins_with_proposed_texts(round_):
    report, by = started(round_)

    assert report.notable == "An Thượng: diện tích đất hiến 5.120 m², gấp 2,1 lần cùng kỳ."
    assert report.shortcomings == "Chưa gửi báo cáo (1): Bố Hạ."
    assert report.proposed == {
        name: getattr(report, name) for name in ("opening", "notable", "shortcomings", "plans")
    }
    assert (last_event().kind, last_event().actor_id) == ("consolidation.started", by.pk)


def test_beginning_again_changes_nothing(round_):
    report, by = started(round_)
    actions.save_texts(report, {"notable": "Viết tay."}, by=by)
    events = AuditEvent.objects.count()

    again = actions.start(round_, 3, by=by)

    assert (again.pk, again.notable) == (report.pk, "Viết tay.")
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2026, 9, 30, 23, 59, 59, tzinfo=VIETNAM), False),
        (datetime(2026, 10, 1, 0, 0, tzinfo=VIETNAM), True),
    ],
)
def test_a_quarter_is_reported_on_from_its_first_day(round_, moment, allowed):
    by = head_of(round_)

    with time_machine.travel(moment, tick=False):
        if allowed:
            assert actions.start(round_, 4, by=by).quarter == 4
        else:
            with pytest.raises(PermissionDenied, match="bắt đầu ngày 01/10/2026"):
                actions.start(round_, 4, by=by)


def test_only_the_head_of_the_board_begins(round_):
    for person in (factories.make_officer(round_.organiser), factories.make_person()):
        with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
            actions.start(round_, 3, by=person)
    assert not ConsolidatedReport.objects.exists()


def test_nothing_is_begun_when_the_record_fails(round_, monkeypatch):
    by = head_of(round_)
    monkeypatch.setattr(actions.audit, "record", fail)

    with pytest.raises(RuntimeError):
        actions.start(round_, 3, by=by)

    assert not ConsolidatedReport.objects.exists()


# save_texts


def test_typed_texts_are_kept(round_):
    report, by = started(round_)

    saved = actions.save_texts(report, {"opening": "Mở đầu.", "plans": report.plans}, by=by)

    assert (saved.opening, saved.version) == ("Mở đầu.", report.version + 1)
    assert last_event().after == {"opening": "Mở đầu."}
    assert last_event().before == {"opening": report.opening}


def test_a_stale_text_overwrites_nothing(round_):
    report, by = started(round_)
    actions.save_texts(report, {"opening": "Của người trước."}, by=by, version=1)

    with pytest.raises(StaleVersion):
        actions.save_texts(report, {"opening": "Của người sau."}, by=by, version=1)

    report.refresh_from_db()
    assert report.opening == "Của người trước."


def test_a_fixed_report_is_neither_written_nor_proposed_nor_fixed_again(round_):
    report, by = started(round_)
    force_fixed(report, by)

    for act in (
        lambda: actions.save_texts(report, {"opening": "Khác."}, by=by),
        lambda: actions.propose_again(report, by=by),
        lambda: actions.fix(report, reference="13-BC/BDVHU", by=by),
    ):
        report.refresh_from_db()
        with pytest.raises(PermissionDenied, match="đã chốt"):
            act()
    report.refresh_from_db()
    assert report.reference == NUMBER


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMITTEE_MEMBER, Role.CLERK, Role.AUDITOR])
def test_nobody_else_writes(round_, role):
    report, _by = started(round_)
    person = factories.make_person(role, round_.organiser)

    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
        actions.save_texts(report, {"opening": "Khác."}, by=person)
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
        actions.propose_again(report, by=person)
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
        actions.fix(report, reference=NUMBER, by=person)


# propose_again


def test_untouched_texts_follow_the_figures_and_typed_ones_stay(round_):
    report, by = started(round_)
    report = actions.save_texts(report, {"notable": "Viết tay.", "plans": ""}, by=by)
    silent = round_.organiser.children.get(short_name="Bố Hạ")
    write(report_of(round_, silent, 3), dat_hien=1)

    after = actions.propose_again(report, by=by)

    assert after.shortcomings == ""
    assert after.opening.startswith("Quý III năm 2026, 2/2 đơn vị đã gửi báo cáo (2 đúng hạn).")
    assert after.notable == "Viết tay."
    assert after.plans == "Các đơn vị gửi báo cáo quý IV đến hết ngày 20/12/2026."
    assert last_event().kind == "consolidation.proposed_again"


def test_a_typed_text_that_is_named_is_replaced(round_):
    report, by = started(round_)
    report = actions.save_texts(report, {"notable": "Viết tay.", "plans": "Của tôi."}, by=by)

    after = actions.propose_again(report, {"notable"}, by=by)

    assert after.notable.startswith("An Thượng: ")
    assert after.plans == "Của tôi."
    assert not actions.is_typed(after, "notable")
    assert actions.is_typed(after, "plans")


def test_proposing_from_a_stale_page_is_refused(round_):
    report, by = started(round_)
    actions.save_texts(report, {"notable": "Viết tay."}, by=by)

    with pytest.raises(StaleVersion):
        actions.propose_again(report, {"notable"}, by=by, version=1)


# fix


def test_fixing_freezes_figures_and_files_and_tells_the_readers(round_, printed):
    report, by = started(round_)
    readers = [
        factories.make_person(role, round_.organiser)
        for role in (Role.COMMITTEE_MEMBER, Role.SIGNATORY, Role.CLERK)
    ]

    fixed = actions.fix(report, reference=f" {NUMBER} ", by=by, version=report.version)

    assert (fixed.state, fixed.reference, fixed.fixed_by) == ("fixed", NUMBER, by)
    assert fixed.figures["figures"][0]["quarter"] == "5120.00"
    assert stored(fixed.document) == PAPER
    assert [context["draft"] for context in printed] == [False]
    assert last_event().kind == "consolidation.fixed"
    assert last_event().after["sha256"] == fixed.document.sha256
    told = Notification.objects.filter(kind="consolidation_fixed")
    assert {row.recipient_id for row in told} == {person.pk for person in readers}
    assert f"số {NUMBER}" in told.first().text


@pytest.mark.parametrize("reference", ["", "   "])
def test_a_report_without_a_number_is_not_fixed(round_, printed, reference):
    report, by = started(round_)

    with pytest.raises(ValidationError, match="Chưa ghi số"):
        actions.fix(report, reference=reference, by=by)

    assert printed == []


def test_what_was_not_read_is_not_fixed(round_, monkeypatch):
    report, by = started(round_)

    def edited_while_printing(_template, _context):
        actions.save_texts(report, {"opening": "Vừa sửa."}, by=by)
        return PAPER

    monkeypatch.setattr(actions, "render_pdf", edited_while_printing)
    with pytest.raises(StaleVersion):
        actions.fix(report, reference=NUMBER, by=by)

    report.refresh_from_db()
    assert report.state == ConsolidationState.DRAFT
    assert report.document is None


def test_nothing_is_fixed_when_the_record_fails(round_, monkeypatch):
    report, by = started(round_)
    monkeypatch.setattr(actions.audit, "record", fail)

    with pytest.raises(RuntimeError):
        actions.fix(report, reference=NUMBER, by=by)

    report.refresh_from_db()
    assert (report.state, report.figures) == ("draft", {})
    assert not Notification.objects.filter(kind="consolidation_fixed").exists()


# paper


def test_the_paper_says_what_the_content_holds(round_):
    report, by = started(round_)
    User.objects.filter(pk=by.pk).update(position="Phó Trưởng Ban Dân vận")
    by.refresh_from_db()
    content = content_of(round_, 3)

    paper = consolidation_paper(report, content, by=by, is_draft=True)

    (line,) = paper["lines"]
    assert (line["quarter"], line["last_quarter"]) == ("5.120", "2.438")
    assert line["quarter_change"] == {"amount": "+2.682", "share": "+110 %"}
    assert paper["letterhead"] == {
        "parent": "HUYỆN UỶ YÊN THẾ", "issuer": "BAN DÂN VẬN", "number": "Số ……-BC/……",
        "dateline": "",
    }  # fmt: skip
    assert paper["signature"]["authority"] == "K/T TRƯỞNG BAN"
    assert paper["recipients"][0] == "Thường trực Huyện uỷ Yên Thế (để báo cáo)"
    assert [line["words"] for line in paper["arrival_lines"]] == [
        "Đúng hạn", "Chưa gửi, quá hạn 10 ngày",
    ]  # fmt: skip


def test_the_board_prints_under_its_own_letterhead(round_):
    factories.make_letterhead(round_.organiser)
    board = factories.make_unit(round_.organiser, "body", "Ban Dân vận Huyện uỷ")
    factories.make_letterhead(
        board, parent_line="HUYỆN UỶ YÊN THẾ", issuer_line="BAN DÂN VẬN", symbol="BDVHU",
        author="Ban Dân vận Huyện uỷ", archive_line="Lưu Ban Dân vận Huyện uỷ",
    )  # fmt: skip
    report, by = started(round_)

    paper = consolidation_paper(report, content_of(round_, 3), by=by, is_draft=True)

    assert paper["pdf_author"] == "Ban Dân vận Huyện uỷ"
    assert paper["letterhead"]["dateline"] == "Yên Thế, ngày 05 tháng 10 năm 2026"
    assert paper["recipients"][-1] == "Lưu Ban Dân vận Huyện uỷ"
    assert paper["signature"]["title"] == "TRƯỞNG BAN"


def test_the_organisers_letterhead_gives_place_and_form(round_):
    factories.make_letterhead(round_.organiser)
    report, by = started(round_)

    paper = consolidation_paper(report, content_of(round_, 3), by=by, is_draft=True)

    assert paper["letterhead"]["issuer"] == "BAN DÂN VẬN"
    assert paper["letterhead"]["dateline"].startswith("Yên Thế, ")
    assert paper["pdf_author"] == "Ban Dân vận Huyện uỷ Yên Thế"


# workbook


def test_the_workbook_holds_totals_and_every_unit_and_no_formula(round_):
    report, by = started(round_)
    fixed = force_fixed(report, by)

    book = load_workbook(io.BytesIO(stored(fixed.workbook)))

    assert book.sheetnames[:2] == ["Toàn huyện", "Loại - Xã, thị trấn"]
    totals = list(book["Toàn huyện"].values)
    assert totals[3] == ("Diện tích đất hiến", "m²", 5120, 5120, 2438, 2438, 2682, 110)
    units = list(book["Đơn vị - quý này"].values)
    assert units[3] == ("Đảng bộ xã An Thượng", "Xã, thị trấn", 5120)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


# pages


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


def test_a_fixed_report_stays_and_says_what_has_changed_since(client, round_):
    report, by = started(round_)
    force_fixed(report, by)
    silent = round_.organiser.children.get(short_name="Bố Hạ")
    write(report_of(round_, silent, 3), dat_hien=80)

    page = page_of(client, by, address("", round_)).content.decode()

    assert "Số liệu đã thay đổi sau khi chốt (4 chỗ)" in page
    assert "Diện tích đất hiến, quý này: 5.120 → 5.200" in page
    assert "Quá hạn chưa gửi: 1 → 0" in page
    assert ">5.200</a>" not in page
    client.force_login(by)
    assert client.get(address("paper", round_)).content == PAPER


def test_a_fixed_report_that_still_holds_says_nothing(client, round_):
    report, by = started(round_)
    force_fixed(report, by)

    page = page_of(client, by, address("", round_)).content.decode()

    assert "đã thay đổi sau khi chốt" not in page


def test_every_figure_leads_to_the_units_and_from_there_to_the_report(client, round_):
    _report, by = started(round_)
    indicator = Indicator.objects.get()
    page = page_of(client, by, address("", round_)).content.decode()
    behind = address("figure", round_, 3, indicator.pk)

    figures = client.get(behind).content.decode()

    assert page.count(f'href="{behind}"') == 4
    reports = round_.reports.get().get_absolute_url()
    assert f'<a href="{reports}">5.120</a>' in figures
    assert "Chưa gửi, quá hạn 10 ngày" in figures
    kind = round_.organiser.children.first().kind_id
    assert client.get(f"{behind}?loai={kind}").status_code == 200
    assert "An Thượng" not in client.get(f"{behind}?loai=99999").content.decode()


def test_the_chosen_indicator_is_drawn(client, round_):
    _report, by = started(round_)
    indicator = Indicator.objects.get()

    page = page_of(client, by, f"{address('', round_)}?bieu-do={indicator.pk}").content.decode()

    assert page.count('<svg class="chart"') == 1
    assert re.search(rf'value="{indicator.pk}" selected', page)


READS_ALL = {Role.OFFICER: 200, Role.AUDITOR: 200, Role.BOARD_HEAD: 200}
READS_FIXED = READS_ALL | dict.fromkeys(
    (Role.CONTRIBUTOR, Role.COMMITTEE_MEMBER, Role.SIGNATORY, Role.CLERK), 200
)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("is_fixed", [False, True])
def test_who_reads(client, round_, role, is_fixed):
    report, by = started(round_)
    if is_fixed:
        force_fixed(report, by)
    person = factories.make_person(role, round_.organiser)
    expected = (READS_FIXED if is_fixed else READS_ALL).get(role, 404)

    for name in ("", "excel"):
        assert page_of(client, person, address(name, round_)).status_code == expected
    listed = reverse("assessments:consolidation", args=[round_.pk, 3])
    page = page_of(client, person, reverse("assessments:consolidations")).content.decode()
    assert (listed in page) == (expected == 200)


def test_units_do_not_read(client, round_):
    report, by = started(round_)
    force_fixed(report, by)
    unit = round_.organiser.children.first()

    for person in (factories.make_head(unit), factories.make_editor(unit)):
        assert page_of(client, person, address("", round_)).status_code == 404


@pytest.mark.parametrize("name", ["", "paper", "excel"])
def test_a_quarter_that_has_not_begun_is_refused_with_its_day(client, round_, name):
    with time_machine.travel(datetime(2026, 9, 30, 12, tzinfo=VIETNAM)):
        answer = page_of(client, head_of(round_), address(name, round_, 4))

    assert answer.status_code == 403
    assert "01/10/2026" in answer.content.decode()


@pytest.mark.parametrize("quarter", [0, 5])
def test_there_are_four_quarters(client, round_, quarter):
    client.force_login(head_of(round_))

    assert client.get(address("", round_, quarter)).status_code == 404
    assert client.post(address("start", round_, quarter)).status_code == 404


def test_there_is_nothing_to_write_before_the_report_is_begun(client, round_):
    assert page_of(client, head_of(round_), address("edit", round_)).status_code == 404


def test_a_draft_is_printed_on_the_spot(client, round_, monkeypatch):
    monkeypatch.setattr(consolidation_files, "render_pdf", lambda _t, context: PAPER)
    by = head_of(round_)
    assert page_of(client, by, address("paper", round_)).content == PAPER

    def broken(_template, _context):
        raise PdfError("worker gone")

    monkeypatch.setattr(consolidation_files, "render_pdf", broken)
    assert client.get(address("paper", round_)).status_code == 503


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_asks_the_same_number_of_queries(
    client, round_, more, django_assert_max_num_queries
):
    kinds = ["commune", "agency"]
    for number in range(more):
        unit = factories.make_unit(round_.organiser, kinds[number % 2])
        factories.make_indicator(round_.organiser, f"so-{number}", name=f"Số {number}")
        take_part(round_, unit)
        write(report_of(round_, unit, 3), **{f"so_{number}": 4})
    report, by = started(round_)
    client.force_login(by)

    with django_assert_max_num_queries(21):
        assert client.get(report.get_absolute_url()).status_code == 200


def test_years_without_a_report_to_read_are_not_listed(client, round_):
    member = factories.make_committee_member(round_.organiser)

    page = page_of(client, member, reverse("assessments:consolidations")).content.decode()

    assert "Chưa có báo cáo tổng hợp nào" in page
