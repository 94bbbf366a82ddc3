"""Pages of decisions: issuing step by step, download, list, revocation."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.pdf import PdfError
from core.uploads import open_stored
from organisation.models import Letterhead
from recognition.actions import decisions as actions
from recognition.models import Decision
from tests.factories import (
    make_board_head,
    make_clerk,
    make_editor,
    make_person,
    make_settled_assessment,
    make_unit,
)
from tests.recognition.conftest import drafted, issued

pytestmark = pytest.mark.usefixtures("unprinted")
REASON = "Phát hiện số liệu không đúng"


@pytest.fixture
def clerk_client(organiser, client):
    client.force_login(make_clerk(organiser))
    return client


def broken(_template, _context):
    raise PdfError("Máy chủ chưa in được PDF.")


def address(name: str, *args) -> str:
    return reverse(f"recognition:{name}", args=args)


def form_of(page) -> dict:
    """What the browser would send back from the page's form."""
    form = page.context["form"]
    fields = {field.name: field.value() for field in form}
    fields["issued_on"] = timezone.localdate().strftime("%d/%m/%Y")
    return fields | {"version": page.context["decision"].version}


def test_the_form_is_prefilled_from_letterhead_and_proposal(organiser, clerk_client):
    make_settled_assessment(organiser)
    decision = drafted(organiser)

    form = clerk_client.get(address("issue", decision.pk)).context["form"]

    assert form["number"].value() == "1"
    assert form["signatory_title"].value() == "BÍ THƯ"
    assert "Xét Tờ trình số 12-TTr/BDVHU, ngày" in form["grounds"].value()
    assert form["recipients"].value() == "Như Điều 3\nLưu Văn phòng Huyện uỷ"


def test_issuing_asks_once_then_issues(organiser, clerk_client):
    make_settled_assessment(organiser, name="Đảng bộ xã An Thượng")
    url = address("issue", drafted(organiser).pk)
    sent = form_of(clerk_client.get(url))

    asked = clerk_client.post(url, sent).content.decode()
    before = Decision.objects.get().state
    clerk_client.post(url, sent | {"confirmed": "1"})

    assert "Ban hành Quyết định số 1?" in asked
    assert "Đảng bộ xã An Thượng" in asked
    assert (before, Decision.objects.get().state) == ("draft", "issued")


def test_going_back_from_the_confirmation_keeps_what_was_typed(organiser, clerk_client):
    make_settled_assessment(organiser)
    url = address("issue", drafted(organiser).pk)
    sent = form_of(clerk_client.get(url)) | {"signatory_name": "Trần Thị Bình", "edit": "1"}

    page = clerk_client.post(url, sent)

    assert page.context["form"]["signatory_name"].value() == "Trần Thị Bình"
    assert Decision.objects.get().state == "draft"


def test_a_used_number_is_named_beside_the_field(organiser, clerk_client):
    make_settled_assessment(organiser)
    issued(organiser)
    make_settled_assessment(organiser)
    url = address("issue", drafted(organiser).pk)
    sent = form_of(clerk_client.get(url)) | {"number": "7", "term": "2025 - 2030"}

    page = clerk_client.post(url, sent)

    assert "Số 7 đã dùng cho Quyết định 07-QĐ/HU" in page.context["form"].errors["number"][0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "0"), ("number", "7,5"), ("number", "٧"), ("number", ""), ("term", "khoá XX"),
        ("issued_on", "31/02/2026"), ("grounds", " \n "), ("signatory_name", "x" * 121),
    ],
)  # fmt: skip
def test_bad_input_is_answered_beside_its_field(organiser, clerk_client, field, value):
    make_settled_assessment(organiser)
    url = address("issue", drafted(organiser).pk)
    sent = form_of(clerk_client.get(url)) | {field: value, "confirmed": "1"}

    page = clerk_client.post(url, sent)

    assert list(page.context["form"].errors) == [field]
    assert Decision.objects.get().state == "draft"


