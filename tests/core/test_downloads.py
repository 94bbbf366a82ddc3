"""Files that leave through a page."""

from core import downloads


def test_a_file_is_kept_under_its_vietnamese_name():
    answer = downloads.download(b"x", "Báo cáo quý III.pdf", "application/pdf")

    assert answer.content == b"x"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20qu%C3%BD%20III.pdf"
    )


def test_a_workbook_gets_its_ending():
    answer = downloads.excel(b"x", "don-vi")

    assert answer["Content-Disposition"] == 'attachment; filename="don-vi.xlsx"'
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
