"""Counted wordings: "mỗi cuộc 1 điểm, tối đa 2", "thiếu một nội dung trừ 0,5"."""

import re
from decimal import Decimal

from criteria.rules.base import Part
from criteria.rules.figures import stored_figure
from criteria.wordings.labels import limit_in, part, without_rest
from criteria.wordings.phrases import (
    NUMBER,
    POINTS_WORD,
    Step,
    Steps,
    figure,
    lower_first,
    shortened,
)

_EACH = r"(?:cứ )?(?:có )?(?:mỗi|từng|cứ (?:một|01|1))"
_EARNS = re.compile(
    rf"{_EACH} (?P<noun>[^0-9%:;](?:[^0-9%:;]|[0-9]+ tháng)*?)\s*"
    rf"(?:[:=]\s*(?:được |cộng )?(?P<p1>{NUMBER})\s*(?:{POINTS_WORD})?|"
    rf"(?:,|được cộng|được|cộng|chấm|tính|thưởng|đạt)?\s*(?P<p2>{NUMBER})\s*{POINTS_WORD})"
    rf"(?P<rest>.*)",
    re.IGNORECASE,
)
_TIMES_OF = re.compile(r"(?P<number>[0-9]{1,3}) (?P<unit>\w+)")
_DEDUCTS = re.compile(
    rf"(?:nếu )?(?:{_EACH} (?P<noun>[^0-9%:;]+?)|"
    rf"thiếu (?:ở )?(?:mỗi|một|01|1) (?P<missing>[^0-9%:;]+?))"
    rf"\s*[:,]?\s*(?:thì |bị |sẽ )*trừ (?:đi )?(?P<each>{NUMBER})\s*(?:{POINTS_WORD})?(?P<rest>.*)",
    re.IGNORECASE,
)
_DEDUCTS_PER = re.compile(
    rf"trừ (?P<each>{NUMBER})\s*{POINTS_WORD}\s*(?:/|cho mỗi |đối với mỗi |với mỗi )\s*"
    rf"(?P<noun>[^0-9%:;,/]+)(?P<rest>,.*)?",
    re.IGNORECASE,
)
_DEDUCTS_ONCE = re.compile(
    rf"(?:nếu )?(?:có|để xảy ra|xảy ra) (?P<noun>[^0-9%:;]+?)\s*[:,]?\s*"
    rf"(?:thì |bị |sẽ )*trừ (?P<each>{NUMBER})\s*(?:{POINTS_WORD})?",
    re.IGNORECASE,
)
_ALL_OF = re.compile(r"\bđủ (?P<number>[0-9]{1,3}) (?P<unit>\w+)", re.IGNORECASE)
_MISSING = re.compile(r"\b(?:thiếu|không có|chưa có)\b", re.IGNORECASE)
_NOTHING_HAPPENED = re.compile(r"không (?:có |để xảy ra |để |bị )?(?P<what>.+)", re.IGNORECASE)
# "kế hoạch đủ nội dung": what is asked first is the thing, not how well it was done.
_HOW_WELL = re.compile(
    r"(?:^|\s+)(?:được\s+)?(?:đầy đủ|đủ|đúng|kịp thời|tốt|nghiêm túc|thường xuyên)\b.*", re.I
)
_UNCLEAR_LEAD = re.compile(r"[%;]|\b(?:mỗi|trừ|cộng|tỷ lệ|mức độ)\b", re.IGNORECASE)
_BARE_POINTS = re.compile(rf"(?P<points>{NUMBER})\s*{POINTS_WORD}", re.IGNORECASE)
MOST_ITEMS = 3


def count(steps: Steps, title: str) -> Part | None:
    """So many points for each case, with a limit that the text states."""
    named = list(without_rest(steps))
    first = _EARNS.fullmatch(named[0].text)
    if not first or "trừ" in first["noun"].lower().split():
        return None
    each = figure(first["p1"] or first["p2"])
    noun = first["noun"].strip(" ,")
    items = [_item(f"Số {lower_first(noun)}", each, 1)]
    limit, most = None, None
    for text in [text for text in (first["rest"].strip(), *(s.text for s in named[1:])) if text]:
        if (found := limit_in(text)) is not None and limit is None:
            limit = found
        elif (found := _whole_of(text, noun)) and limit is None:
            limit, most = each * found, found
        elif (step := Step(text)).points == 0 and _is_case(step):
            continue  # "không nộp: 0" adds nothing
        elif step.points and len(items) < MOST_ITEMS and _is_case(step):
            items.append(
                _item(f"Số trường hợp {lower_first(step.label)}", step.points, len(items) + 1)
            )
        else:
            return None
    if limit is None or not limit >= max(Decimal(item["points_each"]) for item in items):
        return None
    at_most = {"at_most": stored_figure(Decimal(most))} if most else {}
    return part("count", noun, limit, {"items": items, **at_most})


