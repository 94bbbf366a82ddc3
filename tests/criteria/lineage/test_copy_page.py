"""The page on which a set is copied, for three purposes."""

import pytest
from django.urls import reverse

from criteria.models import CriteriaSet
from tests.criteria.version_pages import REASON, page_of
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_kind,
    make_unit,
)

pytestmark = pytest.mark.django_db


def copy_url(criteria_set) -> str:
    return reverse("criteria:copy", args=[criteria_set.pk])


def test_the_copy_page_explains_three_purposes(client, published, head):
    page = page_of(client, head, copy_url(published))

    for words in ("Sang năm sau", "Cho loại đơn vị khác", "Sửa sau khi ban hành"):
        assert words in page
    assert f'value="{published.year + 1}"' in page


def test_a_copy_for_next_year_through_the_page(client, published, head):
    client.force_login(head)
    body = {"muc_dich": "nam-sau", "title": "Bộ năm sau", "year": published.year + 1}

    answer = client.post(copy_url(published), body)

    draft = CriteriaSet.objects.get(origin=published)
    assert answer.url == reverse("criteria:edit", args=[draft.pk])
    assert (draft.title, draft.year) == ("Bộ năm sau", published.year + 1)


def test_a_copy_for_other_units_gets_a_title_of_its_own(client, published, head):
    agency = make_kind("agency")
    client.force_login(head)

    client.post(copy_url(published), {"muc_dich": "loai-khac", "kind": agency.pk, "title": ""})

    draft = CriteriaSet.objects.get(origin=published)
    assert (draft.unit_kind, draft.title) == (agency, f"{published.title} – Cơ quan")


def test_a_new_version_needs_a_reason(client, published, head):
    client.force_login(head)

    refused = client.post(copy_url(published), {"muc_dich": "phien-ban", "reason": "ngắn"})
    accepted = client.post(copy_url(published), {"muc_dich": "phien-ban", "reason": REASON})

    assert refused.status_code == 422
    assert "ít nhất 10 ký tự" in refused.content.decode()
    draft = CriteriaSet.objects.get(origin=published)
    assert accepted.url == reverse("criteria:edit", args=[draft.pk])
    assert (draft.version, draft.change_reason) == (2, REASON)


def test_wrong_entries_are_said_beside_their_fields(client, published, head):
    client.force_login(head)

    year = client.post(copy_url(published), {"muc_dich": "nam-sau", "title": "x", "year": "2020"})
    kind = client.post(copy_url(published), {"muc_dich": "loai-khac", "title": "x" * 301})

    assert year.context["form"].errors["year"] == [f"Năm áp dụng phải sau năm {published.year}."]
    assert set(kind.context["form"].errors) == {"kind", "title"}
    assert not CriteriaSet.objects.filter(origin=published).exists()


def test_a_draft_offers_no_correction(client, district, head):
    draft = make_draft_set(district)

    page = page_of(client, head, copy_url(draft), muc_dich="phien-ban")
    answer = client.post(copy_url(draft), {"muc_dich": "phien-ban", "reason": REASON})

    assert "không cần lập phiên bản mới" in page
    assert answer.status_code == 403


def test_an_unknown_purpose_does_not_exist(client, published, head):
    client.force_login(head)

    assert client.get(copy_url(published), {"muc_dich": "khac"}).status_code == 404


def test_a_unit_and_a_stranger_copy_nothing(client, district, published):
    client.force_login(make_editor(make_unit(district)))
    assert client.get(copy_url(published)).status_code == 403
    assert client.post(copy_url(published), {"muc_dich": "nam-sau"}).status_code == 403

    client.force_login(make_board_head(make_district("Huyện uỷ khác")))
    assert client.get(copy_url(published)).status_code == 404
    assert CriteriaSet.objects.count() == 1
