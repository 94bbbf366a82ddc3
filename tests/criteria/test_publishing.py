"""Publishing with a guiding document: its appendix is printed once, and kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core import audit
from core.calendar import format_date, today
from core.models import StoredDocument
from core.pdf import PdfError
from core.uploads import open_stored
from core.versions import StaleVersion
from criteria.actions import lifecycle
from criteria.definitions import definition_of
from criteria.documents import Guidance
from criteria.models import CriteriaSet, Criterion
from criteria.set_documents import fingerprint
from tests.factories import (
    make_editor,
    make_letterhead,
    make_published_set,
    make_unit,
)

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 an appendix"
GUIDANCE = Guidance("Hướng dẫn", "05-HD/BDVHU", date(2026, 1, 15), "Ban Dân vận Huyện uỷ")


@pytest.fixture
def printed(monkeypatch) -> list[dict]:
    """Stands in for the printer and remembers what was printed; paper: tests/paper."""
    contexts: list[dict] = []

    def print_(_template: str, context: dict) -> bytes:
        contexts.append(context)
        return PAPER

    monkeypatch.setattr(lifecycle, "render_pdf", print_)
    return contexts


def unprinted(_template, _context):
    raise PdfError("worker gone")


def form_of(draft: CriteriaSet, **changes) -> dict:
    """What the browser sends from the page as it was shown."""
    return {
        "kind": GUIDANCE.kind, "number": GUIDANCE.number, "date": "15/01/2026",
        "issuer": GUIDANCE.issuer, "appendix": "", "revision": draft.revision,
        "seen": fingerprint(definition_of(draft)), **changes,
    }  # fmt: skip


def address(name: str, criteria_set: CriteriaSet) -> str:
    return reverse(f"criteria:{name}", args=[criteria_set.pk])


def state_of(criteria_set: CriteriaSet) -> str:
    return CriteriaSet.objects.get(pk=criteria_set.pk).state


# The action


@pytest.mark.usefixtures("printed")
def test_the_appendix_is_kept_with_its_guiding_document(draft, head):
    lifecycle.publish(draft, by=head, guidance=GUIDANCE)

    stored = CriteriaSet.objects.select_related("appendix").get(pk=draft.pk)
    kept = (stored.guidance_kind, stored.guidance_number, stored.guidance_date)
    assert kept == ("Hướng dẫn", "05-HD/BDVHU", date(2026, 1, 15))
    assert (stored.guidance_issuer, stored.state) == ("Ban Dân vận Huyện uỷ", "published")
    assert (stored.appendix.kind, stored.appendix.created_by) == ("criteria_appendix", head)
    assert stored.appendix.name == f"phu-luc-05-hd-bdvhu-{draft.pk}.pdf"
    with open_stored(stored.appendix.sha256) as file:
        assert file.read() == PAPER


@pytest.mark.usefixtures("printed")
def test_the_trail_names_the_guiding_document(draft, head):
    published = lifecycle.publish(draft, by=head, guidance=GUIDANCE)

    event = audit.history(published).first()
    assert event.kind == "criteria_set.published"
    assert event.note == "Hướng dẫn số 05-HD/BDVHU, ngày 15/01/2026 của Ban Dân vận Huyện uỷ"


def test_without_a_guiding_document_nothing_is_printed(draft, head, printed):
    published = lifecycle.publish(draft, by=head)

    assert (published.state, published.appendix, printed) == ("published", None, [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": " "}, "kind"), ({"number": ""}, "number"), ({"issuer": ""}, "issuer"),
        ({"date": today() + timedelta(days=1)}, "date"),
    ],
)  # fmt: skip
def test_an_incomplete_guiding_document_is_refused(draft, head, printed, changes, field):
    with pytest.raises(ValidationError) as refusal:
        lifecycle.publish(draft, by=head, guidance=replace(GUIDANCE, **changes))

    assert list(refusal.value.message_dict) == [field]
    assert (state_of(draft), printed) == ("draft", [])


def test_today_is_early_enough(draft, head, printed):
    published = lifecycle.publish(draft, by=head, guidance=replace(GUIDANCE, date=today()))

    assert published.guidance_date == today()


def test_what_cannot_be_printed_is_not_published(draft, head, monkeypatch):
    monkeypatch.setattr(lifecycle, "render_pdf", unprinted)

    with pytest.raises(PdfError):
        lifecycle.publish(draft, by=head, guidance=GUIDANCE)

    assert state_of(draft) == "draft"
    assert not StoredDocument.objects.exists()


def test_an_unfit_set_is_not_even_printed(draft, head, printed):
    draft.class_bands.all().delete()

    with pytest.raises(ValidationError, match="Chưa có mức xếp loại nào"):
        lifecycle.publish(draft, by=head, guidance=GUIDANCE)

    assert printed == []


def test_a_change_while_printing_is_noticed(draft, head, monkeypatch):
    def slow(_template, _context):
        Criterion.objects.filter(group__criteria_set=draft).update(guidance="Sửa trong lúc in")
        return PAPER

    monkeypatch.setattr(lifecycle, "render_pdf", slow)

    with pytest.raises(StaleVersion):
        lifecycle.publish(draft, by=head, guidance=GUIDANCE)

    assert state_of(draft) == "draft"


def test_a_content_that_was_not_read_is_not_published(draft, head):
    with pytest.raises(StaleVersion):
        lifecycle.publish(draft, by=head, seen="0" * 64)

    assert state_of(draft) == "draft"


def test_a_stale_revision_is_refused(draft, head):
    with pytest.raises(StaleVersion):
        lifecycle.publish(draft, by=head, revision=draft.revision + 1)

    assert state_of(draft) == "draft"


def test_no_appendix_row_stays_when_the_trail_fails(draft, head, printed, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)

    with pytest.raises(RuntimeError):
        lifecycle.publish(draft, by=head, guidance=GUIDANCE)

    assert state_of(draft) == "draft"
    assert not StoredDocument.objects.exists()


# The page


def test_the_page_proposes_kind_date_and_issuer(desk, district, draft):
    make_letterhead(district)

    form = desk.get(address("publish", draft)).context["form"]

    proposed = [form[name].value() for name in ("kind", "date", "issuer")]
    assert proposed == ["Hướng dẫn", format_date(today()), "Ban Thường vụ Huyện uỷ"]


def test_the_only_board_with_a_letterhead_is_proposed_as_issuer(desk, district, draft):
    make_letterhead(district)
    board = make_unit(district, "body", "Ban Dân vận Huyện uỷ")
    make_letterhead(board, author="Ban Dân vận Huyện uỷ Yên Thế")

    form = desk.get(address("publish", draft)).context["form"]

    assert form["issuer"].value() == "Ban Dân vận Huyện uỷ Yên Thế"


def test_without_letterhead_the_organiser_is_proposed(desk, district, draft):
    form = desk.get(address("publish", draft)).context["form"]

    assert form["issuer"].value() == district.name


def test_posting_the_page_publishes_with_the_appendix(desk, draft, printed):
    answer = desk.post(address("publish", draft), form_of(draft, appendix="2"))

    assert answer.url == draft.get_absolute_url()
    assert printed[0]["label"] == "PHỤ LỤC 2"
    assert printed[0]["attached"] == f"Kèm theo {GUIDANCE.citation}"
    assert "Phụ lục (PDF)" in desk.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, "Chưa nhập số, ký hiệu của văn bản."),
        ({"date": "1/1/2200"}, "Năm phải từ 1900 đến 2100."),
        ({"date": "31/12/2099"}, "Ngày ban hành không được sau hôm nay."),
        ({"issuer": ""}, "Chưa nhập nội dung."),
        ({"appendix": "0"}, "Nhập số từ 1 đến 10."),
    ],
)
def test_errors_stand_beside_their_fields(desk, draft, printed, changes, message):
    page = desk.post(address("publish", draft), form_of(draft, **changes))

    assert page.context["form"].errors == {next(iter(changes)): [message]}
    assert (state_of(draft), printed) == ("draft", [])


def test_the_page_says_that_nothing_was_published_when_printing_fails(desk, draft, monkeypatch):
    monkeypatch.setattr(lifecycle, "render_pdf", unprinted)

    page = desk.post(address("publish", draft), form_of(draft)).content.decode()

    assert "Máy chủ chưa in được phụ lục nên bộ tiêu chí chưa được ban hành." in page
    assert state_of(draft) == "draft"


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize("changes", [{"seen": "0"}, {"revision": "9"}, {"revision": ""}])
def test_a_page_of_another_content_is_refused_and_shows_the_present_one(desk, draft, changes):
    page = desk.post(address("publish", draft), form_of(draft, **changes))

    assert "Có người vừa sửa chỗ này." in page.content.decode()
    assert page.context["seen"] == fingerprint(definition_of(draft))
    assert state_of(draft) == "draft"


def test_what_the_action_refuses_stands_beside_its_field(desk, draft, printed, monkeypatch):
    def refuse(_guidance):
        raise ValidationError({"number": "Số này không dùng được."})

    monkeypatch.setattr(lifecycle, "require_guidance", refuse)

    page = desk.post(address("publish", draft), form_of(draft))

    assert page.context["form"].errors == {"number": ["Số này không dùng được."]}


def test_all_faults_are_listed_with_links_and_there_is_no_button(desk, draft):
    draft.class_bands.filter(minimum_points=0).delete()
    draft.groups.filter(code="I").update(max_points=50)
    draft.vetoes.filter(code="L4").update(parameters={})
    part = draft.groups.get(code="I").criteria.get(code="I.1").parts.get()
    part.parameters["bands"][1]["from"] = "91"
    part.save()

    page = desk.get(address("publish", draft))

    own = reverse("criteria:edit", args=[draft.pk])
    forms = [fault.url.partition("#")[0] for fault in page.context["findings"]["faults"]]
    assert [form.removeprefix(own) for form in forms] == [
        "thong-tin/", "nhom/i/sua/", "tieu-chi/i-1/", "loai-tru/l4/sua/",
        "xep-loai/trung-binh/sua/",
    ]  # fmt: skip
    assert "Phải sửa 5 chỗ trước khi ban hành" in page.content.decode()
    assert "Ban hành và in phụ lục" not in page.content.decode()


def test_only_advice_leaves_the_button_and_the_list(desk, draft):
    page = desk.get(address("publish", draft)).content.decode()

    assert "Nên xem lại 1 chỗ; vẫn ban hành được" in page
    assert "Ban hành và in phụ lục" in page


def test_posting_an_unfit_set_points_to_the_list(desk, draft, printed):
    draft.class_bands.all().delete()

    page = desk.post(address("publish", draft), form_of(draft)).content.decode()

    assert "Bộ tiêu chí còn chỗ phải sửa, xem danh sách bên dưới." in page
    assert "Chưa có mức xếp loại nào." in page
    assert printed == []


def test_a_published_set_has_no_publishing_page(desk, district):
    assert desk.get(address("publish", make_published_set(district))).status_code == 403


def test_a_unit_has_no_publishing_page(client, district, draft):
    client.force_login(make_editor(make_unit(district)))

    assert client.get(address("publish", draft)).status_code == 404


# The paper


@pytest.mark.usefixtures("printed")
def test_the_stored_appendix_is_given_out_and_never_printed_again(client, district, draft, head):
    lifecycle.publish(draft, by=head, guidance=GUIDANCE)
    client.force_login(make_editor(make_unit(district)))

    answer = client.get(address("appendix", draft))

    assert (answer.content, answer["Content-Type"]) == (PAPER, "application/pdf")


@pytest.mark.parametrize("name", ["appendix", "blank-form"])
def test_papers_of_a_draft_are_printed_when_asked_for(desk, draft, monkeypatch, name):
    contexts: list[dict] = []
    monkeypatch.setattr(
        "core.downloads.render_pdf", lambda _t, context: contexts.append(context) or PAPER
    )

    assert desk.get(address(name, draft)).content == PAPER
    assert contexts[0]["draft"] is True


def test_a_paper_that_cannot_be_printed_says_so(desk, draft, monkeypatch):
    monkeypatch.setattr("core.downloads.render_pdf", unprinted)

    answer = desk.get(address("appendix", draft))

    assert answer.status_code == 503
    assert "Chưa in được văn bản này" in answer.content.decode()
