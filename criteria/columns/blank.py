"""A set of one criterion: the example in the workbook that people fill in from nothing."""

from django.utils import timezone

from criteria.definitions import SetDefinition
from criteria.set_documents import definition_from


def blank_set() -> SetDefinition:
    """One group, one criterion scored by bands of a ratio, the usual classes."""
    ratio = {
        "of": "share", "numerator": "Số hồ sơ giải quyết đúng hạn",
        "denominator": "Tổng số hồ sơ đã giải quyết", "when_zero": "full",
        "bands": [
            {"from": "98", "points": "100"}, {"from": "90", "below": "98", "points": "50"},
            {"below": "90", "points": "0"},
        ],
    }  # fmt: skip
    part = {
        "key": "phan-1", "label": "Hồ sơ đúng hạn", "method": "bands", "max_points": "100",
        "parameters": ratio,
    }  # fmt: skip
    criterion = {
        "code": "I.1", "title": "Ví dụ: giải quyết hồ sơ đúng hạn", "max_points": "100",
        "evidence_hint": "Báo cáo của bộ phận một cửa.", "parts": [part],
    }  # fmt: skip
    classes = {"Xuất sắc": 90, "Tốt": 80, "Khá": 70, "Trung bình": 50, "Chưa đạt": 0}
    return definition_from({
        "title": "Bộ tiêu chí “Dân vận khéo”", "year": timezone.localdate().year,
        "unit_kind": "commune",
        "groups": [{"code": "I", "title": "Ví dụ: Thực hiện nhiệm vụ", "max_points": "100",
                    "criteria": [criterion]}],
        "class_bands": [
            {"name": name, "minimum_points": points, "recognised": points >= 80}
            for name, points in classes.items()
        ],
    })  # fmt: skip
