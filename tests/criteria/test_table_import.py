"""The page that takes in a plain table: who may, what it shows, and that just this is written."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEvent
from criteria.definitions import definition_of
from criteria.imports.plain_tables.waiting import WaitingTable
from criteria.models import CriteriaSet
from tests.criteria.tables.samples import HEADER, SMALL, fixture_rows, pasted, workbook
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_kind,
    make_officer,
    make_unit,
)

pytestmark = pytest.mark.django_db
URL, CONFIRM = reverse("criteria:import-table"), reverse("criteria:import-table-confirm")


@pytest.fixture
def head(client, district):
    """The head of the board, signed in."""
    person = make_board_head(district)
    client.force_login(person)
    return person


def sent(rows=SMALL, **changes):
    """The form as a browser sends it."""
    table = {} if "file" in changes else {"pasted": pasted(rows)}
    return {
        "title": "Bộ tiêu chí năm 2026",
        "year": "2026",
        "unit_kind": make_kind().pk,
        **table,
        **changes,
    }


def file_of(content: bytes, name: str = "bang.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def previewed(client, **changes):
    """The preview, and its fingerprint."""
    answer = client.post(URL, sent(**changes))
    assert answer.status_code == 200
    return answer.content.decode(), answer.context["sha256"]


class TestWhoMay:
    @pytest.mark.parametrize("person", [make_officer, lambda d: make_editor(make_unit(d))])
    @pytest.mark.parametrize("call", ["get", "post"])
    def test_others_are_refused(self, client, district, person, call):
        client.force_login(person(district))
        assert getattr(client, call)(URL).status_code == 403
        assert client.post(CONFIRM).status_code == 403
        assert not CriteriaSet.objects.exists()

    def test_who_lost_the_right_after_the_preview_writes_nothing(self, client, district, head):
        _, sha256 = previewed(client)
        head.role_assignments.update(valid_to="2020-12-31")
        assert client.post(CONFIRM, {"sha256": sha256}).status_code == 403
        assert not CriteriaSet.objects.exists()

    def test_who_writes_for_two_says_for_whom(self, client, district, head):
        other = make_district("Huyện uỷ khác")
        head.role_assignments.create(unit=other, role="board_head", valid_from="2020-01-01")
        assert client.post(URL, sent()).context["form"].errors.keys() == {"organiser"}
        _, sha256 = previewed(client, organiser=other.pk)
        client.post(CONFIRM, {"sha256": sha256})
        assert CriteriaSet.objects.get().organiser == other


class TestPreview:
    def test_says_how_many_were_recognised_and_each_rule(self, client, head):
        page, _ = previewed(client)
        assert "Đã nhận ra cách chấm của 2/3 tiêu chí; 1 tiêu chí để tự chấm tay." in page
        assert "từ 98 % trở lên: 30,00; dưới 98 %: 0,00" in page
        assert "Tự chấm tay – cần bổ sung cách tính (từ 0 đến 60,00 điểm)" in page
        assert not CriteriaSet.objects.exists()

    def test_of_a_file_is_that_of_the_same_table_pasted(self, client, head):
        _, of_text = previewed(client, rows=fixture_rows())
        _, of_file = previewed(client, file=file_of(workbook(fixture_rows())))
        assert of_file == of_text

    def test_names_what_was_passed_over(self, client, head):
        page, _ = previewed(client, rows=[("PHỤ LỤC I",), *SMALL])
        assert "dòng 1: PHỤ LỤC I" in page

    def test_shows_markup_as_words(self, client, head):
        rows = [
            *SMALL[:2],
            (1, "<script>alert(1)</script>", 10, "<b>Có</b>: 10", "<i>"),
            *SMALL[3:],
        ]
        page, _ = previewed(client, rows=rows)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "<b>Có" not in page

    def test_gives_back_what_was_typed_to_mend_it(self, client, head):
        previewed(client)
        page = client.get(URL, {"sua": ""}).content.decode()
        assert "Bộ tiêu chí năm 2026" in page
        assert "Lãnh đạo, chỉ đạo" in page
        assert "Lãnh đạo, chỉ đạo" not in client.get(URL).content.decode()

    @pytest.mark.parametrize("times", [1, 3])
    def test_takes_the_same_queries_for_any_number(
        self, client, head, times, django_assert_max_num_queries
    ):
        rows = [HEADER]
        for number in range(1, times + 1):
            rows += [("I" * number, "Nhóm", 10), (1, "Tiêu chí", 10, "Có kế hoạch: 10")]
        previewed(client)
        with django_assert_max_num_queries(12):
            previewed(client, rows=rows)


class TestFaults:
    def test_stand_above_the_form_with_all_that_was_typed(self, client, head):
        rows = [HEADER, ("I", "A", 40), (1, "Aa", 39)]
        answer = client.post(URL, sent(rows))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Nhóm I ghi 40,00 điểm" in page
        assert "Bảng chưa dùng được: 1 chỗ cần sửa" in page
        assert pasted(rows) in page

    def test_are_shown_up_to_a_hundred(self, client, head):
        rows = [HEADER, ("I", "A", None), *[(n, "Aa", "x") for n in range(1, 131)]]
        page = client.post(URL, sent(rows)).content.decode()
        assert "Bảng chưa dùng được: 130 chỗ cần sửa" in page
        assert "Còn 30 chỗ nữa" in page

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 301}, "title"),
            ({"year": "hai nghìn"}, "year"),
            ({"year": "1926"}, "year"),
            ({"unit_kind": ""}, "unit_kind"),
            ({"pasted": " \n "}, "file"),
            ({"pasted": "Không phải bảng"}, "pasted"),
            ({"pasted": "x" * 205_000}, "pasted"),
            ({"pasted": "á" * 150_000}, "pasted"),
            ({"pasted": "a\x00b"}, "pasted"),
        ],
    )
    def test_of_the_form_name_the_field(self, client, head, changes, field):
        answer = client.post(URL, sent(**changes))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]

    @pytest.mark.parametrize("content", [b"a;b", b"", workbook([["Không phải bảng"]])])
    def test_of_the_file_stand_at_the_file(self, client, head, content):
        answer = client.post(URL, sent(file=file_of(content)))
        assert list(answer.context["form"].errors) == ["file"]

    def test_a_file_and_a_pasted_table_at_once_are_one_too_many(self, client, head):
        answer = client.post(URL, sent(file=file_of(workbook(SMALL)), pasted=pasted(SMALL)))
        assert "không dùng cả hai" in answer.content.decode()


class TestConfirming:
    def test_writes_just_what_was_shown(self, client, head, district):
        _, sha256 = previewed(client, rows=fixture_rows())

        answer = client.post(CONFIRM, {"sha256": sha256}, follow=True)

        draft = CriteriaSet.objects.get()
        assert WaitingTable.of(definition_of(draft), district.pk).sha256 == sha256
        assert (draft.state, draft.organiser, draft.year) == ("draft", district, 2026)
        assert "37/40 tiêu chí; 3 tiêu chí để tự chấm tay" in answer.content.decode()
        event = AuditEvent.objects.latest("pk")
        assert (event.kind, event.actor_id) == ("criteria_set.created", head.pk)

    def test_keeps_the_words_of_the_table(self, client, head):
        _, sha256 = previewed(client)
        client.post(CONFIRM, {"sha256": sha256})
        criterion = CriteriaSet.objects.get().groups.first().criteria.last()
        assert criterion.scoring_text == "Từ 98% trở lên: 30; dưới 98%: 0"
        assert criterion.parts.get().max_points == Decimal(30)

    def test_happens_once(self, client, head):
        _, sha256 = previewed(client)
        for _ in range(2):
            answer = client.post(CONFIRM, {"sha256": sha256}, follow=True)
        assert "đã dùng hoặc đã được thay" in answer.content.decode()
        assert CriteriaSet.objects.count() == 1

    def test_of_an_earlier_preview_writes_nothing(self, client, head):
        _, earlier = previewed(client)
        previewed(client, title="Tên khác")
        client.post(CONFIRM, {"sha256": earlier})
        assert not CriteriaSet.objects.exists()

    def test_twice_the_same_table_makes_two_versions(self, client, head):
        for _ in range(2):
            _, sha256 = previewed(client)
            client.post(CONFIRM, {"sha256": sha256})
        assert sorted(CriteriaSet.objects.values_list("version", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    "rows",
    [
        [("D", "Một", 50), (1, "Aa", 50), ("Đ", "Hai", 50), (2, "Ba", 50)],
        [("I", "Một", 100), ("D.1", "Aa", 50), ("Đ.1", "Ab", 50)],
        [("Nhóm !", "Một", 50), (1, "Aa", 50), ("Nhóm ?", "Hai", 50), (2, "Ba", 50)],
    ],
)
def test_codes_that_suggest_the_same_key_are_written_as_two(client, head, rows):
    page = client.post(URL, sent([HEADER[:3], *rows]))

    client.post(CONFIRM, {"sha256": page.context["sha256"]})

    groups = definition_of(CriteriaSet.objects.get()).groups
    assert [(c.code, c.max_points) for g in groups for c in g.criteria] == [
        (c.code, c.max_points) for g in page.context["definition"].groups for c in g.criteria
    ]
    keys = [thing.key for g in groups for thing in (g, *g.criteria)]
    assert len(set(keys)) == len(keys)


def test_the_smallest_total_still_makes_a_draft(client, head):
    page = client.post(URL, sent([HEADER[:3], ("I", "Một", "0,01"), (1, "Aa", "0,01")]))

    client.post(CONFIRM, {"sha256": page.context["sha256"]})

    bands = definition_of(CriteriaSet.objects.get()).bands
    assert [str(band.minimum_points) for band in bands] == ["0.01", "0.00"]