def test_a_day_in_the_future_is_refused_before_the_confirmation(organiser, clerk_client):
    make_settled_assessment(organiser)
    url = address("issue", drafted(organiser).pk)
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = form_of(clerk_client.get(url)) | {"issued_on": tomorrow.strftime("%d/%m/%Y")}

    page = clerk_client.post(url, sent)

    assert page.context["form"].errors["issued_on"] == ["Ngày ban hành không được sau hôm nay."]


def test_a_failing_printer_is_said_in_words(organiser, clerk_client, monkeypatch):
    make_settled_assessment(organiser)
    url = address("issue", drafted(organiser).pk)
    sent = form_of(clerk_client.get(url)) | {"confirmed": "1"}

    monkeypatch.setattr(actions, "render_pdf", broken)

    assert "Máy chủ chưa in được PDF." in clerk_client.post(url, sent).content.decode()


def test_lines_lose_their_dashes_and_closing_marks(organiser, clerk_client):
    make_settled_assessment(organiser)
    url = address("issue", drafted(organiser).pk)
    sent = form_of(clerk_client.get(url)) | {"recipients": "- Như Điều 3;\n\n- Lưu Văn phòng."}

    clerk_client.post(url, sent | {"confirmed": "1"})

    assert Decision.objects.get().content["recipients"] == ["Như Điều 3", "Lưu Văn phòng"]


def test_the_preview_is_a_draft_in_a_tab(organiser, clerk_client):
    make_settled_assessment(organiser)
    decision = drafted(organiser)
    sent = form_of(clerk_client.get(address("issue", decision.pk)))

    answer = clerk_client.post(address("issue-preview", decision.pk), sent)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert Decision.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"number": ""}, "number"), ({"issued_on": "01/01/2019"}, "issued_on"),
     ({"grounds": "a\n" * 41}, "grounds")],
)  # fmt: skip
def test_a_preview_that_cannot_be_made_says_why(organiser, clerk_client, changes, field):
    make_settled_assessment(organiser)
    decision = drafted(organiser)
    sent = form_of(clerk_client.get(address("issue", decision.pk))) | changes

    page = clerk_client.post(address("issue-preview", decision.pk), sent)

    assert list(page.context["form"].errors) == [field]


def test_a_preview_without_a_printer_says_so(organiser, clerk_client, monkeypatch):
    make_settled_assessment(organiser)
    decision = drafted(organiser)
    sent = form_of(clerk_client.get(address("issue", decision.pk)))
    monkeypatch.setattr(actions, "render_pdf", broken)

    page = clerk_client.post(address("issue-preview", decision.pk), sent)

    assert "Máy chủ chưa in được PDF." in page.content.decode()


def test_the_form_without_a_letterhead_says_whom_to_ask(organiser, clerk_client):
    make_settled_assessment(organiser)
    decision = drafted(organiser)
    Letterhead.objects.all().delete()

    page = clerk_client.get(address("issue", decision.pk)).content.decode()

    assert "Hãy báo người quản trị bổ sung" in page


def test_the_reading_follows_what_is_typed(organiser, clerk_client):
    make_settled_assessment(organiser)
    decision = drafted(organiser)
    sent = form_of(clerk_client.get(address("issue", decision.pk)))

    sent["recipients"] = "Ban Dân vận <b>Tỉnh uỷ</b>"
    page = clerk_client.post(address("issue-reading", decision.pk), sent).content.decode()

    assert "Ban Dân vận &lt;b&gt;Tỉnh uỷ&lt;/b&gt;" in page


def test_the_form_is_refused_to_the_board(organiser, client):
    make_settled_assessment(organiser)
    decision = drafted(organiser)
    client.force_login(make_board_head(organiser))

    assert client.get(address("issue", decision.pk)).status_code == 403


def test_the_download_is_the_stored_file(organiser, clerk_client):
    make_settled_assessment(organiser)
    decision = issued(organiser)

    answer = clerk_client.get(address("decision-download", decision.pk))

    with open_stored(decision.document.sha256) as file:
        assert answer.content == file.read()
    assert answer["Content-Disposition"] == 'attachment; filename="quyet-dinh-07-qd-hu.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_draft_has_nothing_to_download(organiser, clerk_client):
    make_settled_assessment(organiser)

    answer = clerk_client.get(address("decision-download", drafted(organiser).pk))

    assert answer.status_code == 404


