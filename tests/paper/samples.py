"""Contexts of every paper with invented people: what the templates are tested and measured with."""

from datetime import date

from core.party_dates import citation_date, party_number, party_symbol, place_and_date, state_number
from core.qr import qr_code

ISSUED_ON = date(2026, 12, 5)
VERIFY_URL = "https://danvan.example.vn/k/7Q2M-9FXA"
UNITS = (
    ("Đảng bộ xã An Thượng", "Tuyến đường tự quản sáng - xanh - sạch - đẹp"),
    ("Đảng bộ xã Đồng Tâm", "Vận động Nhân dân hiến đất mở rộng đường thôn"),
    ("Đảng bộ xã Hồng Kỳ", "Tổ liên gia phòng cháy, chữa cháy"),
    ("Đảng bộ thị trấn Phồn Xương", "Ngày thứ Bảy vì Nhân dân"),
    ("Chi bộ Trường Trung học cơ sở Bố Hạ", "Tiếp sức học sinh khó khăn đến trường"),
)
LETTERHEADS = {
    "hd05": ("ĐẢNG BỘ TỈNH BẮC GIANG", "HUYỆN UỶ YÊN THẾ", party_number(7, "QĐ", "HU")),
    "hd36": ("ĐẢNG BỘ TỈNH BẮC GIANG", "HUYỆN UỶ YÊN THẾ", party_number(7, "QĐ", "HU")),
    "nd30": ("", "ỦY BAN NHÂN DÂN HUYỆN YÊN THẾ", state_number(7, "QĐ", "UBND")),
}


def letterhead(format: str) -> dict:
    """The head of a paper of this format."""
    parent, issuer, number = LETTERHEADS[format]
    dateline = place_and_date("Yên Thế", ISSUED_ON)
    return {"parent": parent, "issuer": issuer, "number": number, "dateline": dateline}


def entries(count: int) -> list[dict]:
    """Recognised units in falling order of points."""
    rows = []
    for index in range(count):
        unit, model = UNITS[index % len(UNITS)]
        hundredths = 9650 - 25 * index
        points = f"{hundredths // 100},{hundredths % 100:02d}"
        grade = "Xuất sắc" if hundredths >= 9000 else "Tốt"
        rows.append(
            {"unit": f"{unit} {index + 1}", "field": "Kinh tế", "model": model, "points": points}
            | {"class": grade, "note": ""}
        )
    return rows


def decision(count: int = 25, format: str = "hd05") -> dict:
    """A decision recognising `count` units."""
    symbol, issued_on = party_symbol(7, "QĐ", "HU"), citation_date(ISSUED_ON)
    return {
        "format": format,
        "pdf_title": f"Quyết định số {symbol}",
        "pdf_author": "Huyện uỷ Yên Thế",
        "draft": False,
        "letterhead": letterhead(format),
        "title": "QUYẾT ĐỊNH",
        "abstract": "công nhận đơn vị đạt chuẩn “Dân vận khéo” năm 2026",
        "grounds": GROUNDS,
        "authority_line": "BAN THƯỜNG VỤ HUYỆN UỶ QUYẾT ĐỊNH",
        "articles": [_recognised(entries(count)), *DUTIES],
        "entries": entries(count),
        "appendix": {
            "title": "DANH SÁCH ĐƠN VỊ ĐƯỢC CÔNG NHẬN ĐẠT CHUẨN\n“DÂN VẬN KHÉO” NĂM 2026",
            "attached": f"Kèm theo Quyết định số {symbol}, ngày {issued_on}"
            " của Ban Thường vụ Huyện uỷ Yên Thế",
            "show_model": True,
            "show_field": False,
        },
        "recipients": RECIPIENTS,
        "signature": {"authority": "T/M BAN THƯỜNG VỤ", "title": "PHÓ BÍ THƯ", "name": NAME},
        "verification": {
            "url": VERIFY_URL,
            "short": VERIFY_URL.removeprefix("https://"),
            "qr": qr_code(VERIFY_URL),
        },
    }


def _recognised(rows: list[dict]) -> str:
    if len(rows) == 1:
        return f"Công nhận {rows[0]['unit']} đạt chuẩn “Dân vận khéo” năm 2026."
    return (
        f"Công nhận {len(rows)} đơn vị đạt chuẩn “Dân vận khéo” năm 2026"
        " (có danh sách tại Phụ lục kèm theo)."
    )


NAME = "Nguyễn Văn A"
GROUNDS = [
    "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
    "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ huyện khoá XXII, nhiệm kỳ 2025 - 2030",
    "Căn cứ Hướng dẫn số 12-HD/BTGDVTU, ngày 15/3/2026 của Ban Tuyên giáo và Dân vận Tỉnh uỷ về"
    " tiêu chí, quy trình đánh giá, công nhận đơn vị đạt chuẩn “Dân vận khéo”",
    "Xét Tờ trình số 09-TTr/BDVHU, ngày 28/11/2026 của Ban Dân vận Huyện uỷ và Biên bản thẩm định"
    " số 03-BB/BDVHU, ngày 25/11/2026",
]
DUTIES = [
    "Các đơn vị được công nhận có trách nhiệm duy trì, nâng cao chất lượng và nhân rộng mô hình."
    " Giao Ban Dân vận Huyện uỷ cấp giấy chứng nhận, theo dõi, kiểm tra, báo cáo kết quả hằng quý.",
    "Văn phòng Huyện uỷ, Ban Dân vận Huyện uỷ, các đảng bộ, chi bộ trực thuộc và các đơn vị có tên"
    " tại Điều 1 chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
]
RECIPIENTS = [
    "Ban Tuyên giáo và Dân vận Tỉnh uỷ (để báo cáo)",
    "Như Điều 3",
    "Lưu Văn phòng Huyện uỷ",
]
