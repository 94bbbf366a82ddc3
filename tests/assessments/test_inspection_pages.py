"""Pages of inspections: the list with its filters and workbook, one inspection, its paper."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.documents.inspections import conclusion_paper
from assessments.inspections import criteria_of
from assessments.models import Finding, Inspection
from core.party_dates import citation_date
from core.pdf import render_pdf
from organisation.roles import Role
from tests.assessments.appraisal_builders import criterion_pk, make_opened
from tests.assessments.following_cases import (
    TEXT,
    concluded,
    followed_file,
    found,
    in_days,
    key_of,
    planned,
    visited,
)
from tests.factories import (
    make_board_head,
    make_editor,
    make_head,
    make_letterhead,
    make_person,
    make_unit,
)
from tests.paper.reading import text

pytestmark = pytest.mark.django_db
LIST = "/cham-diem/kiem-tra/"
DAY = "%d/%m/%Y"


def today_text():
    return timezone.localdate().strftime(DAY)


def address(name, row, *more):
    return reverse(f"assessments:{name}", args=[row.pk, *more])


@pytest.fixture
def case(client):
    """A file, its officer logged in, one overdue conclusion and one plan."""
    file, officer = followed_file()
    row = concluded(file, officer, {"criterion_key": key_of(file)})
    Finding.objects.update(remedy_due=in_days(-3))
    client.force_login(officer)
    return file, officer, row, planned(file, officer, kind="supervision", planned_on=in_days(-2))


def test_the_list_shows_what_is_late_and_filters(client, case):
    file, _officer, row, plan = case

    everything = client.get(LIST).content.decode()
    late = client.get(f"{LIST}?state=overdue")
    plans = client.get(f"{LIST}?state=planned&kind=supervision")
    nobody = client.get(f"{LIST}?q=khong-co")
    of_unit = client.get(f"{LIST}?unit={file.unit_id}&q={file.unit.short_name}")

    assert "Quá hạn 1 hạn chế" in everything
    assert "Đã qua ngày dự kiến" in everything
    assert [line.row for line in late.context["page"]] == [row]
    assert [line.row for line in plans.context["page"]] == [plan]
    assert "Không có cuộc nào khớp" in nobody.content.decode()
    assert len(of_unit.context["page"].object_list) == 2


def test_the_list_without_a_year_and_without_rows(client):
    client.force_login(make_person())
    assert "Chưa có đợt nào" in client.get(LIST).content.decode()
    _file, officer = followed_file()
    client.force_login(officer)
    assert "chưa có cuộc kiểm tra" in client.get(f"{LIST}?round=1&kind=x").content.decode()


def test_the_workbook_is_what_the_person_sees(client, case):
    file, _officer, row, _plan = case
    export = reverse("assessments:inspection-export", args=[file.round_id])

    def cells(user, query=""):
        client.force_login(user)
        book = load_workbook(io.BytesIO(client.get(export + query).content))
        return [line for line in book.active.iter_rows(values_only=True) if line[0]]

    whole = cells(_officer)
    units = cells(make_head(file.unit))

    assert any(line[5] == "Đã có kế hoạch" for line in whole)
    assert not any(line[5] == "Đã có kế hoạch" for line in units)
    concluded_line = next(line for line in whole if line[7] == row.reference)
    assert concluded_line[9:12] == (1, 0, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(client, rows, django_assert_num_queries):
    file, officer = followed_file()
    for _row in range(rows):
        concluded(file, officer, {}, {})
    client.force_login(officer)
    client.get(LIST)

    with django_assert_num_queries(8):
        client.get(LIST)


def test_planning_by_the_page(client):
    file, officer = followed_file()
    other = make_unit(file.round.organiser)
    client.force_login(officer)
    page = reverse("assessments:inspection-plan", args=[file.round_id])
    sent = {"unit": file.unit_id, "kind": "inspection", "subject": "Tiếp công dân",
            "planned_on": today_text()}  # fmt: skip

    shown = client.get(page).content.decode()
    bad = client.post(page, sent | {"planned_on": "1/1/2020"})
    foreign = client.post(page, sent | {"unit": other.pk})
    client.post(page, sent)

    assert file.unit.name in shown
    assert other.name not in shown
    assert (bad.status_code, foreign.status_code) == (422, 422)
    assert "Chọn ngày từ 01/01/" in bad.content.decode()
    assert Inspection.objects.get().subject == "Tiếp công dân"


def test_from_plan_to_conclusion_by_the_pages(client):
    file, officer = followed_file()
    row = planned(file, officer)
    client.force_login(officer)
    key = key_of(file, "II.1")

    changed = {"kind": "supervision", "subject": "Đối thoại", "planned_on": today_text()}
    client.post(address("inspection-change", row), changed | {"version": 1})
    visit = {"visited_on": today_text(), "minutes": "Đã làm việc."}
    client.post(address("inspection-visit", row), visit | {"version": 2})
    seen = {"criterion_key": key, "kind": "shortcoming", "text": TEXT}
    more = client.post(address("finding-add", row), seen | {"more": "1"})
    finding = row.findings.get()
    client.post(address("finding-change", row, finding.pk),
                {**seen, "kind": "praise", "text": "Làm tốt.", "version": 1})  # fmt: skip
    stale = client.post(address("finding-change", row, finding.pk), {**seen, "version": 1})
    client.post(address("finding-add", row), seen)
    client.post(address("finding-remove", row, finding.pk), {"version": 2})
    last = {"reference": "15-TB/BDVHU", "concluded_on": today_text(), "conclusion": "Khá tốt."}
    done = client.post(address("inspection-conclude", row), last | {"version": 3}, follow=True)

    row.refresh_from_db()
    assert (row.state, row.kind) == ("concluded", "supervision")
    assert more["Location"].endswith("/nhan-xet/them/")
    assert stale.status_code == 422
    assert "Làm tốt." in stale.content.decode()
    assert [f.criterion_key for f in row.findings.all()] == [key]
    assert "Tiêu chí II.1" in done.content.decode()


def test_cancelling_by_the_page_shows_the_reason(client):
    file, officer = followed_file()
    row = planned(file, officer)
    client.force_login(officer)

    client.post(address("inspection-cancel", row), {"reason": "Đang chống lũ bão.", "version": 1})

    assert "Đang chống lũ bão." in client.get(row.get_absolute_url()).content.decode()


def test_an_old_button_removes_nothing(client):
    file, officer = followed_file()
    row = visited(file, officer)
    finding = found(row, officer)
    client.force_login(officer)

    answer = client.post(address("finding-remove", row, finding.pk), {"version": 5}, follow=True)

    assert row.findings.exists()
    assert "Có người vừa sửa" in answer.content.decode()


def test_the_unit_reads_findings_only_once_they_are_concluded(client):
    file, officer = followed_file()
    row = visited(file, officer)
    found(row, officer)
    client.force_login(make_head(file.unit))

    shown = client.get(row.get_absolute_url()).content.decode()

    assert "Làm việc với Khối Dân vận." in shown
    assert TEXT not in shown
    assert client.get(address("inspection-paper", row)).status_code == 404


def test_mending_by_the_pages(client, case):
    file, officer, row, _plan = case
    finding = row.findings.get()
    client.force_login(make_editor(file.unit))
    home = client.get(reverse("home")).content.decode()

    report = address("remedy-report", row, finding.pk)
    assert TEXT in client.get(report).content.decode()
    client.post(report, {"remedy": "Đã niêm yết lại.", "version": 1})
    client.force_login(officer)
    judge = address("remedy-confirm", row, finding.pk)
    bad = client.post(judge, {"verdict": "partly", "version": 2})
    client.post(judge, {"verdict": "partly", "note": "Còn một thôn.", "version": 2})

    finding.refresh_from_db()
    assert "Báo cáo khắc phục sau kiểm tra, giám sát" in home
    assert bad.status_code == 422
    assert (finding.remedy_state, finding.remedy) == ("partly", "Đã niêm yết lại.")


def test_a_finding_of_another_inspection_is_not_there(client, case):
    file, officer, row, _plan = case
    other = found(visited(file, officer), officer)

    assert client.get(address("remedy-confirm", row, other.pk)).status_code == 404


def test_findings_stand_beside_their_criterion_everywhere(client, case):
    file, officer, row, _plan = case
    pk = criterion_pk(file, "I.1")
    client.force_login(make_head(file.unit))

    sheet = client.get(file.get_absolute_url()).content.decode()
    why = client.get(reverse("assessments:why", args=[file.pk, pk])).content.decode()

    place = sheet.index(f'id="tc-{pk}"')
    assert place < sheet.index(TEXT) < sheet.index('id="tc-', place + 10)
    assert "Quá hạn khắc phục 3 ngày" in sheet
    assert row.get_absolute_url() in why
    assert TEXT in why


@pytest.mark.parametrize("rows", [1, 3])
def test_the_appraisal_asks_as_often_with_three_findings(client, rows, django_assert_num_queries):
    file, officer = make_opened()
    concluded(file, officer, *({"criterion_key": key_of(file)} for _ in range(rows)))
    client.force_login(officer)
    page = reverse("assessments:appraisal", args=[file.pk])
    shown = client.get(page).content.decode()

    assert shown.count(TEXT) == rows
    with django_assert_num_queries(APPRAISAL_QUERIES):
        client.get(page)


APPRAISAL_QUERIES = 15


def test_who_may_not_see_the_inspection_gets_no_link_to_it(client):
    file, officer = make_opened()
    row = concluded(file, officer, {"criterion_key": key_of(file)})
    type(file).objects.filter(pk=file.pk).update(state="proposed")
    client.force_login(make_person(Role.COMMITTEE_MEMBER, file.round.organiser))

    shown = client.get(reverse("assessments:appraisal", args=[file.pk])).content.decode()

    assert TEXT in shown
    assert row.get_absolute_url() not in shown
    assert client.get(row.get_absolute_url()).status_code == 404


def test_the_paper_says_it_in_the_party_form(client):
    file, officer = followed_file()
    board = make_unit(file.round.organiser, kind="body", name="Ban Dân vận Huyện uỷ")
    make_letterhead(
        board, parent_line="HUYỆN UỶ YÊN THẾ", issuer_line="BAN DÂN VẬN", symbol="BDVHU",
        author="Ban Dân vận Huyện uỷ", authority_line="", signatory_title="TRƯỞNG BAN",
        archive_line="Lưu Ban Dân vận Huyện uỷ",
    )  # fmt: skip
    due = in_days(20)
    row = concluded(
        file, officer, {"is_shortcoming": False, "text": "Đối thoại đủ"},
        {"criterion_key": key_of(file), "remedy_due": due, "text": TEXT},
    )  # fmt: skip

    paper = conclusion_paper(row)
    printed = text(render_pdf("assessments/documents/inspection_conclusion.html", paper))

    assert (paper["draft"], paper["letterhead"]["number"]) == (False, "Số 15-TB/BDVHU")
    assert paper["abstract"].startswith("kết luận kiểm tra quy chế dân chủ ở cơ sở đối với")
    assert paper["praises"] == ["Đối thoại đủ."]
    assert paper["shortcomings"][0].endswith(f"Khắc phục trước khi hết ngày {citation_date(due)}.")
    assert "30 ngày (tiêu chí I.1)." in paper["shortcomings"][0]
    assert paper["recipients"][-1] == "Lưu Ban Dân vận Huyện uỷ"
    for words in ("ĐẢNG CỘNG SẢN VIỆT NAM", "THÔNG BÁO", "I- ƯU ĐIỂM", "II- HẠN CHẾ",
                  "III- KẾT LUẬN", "TRƯỞNG BAN"):  # fmt: skip
        assert words in printed


def test_the_paper_before_the_conclusion_is_a_draft_without_letterhead(client):
    file, officer = followed_file()
    row = visited(file, officer)

    paper = conclusion_paper(row)

    assert paper["draft"]
    assert paper["letterhead"]["number"] == "Số \u2003\u2003-TB/"
    assert paper["closing"] == ""
    assert paper["signature"]["title"] == "LÃNH ĐẠO BAN DÂN VẬN"


def test_the_paper_is_downloaded_by_the_unit(client, monkeypatch):
    file, officer = followed_file()
    row = concluded(file, officer, {})
    client.force_login(make_head(file.unit))
    monkeypatch.setattr("core.downloads.render_pdf", lambda *_args: b"%PDF-1.7")

    answer = client.get(address("inspection-paper", row))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client.get(address("inspection-paper", planned(file, officer))).status_code == 404


def test_a_board_head_plans_for_every_unit(client):
    file, _officer = followed_file()
    client.force_login(make_board_head(file.round.organiser))

    page = client.get(reverse("assessments:inspection-plan", args=[file.round_id]))

    assert file.unit.name in page.content.decode()


def test_a_conclusion_without_shortcomings_says_so_in_the_list(client):
    file, officer = followed_file()
    concluded(file, officer)
    client.force_login(officer)

    assert "Không nêu hạn chế" in client.get(LIST).content.decode()


def test_a_finding_without_its_kind_is_refused_beside_its_box(client):
    file, officer = followed_file()
    row = visited(file, officer)
    client.force_login(officer)

    answer = client.post(address("finding-add", row), {"text": TEXT})
    late = client.post(
        address("finding-add", row),
        {"text": TEXT, "kind": "shortcoming", "remedy_due": "1/1/2020"},
    )

    assert (answer.status_code, late.status_code) == (422, 422)
    assert "Chọn ưu điểm hoặc hạn chế." in answer.content.decode()
    assert "từ hôm nay trở đi" in late.content.decode()
    assert not row.findings.exists()


def test_an_inspection_whose_unit_lost_its_file_names_no_criteria():
    assert criteria_of(None) == {}


def test_a_criterion_that_a_later_version_took_out_is_said_to_be_gone(client):
    file, officer = followed_file()
    row = concluded(file, officer, {})
    Finding.objects.update(criterion_key="cu-ky")
    client.force_login(officer)

    assert "không còn trong phiên bản" in client.get(row.get_absolute_url()).content.decode()
