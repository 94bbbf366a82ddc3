"""Contexts of the forms of one unit: self-assessment, evidence, appraisal; invented people."""

from decimal import Decimal
from hashlib import sha256

from core.party_dates import citation_date, place_and_date
from tests.paper.samples import ISSUED_ON, NAME

EXPLANATION = "Đúng hạn 1.234/1.250 hồ sơ = 98,72%: từ 98% trở lên được điểm tối đa."
REASON = "Biên bản giao ban quý III chưa có chữ ký của người chủ trì."


def points(value: Decimal) -> str:
    """Two decimals with a comma."""
    return f"{value:.2f}".replace(".", ",")


def form(title: str, abstract: str) -> dict:
    """What every form of this unit shares."""
    return {
        "format": "hd05",
        "pdf_title": f"{title.capitalize()} – Đảng bộ xã An Thượng",
        "pdf_author": "Đảng uỷ xã An Thượng",
        "draft": False,
        "heading": {
            "parent": "HUYỆN UỶ YÊN THẾ",
            "issuer": "ĐẢNG UỶ XÃ AN THƯỢNG",
            "label": "PHỤ LỤC",
            "title": title,
            "abstract": abstract,
            "attached": f"Kèm theo Tờ trình số 09-TTr/ĐU, ngày {citation_date(ISSUED_ON)}"
            " của Ban Thường vụ Đảng uỷ xã An Thượng",
        },
        "facts": [
            {"label": "Đơn vị", "value": "Đảng bộ xã An Thượng"},
            {"label": "Bộ tiêu chí", "value": "Đảng bộ xã, thị trấn “Dân vận khéo”, bản 1"},
        ],
        "dateline": place_and_date("An Thượng", ISSUED_ON),
        "signatures": {
            "left": {"authority": "", "title": "NGƯỜI LẬP", "name": "Trần Thị B"},
            "right": {"authority": "T/M BAN THƯỜNG VỤ", "title": "BÍ THƯ", "name": NAME},
        },
        "receipt": {
            "number": "TCD-2026-0012",
            "at": "14 giờ 05 phút, ngày 25/11/2026",
            "total": "100,00",
            "hash": sha256(b"sample").hexdigest(),
        },
    }


def _row(code: str, title: str, most: Decimal) -> dict:
    given = most - Decimal("0.50") if code.endswith(".2") else most
    return {
        "code": code,
        "title": title,
        "max": points(most),
        "explanation": EXPLANATION,
        "basis": EXPLANATION,
        "self": points(most),
        "appraised": points(given),
        "difference": points(given - most) if given != most else "",
        "reason": REASON if given != most else "",
        "evidence": "MC01, MC04",
    }


def groups() -> list[dict]:
    """Seven groups of five criteria and some: 36 rows."""
    return [
        {"code": code, "title": f"Lãnh đạo, chỉ đạo công tác dân vận, nhóm {code}", "max": "15,00"}
        | {"self": "15,00", "appraised": "14,50", "difference": "-0,50"}
        | {"rows": [_row(f"{code}.{n + 1}", TITLE, Decimal(3)) for n in range(count)]}
        for code, count in GROUP_SIZES.items()
    ]


TITLE = "Người đứng đầu cấp uỷ tiếp dân, đối thoại trực tiếp với Nhân dân"
GROUP_SIZES = {"I": 5, "II": 6, "III": 5, "IV": 5, "V": 5, "VI": 5, "VII": 5}
VETOES = [
    {"code": "L1", "title": "Có cán bộ chủ chốt bị kỷ luật từ cảnh cáo trở lên", "answer": "Không"},
    {"code": "L2", "title": "Để xảy ra điểm nóng, khiếu kiện đông người", "answer": "Không"},
]


def self_assessment() -> dict:
    """A handed-in self-assessment with 36 criteria."""
    return form("BẢN TỰ CHẤM ĐIỂM", "thực hiện tiêu chí đảng bộ “Dân vận khéo” năm 2026") | {
        "groups": groups(),
        "totals": [{"label": "TỔNG CỘNG", "max": "100,00", "self": "100,00", "appraised": "96,50"}],
        "vetoes": VETOES,
        "class_forecast": "Xuất sắc",
        "class_note": "Các nhóm đều đạt từ 70% điểm chuẩn.",
    }


def evidence_index(count: int = 18) -> dict:
    """A list of `count` pieces of evidence."""
    return form("DANH MỤC MINH CHỨNG", "kèm theo bản tự chấm điểm năm 2026") | {
        "items": [
            {
                "code": f"MC{n:02d}",
                "number": f"{n:02d}-KH/ĐU",
                "date": "15/3/2026",
                "issuer": "Đảng uỷ xã An Thượng",
                "abstract": "Kế hoạch công tác dân vận năm 2026 và phân công người phụ trách",
                "pages": "3",
                "criteria": "I.1, I.2, II.3",
                "hash": sha256(str(n).encode()).hexdigest()[:16],
            }
            for n in range(1, count + 1)
        ]
    }


def appraisal_sheet() -> dict:
    """An appraisal that takes half a point from one criterion of each group."""
    return form("PHIẾU THẨM ĐỊNH", "kết quả thực hiện tiêu chí “Dân vận khéo” năm 2026") | {
        "groups": groups(),
        "totals": [
            {"label": "TỔNG CỘNG", "max": "100,00", "self": "100,00", "appraised": "96,50"}
            | {"difference": "-3,50"}
        ],
        "vetoes": VETOES,
        "class_result": "Xuất sắc",
        "conclusion": "Đủ điều kiện đề nghị công nhận.\nĐơn vị đã có ý kiến về kết quả tạm thời.",
    }