def test_units_see_issued_decisions_and_outsiders_none(organiser, client):
    assessment = make_settled_assessment(organiser)
    decision = issued(organiser)
    pages = [decision.get_absolute_url(), address("decision-download", decision.pk)]

    client.force_login(make_editor(assessment.unit))
    seen = [client.get(page).status_code for page in pages]
    client.force_login(make_person())

    assert seen == [200, 200]
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_a_unit_sees_no_draft(organiser, client):
    assessment = make_settled_assessment(organiser)
    decision = drafted(organiser)
    client.force_login(make_editor(assessment.unit))

    assert client.get(decision.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("words", ["07-qd/hu", "an thuong", "AN THƯỢNG", "dân vận khéo"])
def test_decisions_are_found_without_diacritics(organiser, clerk_client, words):
    make_settled_assessment(organiser, name="Đảng bộ xã An Thượng")
    issued(organiser)

    page = clerk_client.get(address("decisions"), {"q": words})

    assert [row.symbol for row, _state in page.context["rows"]] == ["07-QĐ/HU"]


@pytest.mark.parametrize("query", [{"q": "tân sỏi"}, {"year": "1999"}, {"state": "revoked"}])
def test_filters_leave_out_the_rest(organiser, clerk_client, query):
    make_settled_assessment(organiser)
    issued(organiser)

    page = clerk_client.get(address("decisions"), query)

    assert page.context["rows"] == [] or page.context["filters"].form.errors


def test_the_excel_file_holds_what_is_on_the_screen(organiser, clerk_client):
    make_settled_assessment(organiser)
    issued(organiser)

    answer = clerk_client.get(address("decisions-export"), {"q": "07"})

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[0] for row in rows] == ["Số, ký hiệu", "07-QĐ/HU"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_decision_takes_a_fixed_number_of_queries(
    organiser, clerk_client, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_settled_assessment(organiser)
    decision = issued(organiser)
    clerk_client.get(decision.get_absolute_url())

    with django_assert_max_num_queries(8):
        clerk_client.get(decision.get_absolute_url())


def test_revoking_the_whole_through_its_page(organiser, clerk_client):
    make_settled_assessment(organiser)
    decision = issued(organiser)

    sent = {"scope": "whole", "reason": REASON, "version": decision.version}
    page = clerk_client.post(address("revoke", decision.pk), sent, follow=True)

    assert Decision.objects.get().state == "revoked"
    assert REASON in page.content.decode()


def test_revoking_a_unit_through_its_page(organiser, clerk_client):
    for _ in range(2):
        make_settled_assessment(organiser)
    decision = issued(organiser)
    entry = decision.entries.first()

    sent = {"scope": "entries", "entries": [entry.pk], "reason": REASON}
    clerk_client.post(address("revoke", decision.pk), sent | {"version": decision.version})

    entry.refresh_from_db()
    assert entry.revocation_reason == REASON


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"reason": "ngắn"}, "reason"), ({"scope": "entries"}, "entries"), ({"scope": "x"}, "scope"),
     ({"scope": "entries", "entries": ["999999"]}, "entries"), ({"version": "0"}, "__all__")],
)  # fmt: skip
def test_revoking_needs_a_reason_a_scope_and_the_present_version(
    organiser, clerk_client, changes, field
):
    make_settled_assessment(organiser)
    decision = issued(organiser)

    sent = {"scope": "whole", "reason": REASON, "version": decision.version} | changes
    page = clerk_client.post(address("revoke", decision.pk), sent)

    assert field in page.context["form"].errors
    assert Decision.objects.get().state == "issued"


def test_revoking_is_refused_to_units(organiser, client):
    assessment = make_settled_assessment(organiser)
    decision = issued(organiser)
    client.force_login(make_editor(assessment.unit))

    assert client.get(address("revoke", decision.pk)).status_code == 403


def test_another_organisers_clerk_finds_nothing(organiser, client):
    make_settled_assessment(organiser)
    decision = issued(organiser)
    client.force_login(make_clerk(make_unit(organiser, kind="district", name="Huyện uỷ khác")))

    assert client.get(address("revoke", decision.pk)).status_code == 403
