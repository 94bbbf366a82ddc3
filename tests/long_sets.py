"""A set as long as any office will write: what the editor's queries and speed are measured with."""

from tests.factories import small_document

GROUPS, PARTS = 10, 3


def long_document(criteria: int) -> dict:
    """A document of so many criteria in groups of about equal size, three parts each."""
    document = small_document()
    groups = [
        {"key": f"g{n}", "code": f"G{n}", "title": f"Nhóm số {n}", "max_points": "30",
         "criteria": [_criterion(c) for c in range(n, criteria + 1, GROUPS)]}
        for n in range(1, min(GROUPS, criteria) + 1)
    ]  # fmt: skip
    return document | {"groups": groups}


def _criterion(number: int) -> dict:
    question = {"question": f"Có kế hoạch số {number}"}
    parts = [
        {"key": f"p{n}", "label": f"Phần {n} của việc số {number}", "method": "yes_no",
         "max_points": "0.5", "parameters": question}
        for n in range(1, PARTS + 1)
    ]  # fmt: skip
    return {
        "key": f"c{number}", "code": f"C{number}", "title": f"Tiêu chí về việc số {number}",
        "max_points": "1.5", "guidance": "Nội dung yêu cầu. " * 8, "parts": parts,
        "scoring": "Đủ: 0,5 điểm; thiếu: 0. " * 4, "evidence_hint": "Kế hoạch, báo cáo",
    }  # fmt: skip
