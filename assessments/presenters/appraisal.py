"""The appraisal sheet of one file: vetoes, rows beside the unit's, running totals, progress."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assessments.appraisal_rows import AppraisalSheet
from assessments.findings import COMPUTED_KINDS, finding, is_waiting
from assessments.forms.appraisals import JudgementForm
from assessments.models import VetoFinding
from assessments.presenters.appraisal_row import (
    CORRECTED,
    GAP,
    NO_EVIDENCE,
    NOT_ARISEN,
    OPEN,
    AppraisalRow,
    signed,
)
from assessments.presenters.following import Beside
from assessments.presenters.rows import Addresses
from assessments.presenters.turns import next_of
from assessments.sheets import SheetResult
from criteria.conditions import Withheld
from criteria.definitions import GroupDefinition
from criteria.scoring import points_text

CHIPS = {
    OPEN: "Chưa thẩm định",
    GAP: "Lệch với đơn vị",
    NO_EVIDENCE: "Thiếu minh chứng",
    NOT_ARISEN: "Không phát sinh",
    CORRECTED: "Có sửa số liệu hệ thống",
}


@dataclass
class AppraisalPage:
    """A sheet ready to be drawn; `forms`: what was typed and refused, by key of the criterion."""

    sheet: AppraisalSheet
    findings: list[VetoFinding] = field(default_factory=list)
    evidence: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    forms: dict[int, JudgementForm] = field(default_factory=dict)
    is_editable: bool = True
    beside: Beside = field(default_factory=Beside)

    def __post_init__(self) -> None:
        self.addresses = Addresses(self.sheet.assessment)

    @cached_property
    def result(self) -> SheetResult:
        """Totals as they stand."""
        return self.sheet.result()

    @cached_property
    def stated(self) -> SheetResult:
        """The unit's own totals."""
        return self.sheet.stated_result()

    @cached_property
    def held(self) -> dict[int, Withheld]:
        """Why criteria are not asked, by key."""
        return self.sheet.held

    def row(self, criterion_pk: int) -> AppraisalRow:
        """One criterion."""
        form = self.forms.get(criterion_pk)
        return AppraisalRow(
            criterion=self.sheet.definition.criteria[criterion_pk],
            row=self.sheet.rows[criterion_pk],
            addresses=self.addresses,
            evidence=self.evidence.get(criterion_pk, []),
            live=self.sheet.automatic.get(criterion_pk),
            form=form,
            is_editable=self.is_editable,
            needs_reason=bool(form and "reason" in form.errors),
            held=self.held.get(criterion_pk),
            stated_held=self.sheet.stated_held.get(criterion_pk),
            beside=self.beside.lines.get(criterion_pk, []),
        )

    def groups(self) -> list[dict[str, Any]]:
        """Headings with their rows, in reading order."""
        return [
            {**self.group_values(group), "rows": [self._drawn(c.pk) for c in group.criteria]}
            for group in self.sheet.definition.groups
        ]

    def _drawn(self, criterion_pk: int) -> dict[str, Any]:
        return self.row(criterion_pk).values() | {"is_open": criterion_pk in self.unfolded}

    @cached_property
    def unfolded(self) -> frozenset[int]:
        """What stands open on a narrow screen: what was refused, otherwise where to go on."""
        if self.forms or not self.is_editable:
            return frozenset(self.forms)
        return frozenset({self.next_open()} - {None})

    def next_open(self, after: int | None = None) -> int | None:
        """The next criterion that waits for a decision."""
        waiting = {row.criterion_id for row in self.sheet.waiting()}
        return next_of(waiting, self.sheet.definition.criteria, after)

    def group_values(self, group: GroupDefinition) -> dict[str, Any]:
        """Heading with both running totals."""
        ours, theirs = self.result.totals, self.stated.totals
        own = {g.code: g for g in ours.groups}.get(group.code)
        stated = {g.code: g for g in theirs.groups}.get(group.code)
        return {
            "pk": group.pk,
            "code": group.code,
            "title": group.title,
            "is_bonus": group.is_bonus,
            "stated": points_text(stated.points if stated else theirs.bonus),
            "is_ours": bool(stated and not stated.max),
            "points": points_text(own.points if own else ours.bonus),
            "max": points_text(own.max if own else self.sheet.definition.bonus_max),
        }

    def groups_of(self, criteria: Collection[int]) -> list[dict[str, Any]]:
        """Headings of the groups that hold one of these criteria."""
        return [
            self.group_values(group)
            for group in self.sheet.definition.groups
            if any(criterion.pk in criteria for criterion in group.criteria)
        ]

    def totals_values(self, after: int | None = None) -> dict[str, Any]:
        """The bar: both totals, their distance, class so far, progress, where to go on.

        `after`: the criterion that the person has just decided.
        """
        result, stated = self.result, self.stated
        waiting = self.sheet.waiting()
        compared = self.sheet.compared_result().totals.total
        gap = compared - stated.totals.total
        kept_back = sum(self.sheet.definition.appraiser_points.values())
        return {
            "total": points_text(result.totals.total),
            "stated": points_text(stated.totals.total),
            "stated_maximum": points_text(stated.totals.maximum),
            "by_appraiser": points_text(kept_back) if kept_back else "",
            "gap": signed(gap),
            "gap_word": "bằng nhau" if gap == 0 else "thấp hơn" if gap < 0 else "cao hơn",
            "class_name": result.class_name,
            "stated_class": stated.class_name,
            "decided_count": self.sheet.judged_count - len(waiting),
            "judged_count": self.sheet.judged_count,
            "acceptable_count": len(self.sheet.acceptable()),
            "unstated_count": len(waiting) - len(self.sheet.acceptable()),
            "next": self._link(self.next_open(after)) if waiting else None,
        }

    def chips(self) -> list[dict[str, Any]]:
        """Filter chips with their counts."""
        counts = Counter(word for pk in self.sheet.rows for word in self.row(pk).tags())
        return [{"word": w, "label": label, "count": counts[w]} for w, label in CHIPS.items()]

    def vetoes(self) -> list[dict[str, Any]]:
        """Vetoes of the set with what was found; those that totals answer are read live."""
        definitions = {veto.pk: veto for veto in self.sheet.definition.vetoes}
        return [self.veto_values(row, definitions[row.veto_id]) for row in self.findings]

    def veto_values(self, row: VetoFinding, veto: Any) -> dict[str, Any]:
        """One veto; `answer`: "yes", "no" or "" (not looked at)."""
        is_computed = veto.kind in COMPUTED_KINDS
        found, note = row.found, row.note
        if is_computed and row.decided_at is None:
            live = finding(veto, self.sheet.assessment, self.result.totals)
            found, note = live.found, live.note
        return {
            "pk": veto.pk,
            "code": veto.code,
            "title": veto.title,
            "effect": veto.effect,
            "answer": "" if found is None else "yes" if found else "no",
            "note": note,
            "by_system": row.by_system,
            "is_computed": is_computed,
            "is_waiting": is_waiting(row),
            "is_editable": self.is_editable and not is_computed,
        }

    def waiting_links(self) -> dict[str, list[dict[str, str]]]:
        """What keeps the appraisal from being finished, each with the address of its place."""
        return {
            "vetoes": [
                {"code": row.veto.code, "anchor": f"dk-{row.veto_id}"}
                for row in self.findings
                if is_waiting(row)
            ],
            "criteria": [self._link(row.criterion_id) for row in self.sheet.waiting()],
        }

    def _link(self, criterion_pk: int) -> dict[str, str]:
        criterion = self.sheet.definition.criteria[criterion_pk]
        return {"code": criterion.code, "anchor": f"tc-{criterion_pk}"}
