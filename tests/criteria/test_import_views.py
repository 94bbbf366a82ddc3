"""Pages of files: what the preview shows is what is written, or nothing is."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.models import AuditEvent
from criteria.actions import contents, lifecycle
from criteria.definitions import definition_of
from criteria.exports import set_json, set_workbook
from criteria.models import CriteriaSet, Criterion
from criteria.set_documents import document_from
from tests import corpus
from tests.criteria.workbook_files import CONTENTS, INFORMATION, KINDS, typed
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_kind,
    make_published_set,
    make_unit,
)
from tests.statements import within

pytestmark = pytest.mark.django_db
TITLE = (CONTENTS, "D3")
OLD_OFFICE = b"\xd0\xcf\x11\xe0" + bytes(600)
ODS = corpus.archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})


@pytest.fixture
def district():
    make_kind("agency")
    make_kind("commune")
    return make_district()


@pytest.fixture
def head(district, client):
    person = make_board_head(district)
    client.force_login(person)
    return person


def workbook(criteria_set, cells=None):
    content = set_workbook(definition_of(criteria_set), KINDS)
    return typed(content, cells) if cells else content


def page(name, criteria_set=None):
    return reverse(f"criteria:{name}", args=[criteria_set.pk] if criteria_set else [])


def send(client, address, content, name="bo.xlsx", **more):
    return client.post(address, {"file": SimpleUploadedFile(name, content), **more})


def confirm(client, answer):
    context = answer.context
    return client.post(context["confirm_url"], {"sha256": context["waiting"].sha256})


def counts():
    return CriteriaSet.objects.count(), Criterion.objects.count(), AuditEvent.objects.count()


class TestDownloads:
    def test_whoever_may_read_the_set_may_keep_it(self, client, district):
        published = make_published_set(district)
        client.force_login(make_editor(make_unit(district)))

        answer = client.get(page("export", published))

        book = load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames == [
            "Hướng dẫn", "Thông tin", "Nhóm và tiêu chí", "Cách tính điểm", "Mức điểm",
            "Điều kiện loại trừ", "Xếp loại", "Danh mục",
        ]  # fmt: skip
        assert 'filename="bo-tieu-chi-commune-' in answer["Content-Disposition"]

    def test_json_is_the_document_of_the_set(self, client, district, head):
        draft = make_draft_set(district, by=head)

        answer = client.get(page("export-json", draft))

        assert answer["Content-Type"] == "application/json; charset=utf-8"
        assert json.loads(answer.content) == document_from(definition_of(draft))

    def test_the_empty_workbook_can_be_read_back(self, client, head):
        template = client.get(page("import-template")).content

        answer = send(client, page("import-new"), template)

        assert answer.status_code == 200
        assert answer.context["waiting"].advice == ()


class TestNewSet:
    def test_upload_preview_confirm(self, client, district, head):
        document = set_json(definition_of(make_draft_set(district, by=head)))

        preview = send(client, page("import-new"), document, "bo.json")
        answer = confirm(client, preview)

        created = CriteriaSet.objects.latest("pk")
        assert answer["Location"] == page("edit", created)
        assert (created.organiser, created.origin, created.version) == (district, None, 2)
        assert AuditEvent.objects.latest("sequence").kind == "criteria_set.created"

    def test_the_preview_writes_nothing(self, client, district, head):
        content = workbook(make_draft_set(district, by=head))
        before = counts()

        send(client, page("import-new"), content)

        assert counts() == before

    def test_a_file_from_a_published_set_becomes_its_next_version(self, client, district, head):
        published = make_published_set(district)
        content = workbook(published, {TITLE: "Tiêu chí viết lại"})

        preview = send(client, page("import-new"), content)
        confirm(client, preview)

        created = CriteriaSet.objects.latest("pk")
        assert preview.context["before"] == published
        assert preview.context["comparison"].change_count == 1
        assert (created.origin, created.version) == (published, 2)

    def test_a_reference_to_a_set_that_is_not_visible_finds_nothing(self, client, district, head):
        elsewhere = make_published_set(make_district("Huyện uỷ Khác"))

        preview = send(client, page("import-new"), workbook(elsewhere))

        assert preview.context["before"] is None
        assert preview.context["comparison"] is None

    @pytest.mark.parametrize(
        "reference", ["", "bịa", "commune/2026/1/000000000000", "a/9999999/1/b", "a/b/c/d"]
    )
    def test_a_made_up_reference_finds_nothing(self, client, district, head, reference):
        content = workbook(make_published_set(district), {(INFORMATION, "B11"): reference})

        preview = send(client, page("import-new"), content)

        assert preview.context["before"] is None

    def test_whoever_writes_for_several_units_says_for_which(self, client, district, head):
        other = make_district("Huyện uỷ Khác")
        from organisation.models import RoleAssignment  # noqa: PLC0415

        RoleAssignment.objects.create(
            user=head, unit=other, role="board_head", valid_from="2020-01-01"
        )
        content = workbook(make_draft_set(district, by=head))

        refused = send(client, page("import-new"), content)
        preview = send(client, page("import-new"), content, organiser=other.pk)
        confirm(client, preview)

        assert refused.context["form"].errors.keys() == {"organiser"}
        assert CriteriaSet.objects.latest("pk").organiser == other

    def test_only_writers_come_here(self, client, district):
        client.force_login(make_editor(make_unit(district)))

        assert [client.get(page(n)).status_code for n in ("import-new", "import-template")] == [
            403
        ] * 2
        assert client.post(page("import-new-confirm")).status_code == 403


class TestDraft:
    def test_the_content_is_replaced_by_that_of_the_file(self, client, district, head):
        draft = make_draft_set(district, by=head)
        preview = send(client, page("import", draft), workbook(draft, {TITLE: "Viết lại"}))

        answer = confirm(client, preview)

        draft.refresh_from_db()
        assert answer["Location"] == page("edit", draft)
        assert definition_of(draft).groups[0].criteria[0].title == "Viết lại"
        assert (draft.revision, draft.version) == (2, 1)
        assert AuditEvent.objects.latest("sequence").kind == "criteria_set.replaced"

    def test_a_file_without_changes_offers_nothing_to_confirm(self, client, district, head):
        draft = make_draft_set(district, by=head)

        preview = send(client, page("import", draft), workbook(draft))

        assert preview.context["comparison"].is_empty
        assert "Thay nội dung bản thảo</button>" not in preview.content.decode()

    def test_what_somebody_changed_meanwhile_is_shown_before_it_is_overwritten(
        self, client, district, head
    ):
        draft = make_draft_set(district, by=head)
        preview = send(client, page("import", draft), workbook(draft, {TITLE: "Viết lại"}))
        # A single criterion: the revision of the set stays as it was.
        Criterion.objects.filter(group__criteria_set=draft, code="I.2").update(
            title="Người khác sửa"
        )

        again = confirm(client, preview)

        assert "vừa có người sửa" in again.content.decode()
        assert Criterion.objects.filter(title="Người khác sửa").exists()
        assert again.context["comparison"].change_count == 2
        confirm(client, again)
        assert not Criterion.objects.filter(title="Người khác sửa").exists()

    def test_publishing_meanwhile_turns_it_into_a_new_version_after_another_look(
        self, client, district, head
    ):
        draft = make_draft_set(district, by=head)
        preview = send(client, page("import", draft), workbook(draft, {TITLE: "Viết lại"}))
        lifecycle.publish(draft, by=head)

        again = confirm(client, preview)
        confirm(client, again)

        assert "vừa được ban hành" in again.content.decode()
        created = CriteriaSet.objects.latest("pk")
        assert (created.origin, created.version) == (draft, 2)

    def test_a_preview_is_confirmed_once(self, client, district, head):
        draft = make_draft_set(district, by=head)
        preview = send(client, page("import", draft), workbook(draft, {TITLE: "Viết lại"}))
        confirm(client, preview)
        before = counts()

        answer = client.post(
            page("import-confirm", draft), {"sha256": preview.context["waiting"].sha256}
        )

        assert answer["Location"] == page("import", draft)
        assert counts() == before

    def test_only_what_was_previewed_is_confirmed(self, client, district, head):
        draft = make_draft_set(district, by=head)
        send(client, page("import", draft), workbook(draft, {TITLE: "Viết lại"}))
        before = counts()

        client.post(page("import-confirm", draft), {"sha256": "0" * 64})

        assert counts() == before

    def test_others_do_not_see_a_draft(self, client, district):
        draft = make_draft_set(district)
        client.force_login(make_editor(make_unit(district)))

        assert client.get(page("import", draft)).status_code == 404
        assert client.post(page("import-confirm", draft)).status_code == 404


class TestPublishedSet:
    def test_a_file_becomes_a_draft_of_the_next_version(self, client, district, head):
        published = make_published_set(district)
        other = make_draft_set(district, by=head)

        preview = send(client, page("import", published), workbook(other))
        confirm(client, preview)

        created = CriteriaSet.objects.latest("pk")
        assert (created.state, created.origin) == ("draft", published)
        assert definition_of(published).title == published.title

    def test_readers_may_not(self, client, district):
        published = make_published_set(district)
        client.force_login(make_editor(make_unit(district)))

        assert client.get(page("import", published)).status_code == 403


class TestRefusals:
    def test_every_problem_is_listed_with_its_place_and_nothing_is_written(
        self, client, district, head
    ):
        draft = make_draft_set(district, by=head)
        content = workbook(draft, {TITLE: None, (CONTENTS, "E4"): "=1"})
        before = counts()

        answer = send(client, page("import", draft), content)

        text = answer.content.decode()
        assert answer.status_code == 422
        assert f"{CONTENTS}!D3" in text
        assert f"{CONTENTS}!E4" in text
        assert "2 chỗ cần sửa" in text
        assert counts() == before

    @pytest.mark.parametrize(
        ("name", "make", "start"),
        [
            ("bo.xls", lambda: OLD_OFFICE, "Chỉ nhận tệp Excel .xlsx"),
            ("bo.csv", lambda: b"a;b", "Chỉ nhận tệp Excel .xlsx"),
            ("bo.ods", lambda: ODS, "Chỉ nhận tệp Excel .xlsx"),
            ("bo", corpus.xlsx, "Chỉ nhận tệp Excel .xlsx"),
            ("bo.xlsx", lambda: OLD_OFFICE, "Tệp Word, Excel kiểu cũ hoặc có mật khẩu"),
            ("bo.xlsx", lambda: b"a;b;c", "Nội dung tệp không đúng với đuôi tệp"),
            ("bo.xlsx", corpus.docx, "Nội dung không phải là tệp .xlsx."),
            ("bo.xlsx", lambda: ODS, "Nội dung không phải là tệp .xlsx."),
            ("bo.xlsx", lambda: b"", "Tệp rỗng (0 byte)."),
            ("bo.xlsx", lambda: corpus.xlsx()[:-40], "Tệp bị hỏng hoặc chưa tải đủ."),
            ("bo.xlsx", corpus.encrypted_member, "Tệp có mật khẩu."),
            ("bo.xlsx", corpus.whitespace_bomb, "Tệp quá lớn khi mở ra"),
            ("bo.xlsx", corpus.billion_laughs, "Tệp có khai báo XML không an toàn."),
            ("bo.xlsx", lambda: b"PK\x03\x04" + bytes(100 * corpus.MIB), "Tệp lớn hơn 10 MB."),
            ("bo.json", lambda: b"[" * 100_000, "Tệp JSON lồng quá nhiều tầng."),
            ("bo.json", lambda: b" " * (3 * corpus.MIB), "Tệp JSON lớn hơn 2 MB."),
        ],
    )  # fmt: skip
    def test_what_is_no_such_file_is_answered_with_a_sentence(
        self, client, head, name, make, start
    ):
        answer = send(client, page("import-new"), make(), name)

        (message,) = answer.context["form"].errors["file"]
        assert answer.status_code == 422
        assert message.startswith(start)

    def test_no_file_at_all(self, client, head):
        answer = client.post(page("import-new"), {})

        assert answer.status_code == 422
        assert answer.context["form"].errors["file"] == ["Chưa chọn tệp."]


@pytest.mark.parametrize("complete", [False, True])
def test_queries_do_not_grow_with_the_set(
    client, district, head, complete, django_assert_max_num_queries
):
    published = make_published_set(district, complete=complete)
    content = workbook(published, {TITLE: "Viết lại"})

    with django_assert_max_num_queries(20):
        preview = send(client, page("import", published), content)
    with django_assert_max_num_queries(within(28)):
        confirm(client, preview)


def test_contents_are_created_through_the_action(client, district, head, monkeypatch):
    calls = []
    create = contents.create
    monkeypatch.setattr(
        contents, "create", lambda *a, **k: calls.append(k["by"]) or create(*a, **k)
    )
    preview = send(client, page("import-new"), workbook(make_published_set(district)))
    calls.clear()

    confirm(client, preview)

    assert calls == [head]
