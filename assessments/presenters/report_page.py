"""One quarterly report on screen: to read for everybody who may, to fill in for its unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse

from assessments.figures import QUARTER_NAMES, RATE, change
from assessments.forms.reports import PartForm, confirmation
from assessments.mandates import mandates_for, typists
from assessments.models import QuarterlyReport
from assessments.permissions.reports import (
    can_decide,
    can_fill,
    can_recall,
    can_reopen,
    can_submit,
    is_reviewer,
)
from assessments.presenters.notebook import notebook_beside
from assessments.presenters.report_charts import chart
from assessments.presenters.report_evidence import evidence_lines, evidence_uses
from assessments.presenters.report_history import report_history
from assessments.presenters.reports import sent_on, status_of
from assessments.reporting.entries import (
    FIGURE,
    SECTION,
    SECTION_TEXTS,
    TEXTS,
    WORDS,
    figure_entry,
    mark,
    section_entry,
    words_entry,
)
from assessments.reporting.gaps import earlier_plans, gaps
from assessments.reporting.rows import FigureRow, ReportFigures
from assessments.reporting.sections import sections
from assessments.workflow import REPORT_EDITABLE, ReportState
from core.numbers import format_number, format_percent
from organisation.models import User
from organisation.roles import Permission


@dataclass
class ReportPage:
    """A report with everything around it; `forms`: parts that were refused, by anchor."""

    report: QuarterlyReport
    user: User
    forms: Mapping[str, PartForm] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.figures = ReportFigures(self.report)

    def frame(self) -> dict[str, Any]:
        """What reading and editing share."""
        report = self.report
        words, tone = status_of(report)
        listed = f"{reverse('assessments:reports')}?round={report.round_id}"
        return {
            "trail": [{"label": "Báo cáo quý", "url": listed}, {"label": str(report)}],
            "report": report,
            "quarter": QUARTER_NAMES[report.quarter],
            "year": report.round.year,
            "words": words,
            "tone": tone,
            "sent_on": sent_on(report),
            "mandates": mandates_for(report.round_id, report.unit_id),
            "typists": typists(report),
            "evidence": evidence_lines(report),
            "is_unit": self._is_unit(),
        }

    def reading(self) -> dict[str, Any]:
        """Context of report_detail.html."""
        report, user = self.report, self.user
        return self.frame() | {
            "figures": [shown_figure(row) for row in self.figures.rows],
            "by_quarter": self.by_quarter(),
            "not_counted": self._not_counted(),
            "sections": list(report.sections.all()),
            "further": [
                {"template": kind.reading, "code": kind.code, "values": kind.values(report, user)}
                for kind in sections()
            ],
            "moves": self._moves(),
            "history": report_history(report),
            "notebook": notebook_beside(report, user),
        }

    def editing(self) -> dict[str, Any]:
        """Context of report_edit.html."""
        report, user = self.report, self.user
        planned = earlier_plans(report)
        return self.frame() | {
            "figures": [self.figure(row) for row in self.figures.rows],
            "texts": {name: self._text(name) for name in TEXTS},
            "sections": [
                self._section(row, planned.get(row.group_key, "")) for row in report.sections.all()
            ],
            "further": [
                {
                    "template": kind.editing,
                    "code": kind.code,
                    "label": kind.label,
                    "values": kind.values(report, user),
                }
                for kind in sections()
            ],
            "gaps": gaps(report, self.figures),
            "not_counted": self._not_counted(),
            "submit": can_submit(user, report),
            "uses": evidence_uses(report, self.figures.rows),
        }

    def figure(self, row: FigureRow) -> dict[str, Any]:
        """One row of the table that is typed in."""
        indicator, anchor = row.indicator, f"so-lieu-{row.indicator.code}"
        form = self.forms.get(anchor)
        entry = figure_entry(indicator.code, row.row)
        return shown_figure(row) | {
            "anchor": anchor,
            "save_url": self._save_url(FIGURE, indicator.code),
            "record_key": f"report-{self.report.pk}-{anchor}",
            "mark": mark(entry),
            "input": form.typed.get("value", "") if form else _typed(row),
            "error": " ".join(form.errors.values()) if form else "",
            "may_be_none": indicator.nature != RATE,
            "is_none": bool(form.typed.get("none")) if form else row.value == 0,
            "inputmode": "decimal" if indicator.decimal_places else "numeric",
        }

    def by_quarter(self) -> list[dict[str, Any]]:
        """The year by quarters with a small chart each; only what was reported at all."""
        return [
            {
                "name": row.indicator.name,
                "unit": row.indicator.unit_label,
                "quarters": [row.this_year.get(quarter) for quarter in QUARTER_NAMES],
                "last_quarters": [row.last_year.get(quarter) for quarter in QUARTER_NAMES],
                "cumulative": row.cumulative,
                "chart": chart(row),
            }
            for row in self.figures.rows
            if row.this_year or row.last_year
        ]

    def _section(self, row, planned: str) -> dict[str, Any]:
        anchor = f"nhom-{row.group_key}"
        form = self.forms.get(anchor)
        entry = section_entry(row)
        return {
            "anchor": anchor,
            "title": row.title,
            "planned": planned,
            "save_url": self._save_url(SECTION, row.group_key),
            "record_key": f"report-{self.report.pk}-{anchor}",
            "mark": mark(entry),
            "boxes": [
                self._box(anchor, name, label, getattr(row, name), form)
                for name, label in SECTION_TEXTS.items()
            ],
        }

    def _text(self, name: str) -> dict[str, Any]:
        anchor = f"phan-{name}"
        form = self.forms.get(anchor)
        text = getattr(self.report, name)
        return {
            "anchor": anchor,
            "title": TEXTS[name],
            "save_url": self._save_url(WORDS, name),
            "record_key": f"report-{self.report.pk}-{anchor}",
            "mark": mark(words_entry(self.report, name)),
            "boxes": [self._box(anchor, "text", TEXTS[name], text, form)],
        }

    def _box(
        self, anchor: str, name: str, label: str, stored: str, form: PartForm | None
    ) -> dict[str, str]:
        return {
            "id": f"{anchor}-{name}",
            "name": name,
            "label": label,
            "text": form.typed.get(name, "") if form else stored,
            "error": form.errors.get(name, "") if form else "",
        }

    def _save_url(self, kind: str, key: str) -> str:
        return reverse("assessments:report-save", args=[self.report.pk, kind, key])

    def _is_unit(self) -> bool:
        return self.user.has_permission(Permission.OWN_FILES_VIEW, unit=self.report.unit_id)

    def _moves(self) -> dict[str, Any]:
        """What the person may do with the report now; None where it is somebody else's affair."""
        report, user = self.report, self.user
        editable = report.state in REPORT_EDITABLE
        types, reviews = can_fill(user, report), is_reviewer(user, report)
        return {
            "fill": types if editable and types else None,
            "submit": can_submit(user, report) if editable and types else None,
            "recall": can_recall(user, report) if self._may_answer() else None,
            "decide": can_decide(user, report) if reviews else None,
            "waits": report.state == ReportState.SUBMITTED,
            "reopen": can_reopen(user, report),
        }

    def _may_answer(self) -> bool:
        return self.report.state == ReportState.SUBMITTED and bool(
            can_recall(self.user, self.report)
        )

    def _not_counted(self) -> list[str]:
        """Earlier quarters that the cumulative values do not hold, because nothing was sent."""
        rows = QuarterlyReport.objects.filter(
            round=self.report.round_id, unit=self.report.unit_id, quarter__lt=self.report.quarter
        )
        sent = set(rows.exclude(state__in=REPORT_EDITABLE).values_list("quarter", flat=True))
        return [QUARTER_NAMES[q] for q in range(1, self.report.quarter) if q not in sent]


def shown_figure(row: FigureRow) -> dict[str, Any]:
    """One indicator with the four values side by side, and how the year compares."""
    shift = change(row.cumulative, row.last_cumulative)
    return {
        "code": row.indicator.code,
        "name": row.indicator.name,
        "unit": row.indicator.unit_label,
        "value": row.value,
        "cumulative": row.cumulative,
        "last_quarter": row.last_quarter,
        "last_cumulative": row.last_cumulative,
        "change": _signed(shift) if shift is not None else "",
        "doubt": row.doubt.words if row.doubt else "",
        "is_confirmed": row.is_confirmed,
        "is_doubtful": row.is_doubtful,
        "confirmation": confirmation(row.value) if row.value is not None else "",
    }


def _signed(shift: Decimal) -> str:
    text = format_percent(abs(shift).quantize(Decimal("0.001")))
    return f"+{text}" if shift > 0 else f"−{text}" if shift < 0 else "0 %"


def _typed(row: FigureRow) -> str:
    return "" if row.value is None else format_number(row.value)