def deduction(steps: Steps, title: str) -> Part | None:
    """Points less so many for each case; alone, a penalty with a limit that the text states."""
    if len(steps) == 1:
        return _penalty(steps[0].text)
    lead, points = _lead(steps[0], title)
    if not points or len(steps) > MOST_ITEMS + 1 or _UNCLEAR_LEAD.search(lead):
        return None
    items, floors = [], []
    for number, step in enumerate(steps[1:], start=1):
        match = deducting(step.text)
        limit = _limit_of(match)
        if not match or limit is False:
            return None
        items.append(_lost_item(lead, match, number))
        floors.append(points if limit is None else limit)
    lost = min(floors)
    if (
        len(set(floors)) > 1
        or lost > points
        or any(Decimal(i["points_each"]) > points for i in items)
    ):
        return None
    parameters = {"floor": stored_figure(points - lost), "items": items}
    return part("deduction", lead or title, points, {**_condition(lead, items), **parameters})


def only_deduction(steps: Steps, maximum: Decimal, title: str) -> Part | None:
    """ "Mỗi nội dung chưa công khai trừ 0,5" as all that is said: it starts from the maximum."""
    match = deducting(steps[0].text) if len(steps) == 1 else None
    if not match or _limit_of(match) is not None or figure(match["each"]) > maximum:
        return None
    items = [_lost_item("", match, 1)]
    return part("deduction", title or _noun(match), maximum, {"floor": "0", "items": items})


def deducting(text: str) -> re.Match[str] | None:
    """ "thiếu một nội dung trừ 0,5", "trừ 0,25 điểm/quý thiếu"."""
    text = text.strip()
    return _DEDUCTS.fullmatch(text) or _DEDUCTS_PER.fullmatch(text)


def goes_on(before: Steps, steps: Steps) -> bool:
    """Whether a deduction of its own sentence speaks of the sentence before: the same things."""
    match = deducting(steps[0].text)
    if not match or len(steps) > 1 or len(before) > 1 or _limit_of(match) is not None:
        return False
    return not before[0].points or _noun(match).lower() in before[0].label.lower()


def _lead(step: Step, title: str) -> tuple[str, Decimal | None]:
    """What the points are for, and the points; "4 điểm" alone is for the criterion itself."""
    bare = _BARE_POINTS.fullmatch(step.text)
    return ("", figure(bare["points"])) if bare else (step.label, step.points)


def _is_case(step: Step) -> bool:
    return not re.search(r"[%:;]|\b(?:mỗi|trừ|tối đa)\b", step.low_label)


def _item(label: str, each: Decimal, number: int) -> dict:
    return {"name": f"n{number}", "label": shortened(label), "points_each": stored_figure(each)}


def _whole_of(text: str, noun: str) -> int | None:
    """The 5 in "(5 kỳ)", where the cases are those of the noun."""
    match = _TIMES_OF.fullmatch(text.strip("() "))
    return (
        int(match["number"]) if match and noun.lower().startswith(match["unit"].lower()) else None
    )


def _limit_of(match: re.Match[str] | None) -> Decimal | bool | None:
    """The limit behind a deduction; None if there is none, False if it cannot be read."""
    rest = (match["rest"] or "").strip() if match else ""
    if not rest:
        return None
    limit = limit_in(rest)
    return False if limit is None else limit


def _noun(match: re.Match[str]) -> str:
    return (match.groupdict().get("missing") or match["noun"]).strip(" ,")


def _lost_item(lead: str, match: re.Match[str], number: int) -> dict:
    """What is counted: how many are missing; or, where the text says of how many, how many are."""
    noun, each = _noun(match), figure(match["each"])
    whole = _ALL_OF.search(lead)
    if whole and noun.lower().split()[0] == whole["unit"].lower() and _MISSING.search(match[0]):
        done = _MISSING.sub("", noun).strip() or whole["unit"]
        item = _item(f"Số {lower_first(done)} đạt yêu cầu ({lower_first(lead)})", each, number)
        return {**item, "expected": stored_figure(int(whole["number"]))}
    missing = " còn thiếu" if match.groupdict().get("missing") else ""
    return _item(f"Số {lower_first(noun)}{missing}", each, number)


def _condition(lead: str, items: list[dict]) -> dict:
    """Nothing to deduct from where the thing itself is not there: that is asked first.

    Whoever has a plan that lacks an item must not answer "no" and lose everything.
    """
    thing = _HOW_WELL.sub("", lead)
    if not thing or _NOTHING_HAPPENED.fullmatch(lead) or any("expected" in i for i in items):
        return {}
    return {"requires": {"name": "done", "label": shortened(f"Có thực hiện: {lower_first(thing)}")}}


def _penalty(text: str) -> Part | None:
    if match := _DEDUCTS_ONCE.fullmatch(text.strip()):
        limit, noun = figure(match["each"]), match["noun"].strip(" ,")
    else:
        match = deducting(text)
        limit, noun = _limit_of(match), _noun(match) if match else ""
    if not match or not limit:
        return None
    missing = " còn thiếu" if match.groupdict().get("missing") else ""
    items = [_item(f"Số {lower_first(noun)}{missing}", figure(match["each"]), 1)]
    if figure(match["each"]) > limit:
        return None
    return part(
        "deduction", noun, Decimal(0), {"floor": f"-{stored_figure(limit)}", "items": items}
    )
