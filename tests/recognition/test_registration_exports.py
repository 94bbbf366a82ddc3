"""The workbook of registrations: everything the units wrote, and the approved list by itself."""

import io

import pytest
from openpyxl import load_workbook

from recognition.exports import registrations_workbook
from tests.factories import make_assessment, make_model, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    file = make_assessment()
    registration = make_registration(file, state="approved")
    make_model(
        registration, "Đường hoa", state="approved", reason="Dân cần", content="Trồng hoa",
        forces="Hội Phụ nữ", resources="Dân góp", expected_product="2 km đường hoa",
    )  # fmt: skip
    make_model(registration, "Bị từ chối", state="refused", decision_note="Trùng với đơn vị bạn")
    make_model(registration, "Đang soạn", state="draft")
    return load_workbook(io.BytesIO(registrations_workbook(file.round)))


def named(sheet, column: int) -> dict[str, tuple]:
    """Name of the model → its line."""
    lines = sheet.iter_rows(min_row=3, values_only=True)
    return {line[column]: line for line in lines if line[column]}


def test_everything_that_a_unit_wrote_is_in_the_list(book):
    heads = [cell.value for cell in book["Mô hình đăng ký"][2]]
    lines = named(book["Mô hình đăng ký"], 1)

    assert set(lines) == {"Đường hoa", "Bị từ chối"}
    told = dict(zip(heads, lines["Đường hoa"], strict=True))
    assert told["Lý do, sự cần thiết"] == "Dân cần"
    assert told["Nội dung, cách làm"] == "Trồng hoa"
    assert told["Lực lượng tham gia"] == "Hội Phụ nữ"
    assert told["Nguồn lực, kinh phí"] == "Dân góp"
    assert told["Sản phẩm dự kiến"] == "2 km đường hoa"


def test_what_was_approved_is_a_list_of_its_own(book):
    sheet = book["Được phê duyệt"]
    lines = named(sheet, 2)

    assert "được phê duyệt năm" in sheet["A1"].value
    assert set(lines) == {"Đường hoa"}
    assert lines["Đường hoa"][0] == 1
    assert lines["Đường hoa"][6] == "Số hộ tham gia: 40 hộ"
