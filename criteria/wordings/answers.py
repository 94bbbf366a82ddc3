"""Answers: "Có kế hoạch: 1", "Không để xảy ra …: 1", "đúng hạn: 2; chậm: 1; không: 0"."""

import re
from decimal import Decimal
from itertools import pairwise

from criteria.rules.base import Part
from criteria.rules.figures import stored_figure
from criteria.wordings.labels import is_rest, part
from criteria.wordings.phrases import Step, Steps, shortened, upper_first
from criteria.wordings.ranges import range_in

MOST_OPTIONS = 8
_BARE_YES = re.compile(r"(?:có|đạt|có thực hiện|thực hiện)", re.I)
_NEGATIVE = re.compile(r"không (?:có (?=\w))?(?P<what>(?!quá\b|dưới\b|đạt\b).+)", re.I)
# Deeds and states that are either so or not so.
_FACT = re.compile(
    r"(?:có|đã|được|ban hành|xây dựng (?:kế hoạch|chương trình|quy chế)|niêm yết|đăng ký|"
    r"kiện toàn|thành lập|phân công|bố trí|công khai|lập|sơ kết|tổng kết|nộp|gửi|"
    r"triển khai, niêm yết|đủ (?:nội dung|thành phần)|hoàn thành trước (?:thời )?hạn|"
    r"tổ chức (?:hội nghị|họp|đối thoại|gặp|sơ kết|tổng kết|lễ|góp ý|đúng hạn|đúng thời hạn)|"
    r"đạt (?:chuẩn|tiêu chuẩn|an toàn|danh hiệu|hoặc giữ vững))\b.*|"
    r"[^,;]+? có .+",
    re.IGNORECASE,
)
# Words of degree or of judgement: how much of the points is due is for people to say.
_DEGREE = re.compile(
    r"[%;:≥≤<>]|\b(?:tốt|khá|xuất sắc|chất lượng|hiệu quả|mức|mức độ|tỷ lệ|bình quân|so với|từng|"
    r"mỗi|trở lên|ít nhất|tối thiểu|trừ|cộng|tối đa|không quá|nhiều|cơ bản|tương đối|xếp loại|"
    r"điểm|nếu|tuỳ|tùy|căn cứ|chấm|thường xuyên|tích cực|chuyển biến|nghiêm túc|kết quả cao|"
    r"chủ động|sâu rộng|phù hợp|theo tỷ lệ|cứ|đều|các loại|trên|dưới|quá)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?<!đầy )\b(?:đủ|hết|toàn bộ|tất cả)\b"
    r"(?! (?:nội dung|thành phần|thông tin|điều kiện|hồ sơ|thủ tục|số lượng)\b)",
    re.IGNORECASE,
)
_HARMLESS_FIGURE = re.compile(
    r"(?:[0-9]{1,2} tháng|năm 20[0-9]{2}|ngày [0-9]{1,2}/[0-9]{1,2}(?:/20[0-9]{2})?)", re.IGNORECASE
)


def yes_no(steps: Steps, title: str) -> Part | None:
    """One answer for all the points; "không: 0" may follow."""
    lead = steps[0]
    if not lead.points or len(steps) > 2 or (len(steps) == 2 and not _is_no(steps[1])):
        return None
    if _BARE_YES.fullmatch(lead.label):
        return part("yes_no", title, lead.points, {"question": title}) if title else None
    if not _is_plain(lead.label):
        return None
    negative = _NEGATIVE.fullmatch(lead.label)
    if negative:
        if len(steps) == 2 or re.search(r"\b(?:hoặc|hay|không)\b", negative["what"], re.I):
            return None
        question = {"question": shortened(f"Có {negative['what']}"), "earns": "no"}
        return part("yes_no", lead.label, lead.points, question)
    if not _FACT.fullmatch(lead.label) or re.match(r"(?:không|chưa)\b", lead.low_label):
        return None
    question = {"question": upper_first(shortened(lead.label))}
    return part("yes_no", lead.label, lead.points, question)


def choice(steps: Steps, title: str) -> Part | None:
    """Named steps with fewer and fewer points; what is not named gives nothing."""
    points = [step.points for step in steps]
    if not 2 <= len(steps) <= MOST_OPTIONS or None in points or not points[0]:
        return None
    if any(high <= low for high, low in pairwise(points)):
        return None
    labels = [step.label for step in steps]
    if len({label.lower() for label in labels}) < len(labels) or any(map(_is_other, labels)):
        return None
    if range_in(labels[0]) or re.search(r"[0-9]", labels[0]) or _may_be_a_list(steps):
        return None
    options = [*zip(labels, points, strict=True)]
    if points[-1]:
        options.append(("Trường hợp còn lại", Decimal(0)))
    rows = [
        {
            "key": f"o{number}",
            "label": upper_first(shortened(label)),
            "points": stored_figure(value),
        }
        for number, (label, value) in enumerate(options, start=1)
    ]
    question = shortened(title or f"Mức đạt được: {labels[0]}")
    return part("choice", labels[0], points[0], {"question": question, "options": rows})


def states_nothing_left(steps: Steps) -> bool:
    """Whether the last step gives nothing: then the steps are one scale."""
    return steps[-1].points == 0


def _may_be_a_list(steps: Steps) -> bool:
    """ "Có kế hoạch: 2; có báo cáo: 1" may be two things that each earn."""
    named = [step.low_label for step in steps if step.points]
    return len(named) == len(steps) and sum(label.startswith("có ") for label in named) > 1


def _is_no(step: Step) -> bool:
    return is_rest(step)


def _is_plain(label: str) -> bool:
    rest = _HARMLESS_FIGURE.sub("", label)
    return not (_DEGREE.search(rest) or _ALL.search(rest) or re.search(r"[0-9/]", rest))


def _is_other(label: str) -> bool:
    """Words of another rule, or a ratio, which bands would have understood."""
    return bool(re.search(r"[%:;]|\b(?:mỗi|trừ|cộng|tối đa|x [0-9]|theo tỷ lệ)\b", label, re.I))
