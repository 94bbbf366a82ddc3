"""The minutes as paper: lists that end, three signatures in one row, the witness's name alone."""

import subprocess

import pytest

from assessments.documents.handovers import TEMPLATE, handover_paper
from core.pdf import render_pdf

PERSON = {"name": "Bế Văn Chiến", "position": "Cán bộ", "username": "danvan.yte"}
LINE = {"unit": "Đảng bộ xã An Thượng", "file": "Hồ sơ: Đơn vị đang chấm, hạn 09/12/2026",
        "duties": [], "reports": [], "findings": 0, "advice": 0}  # fmt: skip


def content(witness: str = "", **line) -> dict:
    return {
        "form": 1, "format": "hd05", "on": "2026-09-08", "place": "An Thượng",
        "parent": "ĐẢNG BỘ HUYỆN YÊN THẾ", "issuer": "ĐẢNG UỶ XÃ AN THƯỢNG", "unit": LINE["unit"],
        "role": "Cán bộ Khối Dân vận", "since": "2020-01-01", "giver": PERSON,
        "taker": PERSON | {"name": "Lý Ngọc Duyệt"}, "witness": witness, "reason": "Nghỉ hưu.",
        "work": [{"round": "Năm 2026", "lines": [LINE | line]}],
    }  # fmt: skip


def tasks(**line) -> list[str]:
    return handover_paper(content(**line))["work"][0]["lines"][0]["tasks"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({}, []),
        ({"advice": 3}, ["Kiến nghị năm trước chưa thực hiện xong: 3."]),
        ({"duties": ["Gửi báo cáo"], "reports": ["Báo cáo quý I"]},
         ["Gửi báo cáo;", "Báo cáo quý I."]),
        ({"duties": ["Gửi báo cáo"], "findings": 2},
         ["Gửi báo cáo;", "Tồn tại sau kiểm tra chưa khắc phục xong: 2."]),
    ],
)  # fmt: skip
def test_only_the_last_entry_ends_the_list(line, expected):
    assert tasks(**line) == expected


def printed(paper: dict) -> str:
    pdf = render_pdf(TEMPLATE, paper)
    out = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return out.stdout.decode()


def test_a_witness_signs_between_the_two_by_name_alone():
    text = printed(handover_paper(content("Vi Thị Kim Vân, Bí thư Đảng uỷ xã")))

    titles = next(line for line in text.splitlines() if "BÊN GIAO" in line)
    names = [line for line in text.splitlines() if "Lý Ngọc Duyệt" in line][-1]
    assert titles.index("BÊN GIAO") < titles.index("NGƯỜI CHỨNG KIẾN") < titles.index("BÊN NHẬN")
    assert "Vi Thị Kim Vân" in names
    assert "Bí thư" not in names
    assert "đồng chí Vi Thị Kim Vân, Bí thư Đảng uỷ xã." in text


def test_without_a_witness_two_sign():
    text = printed(handover_paper(content()))

    assert "BÊN NHẬN" in text
    assert "CHỨNG KIẾN" not in text
