"""The consolidated report as a workbook: totals, values of each unit, who sent when."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.consolidating.content import FIGURES, number_of
from assessments.consolidating.notable import ROMAN, percent_change
from assessments.consolidating.parts import parts
from assessments.consolidating.sums import UnitFigures, round_before, unit_figures
from assessments.models import Round
from core.numbers import NOTHING_WORDS, Nothing
from core.spreadsheets import Column, Sheet, write_workbook
from organisation.models import Unit

LEGEND = "KPS: không phát sinh; ô trống: chưa báo cáo."


def consolidation_workbook(round_: Round, quarter: int, content: Mapping[str, Any]) -> bytes:
    """All figures of a quarter; every cell a value, none a formula."""
    title = f"Tổng hợp quý {ROMAN[quarter]} năm {round_.year}"
    heading = (title, f"{round_.organiser.name}. {LEGEND}")
    named = [(line["pk"], f"{line['name']} ({line['unit_label']})") for line in content["figures"]]
    own = _own(round_, quarter, content)
    units = Unit.objects.filter(pk__in={unit for _i, unit, _r in own}).select_related("kind")
    columns = [Column("unit", "Đơn vị", width=34), Column("kind", "Loại đơn vị", width=18)]
    columns += [Column(f"i{pk}", header, "number", width=16) for pk, header in named]
    sheets = [
        Sheet("Toàn huyện", _total_columns(), list(_totals(content["figures"])), heading),
        *(
            Sheet(f"Loại - {kind['name']}", _total_columns(), list(_totals(kind["figures"])),
                  (*heading, kind["name"]))
            for kind in content["kinds"]
        ),
        Sheet("Đơn vị - quý này", columns, _by_unit(round_, units, named, own, "quarter"),
              heading, frozen=1),
        Sheet("Đơn vị - luỹ kế", columns, _by_unit(round_, units, named, own, "year"),
              heading, frozen=1),
        _arrival_sheet(content, heading),
        *_part_sheets(content, heading),
    ]  # fmt: skip
    return write_workbook(sheets)


def _own(
    round_: Round, quarter: int, content: Mapping[str, Any]
) -> dict[tuple[int, int, int], UnitFigures]:
    natures = {line["pk"]: line["nature"] for line in content["figures"]}
    return unit_figures(round_, quarter, round_before(round_), natures, with_last=False)


def _total_columns() -> list[Column]:
    figures = [Column(name, words.capitalize(), "number", width=14)
               for name, words in FIGURES.items()]  # fmt: skip
    return [
        Column("name", "Chỉ tiêu", width=40), Column("unit_label", "Đơn vị tính", width=12),
        *figures,
        Column("change", "Luỹ kế tăng, giảm", "number", width=14),
        Column("share", "Tăng, giảm (%)", "number", width=12),
    ]  # fmt: skip


def _totals(figures: Sequence[Mapping[str, Any]]):
    for line in figures:
        numbers = {name: number_of(line[name]) for name in FIGURES}
        now, before = numbers["year"], numbers["last_year"]
        change = None if now is None or before is None else now - before
        share = percent_change(now, before)
        shown = [cell_of(number) for number in numbers.values()]
        yield (line["name"], line["unit_label"], *shown, change, share)


def _by_unit(
    round_: Round,
    units: Sequence[Unit],
    named: Sequence[tuple[int, str]],
    own: Mapping[tuple[int, int, int], UnitFigures],
    name: str,
) -> list[list[object]]:
    nothing = UnitFigures()
    return [
        [unit.name, unit.kind.name,
         *(cell_of(getattr(own.get((pk, unit.pk, round_.pk), nothing), name))
           for pk, _header in named)]
        for unit in units
    ]  # fmt: skip


def cell_of(number: Decimal | None) -> Decimal | str | None:
    """What a cell says: a number, that nothing occurred, or nothing where nobody reported."""
    return NOTHING_WORDS if isinstance(number, Nothing) else number


def _arrival_sheet(content: Mapping[str, Any], heading: Sequence[str]) -> Sheet:
    columns = [
        Column("unit", "Đơn vị", width=34), Column("kind", "Loại đơn vị", width=18),
        Column("due_on", "Hạn gửi", "date", width=12),
        Column("sent_on", "Ngày gửi", "date", width=12),
        Column("words", "Tình hình", width=30),
    ]  # fmt: skip
    rows = [
        (line["name"], line["kind_name"], date.fromisoformat(line["due_on"]),
         date.fromisoformat(line["sent_on"]) if line["sent_on"] else None, line["words"])
        for line in content["arrivals"]["units"]
    ]  # fmt: skip
    return Sheet("Gửi báo cáo", columns, rows, heading)


def _part_sheets(content: Mapping[str, Any], heading: Sequence[str]) -> list[Sheet]:
    sheets = []
    for part in parts():
        headers, rows = part.sheet(content["parts"][part.code])
        columns = [Column("label", headers[0], width=34)]
        columns += [Column(f"c{n}", text, "count", width=14) for n, text in enumerate(headers[1:])]
        sheets.append(Sheet(part.title, columns, rows, heading))
    return sheets
