"""The register of recognised models: search, filters, pages, Excel, queries at 800 rows."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from recognition.models import RecognisedModel
from tests.factories import make_editor, make_officer, make_person, make_unit

LIST = "/cong-nhan/mo-hinh/"


def make_model(organiser, unit, name: str, **fields) -> RecognisedModel:
    values = {
        "field": "economy", "owner": "collective", "level": "district", "year": 2025,
        "decision_reference": "07-QĐ/HU, ngày 05/01/2026",
    }  # fmt: skip
    return RecognisedModel(
        organiser=organiser, unit=unit, name=name, search_key="", **{**values, **fields}
    )


@pytest.fixture
def register(organiser) -> list[RecognisedModel]:
    """Three models of one commune."""
    unit = make_unit(organiser, name="Đảng bộ xã An Thượng")
    rows = [
        make_model(organiser, unit, "Hiến đất mở đường"),
        make_model(organiser, unit, "Tổ hoà giải", field="society", year=2024, owner="individual"),
        make_model(organiser, unit, "Camera an ninh", field="defence", level="commune"),
    ]
    for row in rows:
        row.save()
    return rows


@pytest.fixture
def officer_client(organiser, client):
    client.force_login(make_officer(organiser))
    return client


def names(answer) -> set[str]:
    return {row.name for row in answer.context["page"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Hiến đất mở đường", "Tổ hoà giải", "Camera an ninh"}),
        ({"q": "hien dat"}, {"Hiến đất mở đường"}),
        ({"q": "HÒA GIẢI"}, {"Tổ hoà giải"}),
        ({"q": "an thuong"}, {"Hiến đất mở đường", "Tổ hoà giải", "Camera an ninh"}),
        ({"field": "defence"}, {"Camera an ninh"}),
        ({"owner": "individual"}, {"Tổ hoà giải"}),
        ({"level": "commune"}, {"Camera an ninh"}),
        ({"year": "2024"}, {"Tổ hoà giải"}),
        ({"year": "2024", "field": "economy"}, set()),
        ({"q": "%"}, set()),
    ],
)
def test_search_and_filters(register, officer_client, query, found):
    assert names(officer_client.get(LIST, query)) == found


def test_units_read_the_register_and_outsiders_find_it_empty(register, client):
    client.force_login(make_editor(register[0].unit))
    inside = names(client.get(LIST))
    client.force_login(make_person())

    assert (len(inside), names(client.get(LIST))) == (3, set())


def test_the_excel_file_holds_the_filtered_rows(register, officer_client):
    answer = officer_client.get(
        reverse("recognition:recognised-models-export"), {"field": "society"}
    )

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[2] for row in rows] == ["Tên mô hình, điển hình", "Tổ hoà giải"]


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": "-1"}, {"field": "x"}, {"year": "y"}])
def test_nonsense_in_the_address_is_no_error(register, officer_client, query):
    assert officer_client.get(LIST, query).status_code == 200


def test_800_models_take_few_queries_and_fifty_rows_a_page(
    organiser, officer_client, django_assert_max_num_queries
):
    units = [make_unit(organiser) for _ in range(19)]
    rows = [make_model(organiser, units[n % 19], f"Mô hình {n}") for n in range(800)]
    for row in rows:
        row.search_key = row.folded()
    RecognisedModel.objects.bulk_create(rows)
    officer_client.get(LIST)

    with django_assert_max_num_queries(8):
        answer = officer_client.get(LIST, {"field": "economy", "q": "mo hinh"})

    assert len(answer.context["page"]) == 50
    assert answer.context["page"].paginator.count == 800
