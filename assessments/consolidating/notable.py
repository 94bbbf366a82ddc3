"""What the rules propose to say in a consolidated report: pure, plain values in, words out.

Nothing here decides anything: the board reads, changes, and answers for the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from core.numbers import format_count, format_number

MOST = 5  # of a kind in one text
MOST_NAMES = 12  # units named in one sentence
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True)
class Rise:
    """A unit whose figure has grown most against the same period of last year."""

    unit: str
    indicator: str
    unit_label: str
    now: Decimal
    before: Decimal


@dataclass(frozen=True)
class Silence:
    """A unit that reported, but nothing of what it had at this time last year."""

    unit: str
    indicator: str
    unit_label: str
    before: Decimal


@dataclass(frozen=True)
class Change:
    """One indicator of all units: the year so far and the same period of last year."""

    indicator: str
    unit_label: str
    now: Decimal
    before: Decimal | None


@dataclass(frozen=True)
class Findings:
    """What the rules found in a quarter."""

    year: int
    quarter: int
    expected: int
    on_time: int
    late: Sequence[tuple[str, int]] = ()  # name, days
    missing: Sequence[str] = ()
    returned: Sequence[str] = ()
    changes: Sequence[Change] = ()
    rises: Sequence[Rise] = ()
    silences: Sequence[Silence] = ()
    stalled: Sequence[tuple[str, str]] = field(default_factory=tuple)  # unit, what
    next_due: str = ""  # "báo cáo quý IV trước ngày 20/12/2026"


def proposed_texts(found: Findings) -> dict[str, str]:
    """The four texts of the report as the rules propose them."""
    return {
        "opening": _opening(found),
        "notable": _lines([rise_words(rise) for rise in best_rises(found.rises)]),
        "shortcomings": _lines(_shortcomings(found)),
        "plans": _lines(_plans(found)),
    }


def best_rises(rises: Sequence[Rise], most: int = MOST) -> list[Rise]:
    """The greatest multiples first; every unit and every indicator once, so that many are named."""
    units: set[str] = set()
    indicators: set[str] = set()
    chosen = []
    for rise in sorted(rises, key=lambda r: (-(r.now / r.before), r.unit, r.indicator)):
        if rise.unit not in units and rise.indicator not in indicators and len(chosen) < most:
            units.add(rise.unit)
            indicators.add(rise.indicator)
            chosen.append(rise)
    return chosen


def rise_words(rise: Rise) -> str:
    """ "An Thượng: diện tích đất hiến 5.120 m², gấp 2,1 lần cùng kỳ"."""
    figure = f"{lower_first(rise.indicator)} {format_number(rise.now)} {rise.unit_label}"
    times = (rise.now / rise.before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rise.unit}: {figure}, gấp {format_number(times, 1)} lần cùng kỳ"


def silence_words(silence: Silence) -> str:
    """ "An Thượng: chưa có ngày công (cùng kỳ năm trước 120 công)"."""
    before = f"{format_number(silence.before)} {silence.unit_label}"
    return f"{silence.unit}: chưa có {lower_first(silence.indicator)} (cùng kỳ năm trước {before})"


def change_words(now: Decimal | None, before: Decimal | None) -> str:
    """ "tăng 12,5 %", "giảm 3 %", "bằng cùng kỳ"; "" where there is nothing to compare with."""
    if now is None or not before:
        return ""
    share = percent_change(now, before)
    if not share:
        return "bằng cùng kỳ"
    return f"{'tăng' if share > 0 else 'giảm'} {format_number(abs(share), 1)} % so với cùng kỳ"


def percent_change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """By how many percent it has changed, with one decimal; None without a base."""
    if now is None or not before:
        return None
    return ((now - before) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)


def lower_first(text: str) -> str:
    """For the middle of a sentence; a word in capitals stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _opening(found: Findings) -> str:
    sent = found.on_time + len(found.late)
    first = f"Quý {ROMAN[found.quarter]} năm {found.year}, {_arrived(found, sent)}."
    # With most reports still to come, a comparison would only say that they have not come.
    is_comparable = 2 * sent >= found.expected
    told = [_told(change, is_comparable) for change in found.changes if change.now][:MOST]
    second = f"Từ đầu năm đến nay: {'; '.join(told)}." if told else ""
    third = _reservation(found, sent) if told and is_comparable else ""
    return "\n".join(text for text in (first, second, third) if text)


def _reservation(found: Findings, sent: int) -> str:
    """A comparison of some of the units with all of them must not be read as a fall."""
    absent = found.expected - sent
    if not absent:
        return ""
    return (
        f"Số liệu trên chưa gồm quý {ROMAN[found.quarter]} của {format_count(absent)} đơn vị chưa "
        "gửi báo cáo; số so sánh của cùng kỳ gồm đủ các đơn vị đã báo cáo."
    )


def _arrived(found: Findings, sent: int) -> str:
    if not sent:
        return "chưa có đơn vị nào gửi báo cáo"
    detail = [f"{format_count(found.on_time)} đúng hạn"]
    detail += [f"{format_count(len(found.late))} chậm"] if found.late else []
    detail += [f"{format_count(len(found.missing))} quá hạn chưa gửi"] if found.missing else []
    of_all = f"{format_count(sent)}/{format_count(found.expected)}"
    return f"{of_all} đơn vị đã gửi báo cáo ({', '.join(detail)})"


def _told(change: Change, is_comparable: bool) -> str:
    figure = f"{lower_first(change.indicator)} {format_number(change.now)} {change.unit_label}"
    words = change_words(change.now, change.before) if is_comparable else ""
    return f"{figure} ({words})" if words else figure


def _shortcomings(found: Findings) -> list[str]:
    late = [f"{name} (chậm {days} ngày)" for name, days in found.late]
    lines = [
        *_named("Chưa gửi báo cáo", found.missing),
        *_named("Gửi báo cáo chậm", late),
        *_named("Báo cáo bị trả lại, chưa gửi lại", found.returned),
    ]
    lines += [silence_words(silence) for silence in _one_each(found.silences)]
    lines += [f"{unit}: {what} dừng, chưa triển khai" for unit, what in found.stalled[:MOST]]
    rest = len(found.stalled) - MOST
    return lines + ([f"Còn {rest} mô hình khác dừng, chưa triển khai"] if rest > 0 else [])


def _one_each(silences: Sequence[Silence]) -> list[Silence]:
    """One of each unit, in the order in which they come."""
    chosen: dict[str, Silence] = {}
    for silence in silences:
        chosen.setdefault(silence.unit, silence)
    return list(chosen.values())[:MOST]


def _plans(found: Findings) -> list[str]:
    plans = []
    if found.missing:
        plans.append("Đôn đốc các đơn vị chưa gửi báo cáo; đưa vào nhận xét cuối năm")
    if found.stalled:
        plans.append("Làm việc với các đơn vị có mô hình dừng, chưa triển khai")
    if found.silences:
        plans.append("Nắm lại số liệu của các đơn vị chưa có kết quả so với cùng kỳ")
    if found.next_due:
        plans.append(f"Các đơn vị gửi {found.next_due}")
    return plans


def _named(label: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    rest = len(names) - MOST_NAMES
    more = f" và {rest} đơn vị khác" if rest > 0 else ""
    return [f"{label} ({format_count(len(names))}): {', '.join(names[:MOST_NAMES])}{more}"]


def _lines(sentences: Sequence[str]) -> str:
    return "\n".join(f"{sentence}." for sentence in sentences)
