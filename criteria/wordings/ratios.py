"""Ratio wordings: "Tỷ lệ A trên B x 2 điểm", "(A / B) x 3 điểm", "đủ kế hoạch: 1 (theo tỷ lệ)"."""

import re
from dataclasses import replace

from criteria.rules.base import Part
from criteria.wordings.labels import limit_in, part
from criteria.wordings.phrases import (
    NUMBER,
    POINTS_WORD,
    Step,
    Steps,
    figure,
    lower_first,
    shortened,
    upper_first,
)

_TIMES = re.compile(
    rf"(?:điểm\s*=\s*)?(?P<body>.+?)\s*(?:\bx\b|x(?=[0-9])|\*|\bnhân(?: với)?\b)\s*"
    rf"(?P<points>{NUMBER})\s*(?:{POINTS_WORD})?(?P<rest>.*)",
    re.IGNORECASE,
)
_QUOTIENT = re.compile(r"\(?(?P<top>(?:tổng )?số [^/()]+?)\s*/\s*(?P<bottom>[^/()]+?)\)?", re.I)
_SHARE = re.compile(r"tỷ lệ\s+(?:%\s*)?(?P<body>[^%/()]+)", re.I)
_OVER = re.compile(r"(?P<top>.+?) (?:trên|so với) (?P<bottom>(?:tổng )?số .+)", re.I)
_AGAINST = re.compile(r"(?P<top>.+?) so với (?P<bottom>(?:chỉ tiêu|kế hoạch)\b.*)", re.I)
_LABELLED = re.compile(r"(?P<label>[^:]+):\s*tỷ lệ", re.I)
_NOTHING_AROSE = re.compile(
    r"(?:trong năm )?không (?:có|phát sinh|được giao)\b[^:0-9]*:\s*"
    r"(?:thì )?(?:được |được tính |tính |chấm )?(?:đủ điểm|đủ số điểm|điểm tối đa)|"
    r"không phát sinh(?: thì)? (?:được )?tính (?:đủ điểm|điểm tối đa)",
    re.I,
)
_BY_SHARE = re.compile(r",?\s*(?:tính |chấm )?(?:điểm )?theo tỷ lệ(?: %)?(?: đạt được)?", re.I)
_TARGET = re.compile(r"\b(?:chỉ tiêu|kế hoạch|lịch|so với|vượt)\b", re.I)


def proportional(steps: Steps, title: str) -> Part | None:
    """A part whose points are a share of the whole."""
    if len(steps) == 2 and steps[0].points and _BY_SHARE.fullmatch(steps[1].text):
        return _by_share(steps[0].label, steps[0].points)
    if len(steps) == 1 and (tail := re.search(r",?\s*(?:tính |chấm )?theo tỷ lệ$", steps[0].text)):
        step = Step(steps[0].text[: tail.start()])
        return _by_share(step.label, step.points) if step.points else None
    match = _TIMES.fullmatch(steps[0].text.strip()) if len(steps) <= 2 else None
    if not match:
        return None
    points = figure(match["points"])
    rests = [text for text in (match["rest"].strip(), *(s.text for s in steps[1:])) if text]
    if any(limit_in(text) != points for text in rests):
        return None
    if labelled := _LABELLED.fullmatch(match["body"]):
        return _by_share(labelled["label"], points)
    figures = _figures(match["body"].strip())
    return part("proportional", match["body"].strip("() "), points, figures) if figures else None


def full_when_none(steps: Steps, before: Part | None) -> Part | None:
    """ "Không phát sinh: đủ điểm" behind a ratio: the same part, full where there was nothing."""
    if before is None or len(steps) != 1 or not _NOTHING_AROSE.fullmatch(steps[0].text):
        return None
    if before.method != "proportional" and before.parameters.get("of") != "share":
        return None
    return replace(before, parameters={**before.parameters, "when_zero": "full"})


def _figures(body: str) -> dict | None:
    if match := _QUOTIENT.fullmatch(body):
        return _ratio(match["top"], match["bottom"])
    share = _SHARE.fullmatch(body)
    if not share:
        return None
    words = share["body"].strip()
    if match := _AGAINST.fullmatch(words):
        top = match["top"] if len(match["top"].split()) > 1 else "đạt được"
        return _ratio(f"kết quả {top}", match["bottom"], may_exceed=True, kind="number")
    if match := _OVER.fullmatch(words):
        return _ratio(match["top"], match["bottom"])
    if _OVER.search(words) or re.search(r"\b(?:trên|so với)\b", words, re.I):
        return None
    return _ratio(f"số {lower_first(words)}", f"tổng số để tính tỷ lệ {lower_first(words)}")


def _by_share(label: str, points) -> Part | None:
    """ "Tiếp dân đủ số kỳ theo lịch": what was reached of what was due."""
    words = re.sub(r"\b100%\s*", "", label).strip(" ,")
    if not words or re.search(r"[0-9%:;/]", words):
        return None
    exceeds = {"may_exceed": True} if _TARGET.search(words) and "100%" not in label else {}
    figures = _ratio(f"số đã đạt: {words}", f"số phải đạt: {words}", **exceeds)
    return part("proportional", label, points, figures)


def _ratio(top: str, bottom: str, **more: object) -> dict:
    return {
        "numerator": upper_first(shortened(top.strip())),
        "denominator": upper_first(shortened(bottom.strip())),
        **more,
    }
