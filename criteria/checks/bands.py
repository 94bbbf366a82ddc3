"""Classes: from 0 upwards, each within reach, the recognised ones on top."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from criteria.checks import reach
from criteria.checks.base import Finding, advice, fault
from criteria.definitions import BandDefinition, SetDefinition
from criteria.scoring import number_text, points_text


def findings(definition: SetDefinition) -> Iterator[Finding]:
    """The ladder as a whole, then step by step."""
    bands = definition.bands
    if not bands:
        yield fault("Chưa có mức xếp loại nào.", field="class_bands")
        return
    lowest = min(bands, key=lambda band: band.minimum_points)
    if lowest.minimum_points != 0:
        yield _at(lowest, "Mức xếp loại thấp nhất phải bắt đầu từ 0 điểm.", "minimum_points")
    yield from _repeated(bands)
    yield from _order(bands)
    yield from _recognition(bands)
    for band in bands:
        yield from _within_reach(band, definition)


def _at(band: BandDefinition, message: str, field: str) -> Finding:
    return fault(message, "band", band.key, field=field)


def _repeated(bands: tuple[BandDefinition, ...]) -> Iterator[Finding]:
    names: Counter[str] = Counter()
    points: dict[object, str] = {}
    for band in bands:
        names[band.name] += 1
        if not band.name.strip():
            yield _at(band, "Có mức xếp loại chưa có tên.", "name")
        elif names[band.name] > 1:
            yield _at(band, f"Tên mức xếp loại “{band.name}” bị trùng.", "name")
        other = points.setdefault(band.minimum_points, band.name)
        if other is not band.name:
            yield _at(
                band,
                f"“{band.name}” và “{other}” cùng bắt đầu từ {points_text(band.minimum_points)}"
                " điểm.",
                "minimum_points",
            )


def _order(bands: tuple[BandDefinition, ...]) -> Iterator[Finding]:
    for above, below in pairwise(bands):
        if below.minimum_points > above.minimum_points:
            text = f"Các mức xếp loại nên xếp từ cao xuống thấp: “{below.name}” đứng sau."
            yield advice(text, "band", below.key, field="minimum_points")
    ordered = sorted(bands, key=lambda band: band.minimum_points, reverse=True)
    for above, below in pairwise(ordered):
        if below.minimum_group_share > above.minimum_group_share:
            yield advice(
                f"“{below.name}” đòi hỏi ở mỗi nhóm nhiều hơn mức cao hơn là “{above.name}”.",
                "band", below.key, field="minimum_group_share",
            )  # fmt: skip


def _recognition(bands: tuple[BandDefinition, ...]) -> Iterator[Finding]:
    if not any(band.is_recognised for band in bands):
        yield advice("Không mức xếp loại nào được công nhận.", field="class_bands")
    for band in bands:
        better = [
            other
            for other in bands
            if other.minimum_points > band.minimum_points and not other.is_recognised
        ]
        if band.is_recognised and better:
            yield _at(
                band,
                f"“{band.name}” được công nhận mà mức cao hơn là “{better[0].name}” thì không.",
                "is_recognised",
            )


def _within_reach(band: BandDefinition, definition: SetDefinition) -> Iterator[Finding]:
    most = reach.class_total(definition)
    if band.minimum_points > most:
        text = f"Không đơn vị nào đạt “{band.name}”: cần {points_text(band.minimum_points)} điểm,"
        yield _at(band, f"{text} cao nhất chỉ có {points_text(most)}.", "minimum_points")
    share = band.minimum_group_share
    if share > 1:
        yield _at(band, f"“{band.name}”: tỷ lệ của mỗi nhóm vượt 100 %.", "minimum_group_share")
        return
    short = [
        group.code
        for group in definition.groups
        if not group.is_bonus and share * group.max_points > reach.class_share_points(group)
    ]
    if short:
        yield _at(
            band,
            f"Không đơn vị nào đạt “{band.name}”: nhóm {', '.join(short)} không thể có"
            f" {number_text(share * 100)} % điểm.",
            "minimum_group_share",
        )
