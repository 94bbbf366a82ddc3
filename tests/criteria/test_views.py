"""Criteria sets on screen: who reads what, publishing once, query counts."""

import pytest
from django.urls import reverse

from criteria.models import CriteriaSet
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_published_set,
    make_unit,
)

pytestmark = pytest.mark.django_db


def draft_of(district):
    return make_draft_set(district)


def test_a_unit_reads_published_sets_only(client, district):
    published, draft = make_published_set(district), draft_of(district)
    client.force_login(make_editor(make_unit(district)))

    page = client.get(reverse("criteria:list")).content.decode()

    assert published.title in page
    assert draft.title not in page
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_stranger_of_another_district_sees_nothing(client, district):
    published = make_published_set(district)
    client.force_login(make_editor(make_unit(make_district("Huyện uỷ khác"))))

    assert client.get(published.get_absolute_url()).status_code == 404


def test_the_complete_set_reads_like_the_paper(client, district):
    published = make_published_set(district, complete=True)
    client.force_login(make_editor(make_unit(district)))

    page = client.get(published.get_absolute_url()).content.decode()

    for text in ("II.2", "Từ 98% đúng hạn trở lên: 4", "Xuất sắc", "L7"):
        assert text in page


def test_publishing_is_refused_to_a_unit(client, district):
    published = make_published_set(district)
    client.force_login(make_editor(make_unit(district)))

    assert client.post(reverse("criteria:retire", args=[published.pk])).status_code == 403
    assert CriteriaSet.objects.get(pk=published.pk).state == "published"


def test_a_draft_says_what_keeps_it_from_being_published(client, district):
    draft = draft_of(district)
    draft.groups.filter(code="I").update(max_points=50)
    client.force_login(make_board_head(district))

    page = client.get(draft.get_absolute_url()).content.decode()

    assert "Nhóm I: tổng điểm các tiêu chí là 60,00, phải bằng 50,00." in page


def test_the_board_head_takes_a_set_out_of_use(client, district):
    published = make_published_set(district)
    client.force_login(make_board_head(district))

    answer = client.post(reverse("criteria:retire", args=[published.pk]))

    assert answer.url == published.get_absolute_url()
    assert CriteriaSet.objects.get(pk=published.pk).state == "retired"


@pytest.mark.parametrize("sets", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(
    client, district, django_assert_max_num_queries, sets
):
    for _ in range(sets):
        make_published_set(district)
    client.force_login(make_editor(make_unit(district)))
    client.get(reverse("criteria:list"))  # the first request of a session stores its start

    with django_assert_max_num_queries(9):
        client.get(reverse("criteria:list"))
