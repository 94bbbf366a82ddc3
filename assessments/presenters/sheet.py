"""The whole score sheet of a unit: groups, rows, totals, what is missing, what to do next."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from assessments.completeness import (
    LACK_LABELS,
    Gap,
    Lack,
    floors_at_risk,
    gaps,
    is_scored,
    next_class_text,
    to_score,
)
from assessments.figures import QUARTER_NAMES
from assessments.forms.scores import ScoreForm
from assessments.models import Assessment, Evidence, EvidenceUse, Score
from assessments.presenters.drawing import moving, row_html
from assessments.presenters.following import Beside
from assessments.presenters.rows import Addresses, RowView
from assessments.presenters.turns import next_of
from assessments.reporting.collected import collected, offered_to
from assessments.score_rows import with_evidence
from assessments.sheets import SheetResult, best_class, class_rules, result_of
from assessments.sourced_facts import equal, filled_points, measured_points, offers
from criteria.conditions import Withheld, governed_by, withheld
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition, definition_of
from criteria.scoring import Part, points_text

DrawnRow = dict[str, Any]  # its HTML ("html"), its values ("row"), whether it stands open


@dataclass
class Sheet:
    """A sheet ready to be drawn; `locks`: criterion key → why it cannot be edited now."""

    assessment: Assessment
    rows: dict[int, Score]
    evidence: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    offered: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    locks: dict[int, str] = field(default_factory=dict)
    lock_all: str = ""
    asked: frozenset[int] = frozenset()
    forms: dict[int, ScoreForm] = field(default_factory=dict)
    appraised: dict[int, Any] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    @cached_property
    def definition(self) -> SetDefinition:
        return definition_of(self.assessment.criteria_set)

    @cached_property
    def result(self) -> SheetResult:
        return result_of(self.definition, self.rows.values(), by_unit=True)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What the unit can still put right: in a supplement only what it is asked for."""
        found = gaps(self.definition, self.rows, with_evidence(self.rows))
        reachable = self.open_for_supplement
        return tuple(gap for gap in found if not self.asked or gap.criterion.pk in reachable)

    @cached_property
    def held(self) -> dict[int, Withheld]:
        """Why criteria are not asked, by key."""
        return withheld(self.definition, self.rows)

    @property
    def open_for_supplement(self) -> frozenset[int]:
        """What the unit is asked to supplement, and what the answers there decide about."""
        return self.asked | governed_by(self.definition, self.asked) if self.asked else self.asked

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.assessment)

    def groups(self, token: str) -> list[dict[str, Any]]:
        """Headings with their rows, in reading order; `token`: of the request (CSRF)."""
        return [
            {**self.group_values(group), "rows": [self._drawn(c.pk, token) for c in group.criteria]}
            for group in self.definition.groups
        ]

    def moving_rows(self, criteria: Iterable[int], token: Callable[[], str]) -> list[DrawnRow]:
        """Rows that another answer changed, each as HTML that takes its place on the page."""
        return [drawn | {"html": moving(drawn["html"])}
                for drawn in (self._drawn(pk, token()) for pk in criteria)]  # fmt: skip

    def _drawn(self, criterion_pk: int, token: str) -> DrawnRow:
        """A row as HTML, what its folded line says, and whether it stands open."""
        values = self.row(criterion_pk).values()
        html = row_html(values, is_editable=not self.lock_all, token=token)
        return {"html": html, "row": values, "is_open": criterion_pk in self.unfolded}

    @cached_property
    def unfolded(self) -> frozenset[int]:
        """What stands open on a narrow screen: what was refused, otherwise where to go on."""
        if self.forms or self.lock_all:
            return frozenset(self.forms)
        return frozenset({self.next_open() or next(iter(sorted(self.asked)), None)} - {None})

    def next_open(self, after: int | None = None) -> int | None:
        """The next criterion without points; where all have some, the next that lacks a thing."""
        not_scored = {gap.criterion.pk for gap in self.gaps if gap.lack == Lack.NOT_SCORED}
        wanted = not_scored or {gap.criterion.pk for gap in self.gaps}
        return next_of(wanted, self.definition.criteria, after)

    def row(self, criterion_pk: int) -> RowView:
        """One criterion."""
        criterion = self.definition.criteria[criterion_pk]
        return RowView(
            criterion=criterion,
            # Under what name the browser keeps what is typed: the same in a later version.
            record_key=f"score-{self.assessment.pk}-{criterion.key}",
            score=self.rows[criterion_pk],
            addresses=self.addresses,
            evidence=self.evidence.get(criterion_pk, []),
            offered=self.offered.get(criterion_pk, []),
            lock=self.locks.get(criterion_pk, self.lock_all),
            is_asked=criterion_pk in self.asked,
            form=self.forms.get(criterion_pk),
            held=self.held.get(criterion_pk),
            appraised=self.appraised.get(criterion_pk),
            beside=self.beside.lines.get(criterion_pk, []),
        )

    def group_values(self, group: GroupDefinition) -> dict[str, Any]:
        """Heading with its running total; the bonus group counts up to the set's cap."""
        totals = {g.code: g for g in self.result.totals.groups}
        own = totals.get(group.code)
        kept_back = self.definition.appraiser_points.get(group.code)
        return {
            "pk": group.pk,
            "code": group.code,
            "title": group.title,
            "is_bonus": group.is_bonus,
            "points": points_text(own.points if own else self.result.totals.bonus),
            "max": points_text(own.max if own else self.definition.bonus_max),
            "is_theirs": bool(own and not own.max),
            "by_appraiser": points_text(kept_back) if kept_back else "",
        }

    def groups_of(self, criteria: Collection[int]) -> list[dict[str, Any]]:
        """Headings of the groups that hold one of these criteria."""
        return [
            self.group_values(group)
            for group in self.definition.groups
            if any(criterion.pk in criteria for criterion in group.criteria)
        ]

    def totals_values(self, after: int | None = None) -> dict[str, Any]:
        """The bar: total, class so far and why not higher, what is missing, where to go on.

        `after`: the criterion that the person has just been at.
        """
        totals, reached = self.result.totals, self.result.reached
        kept_back = sum(self.definition.appraiser_points.values())
        return {
            "total": points_text(totals.total),
            "maximum": points_text(totals.maximum),
            "bonus": points_text(totals.bonus) if totals.bonus else "",
            "scale": totals.scale_text,
            "class_name": self.result.class_name,
            "reasons": reached.reasons,
            "class_label": "Đơn vị tự xếp" if self.lock_all else "Mức tạm tính",
            "by_appraiser": points_text(kept_back) if kept_back else "",
            "next_class": self._next_class(),
            "floors": floors_at_risk(self.definition, totals),
            "missing": self.missing(),
            "missing_count": len(self.gaps),
            "scored_count": self.scored_count,
            "to_score_count": len(self.to_score),
            "next": None if self.lock_all else self._link(self.next_open(after)),
        }

    def _link(self, criterion_pk: int | None) -> dict[str, str] | None:
        if criterion_pk is None:
            return None
        criterion = self.definition.criteria[criterion_pk]
        return {"code": criterion.code, "title": criterion.title, "anchor": f"tc-{criterion_pk}"}

    def _next_class(self) -> str:
        """Advice for who still fills in; points alone do not help where a group holds back."""
        if self.lock_all or self.result.reached.reasons:
            return ""
        totals = self.result.totals
        best = best_class(self.definition, totals)
        if best != self.result.class_name:
            return f"Được đủ điểm cơ quan thẩm định chấm thì đến mức {best}."
        return next_class_text(totals, class_rules(self.definition))

    def missing(self) -> list[dict[str, Any]]:
        """Gaps by kind: word of the filter chip, label, criteria with the address of their row."""
        found = defaultdict(list)
        for gap in self.gaps:
            found[gap.lack].append(self._link(gap.criterion.pk))
        return [
            {"word": lack.value, "label": LACK_LABELS[lack], "criteria": found[lack]}
            for lack in Lack
        ]

    @cached_property
    def to_score(self) -> list[CriterionDefinition]:
        """Criteria that the unit is asked to score itself, bonus left out."""
        return to_score(self.definition, self.rows)

    def prefilled(self) -> str:
        """Points whose facts are as our records say, those of measures included; "" for none."""
        filled = filled_points(self.definition, self._is_filled)
        return points_text(filled + measured_points(self.definition)) if filled else ""

    def _is_filled(self, criterion: CriterionDefinition, part: Part, fact: str) -> bool:
        row = self.rows[criterion.pk]
        entry = (row.sourced.get(part.key) or {}).get(fact)
        is_counted = criterion.pk not in self.held and not row.not_applicable
        stated = (row.facts.get(part.key) or {}).get(fact)
        return is_counted and offers(entry) and equal(stated, entry["value"])

    @property
    def scored_count(self) -> int:
        """How many of them have points or did not arise."""
        return sum(is_scored(self.rows[criterion.pk]) for criterion in self.to_score)


def evidence_by_criterion(assessment: Assessment) -> dict[int, list[dict[str, Any]]]:
    """Chips of the evidence of each criterion; one query."""
    uses = (
        EvidenceUse.objects.filter(evidence__assessment=assessment, evidence__removed_at=None)
        .select_related("evidence__document")
        .order_by("evidence__code", "pk")
    )
    found = defaultdict(list)
    for use in uses:
        found[use.criterion_id].append(chip(use.evidence))
    return dict(found)


def offered_evidence(
    assessment: Assessment, definition: SetDefinition, used: Mapping[int, list[dict[str, Any]]]
) -> dict[int, list[dict[str, Any]]]:
    """What was collected during the year, by the criterion that it fits and does not serve yet.

    It fits where it was sent for the criterion, or with a figure that fills one of its facts.
    What units sent that have merged into this one is offered under their names. One query.
    """
    rows = collected(assessment).select_related("document", "indicator", "report", "assessment")
    pieces = offered_to(assessment, list(rows.order_by("assessment__unit_name", "code")))
    if not pieces:
        return {}
    return {
        pk: [
            {**chip(piece), "sent_with": _sent_with(piece, assessment)}
            for piece in pieces
            if _fits(piece, criterion) and not any(e["pk"] == piece.pk for e in used.get(pk, []))
        ]
        for pk, criterion in definition.criteria.items()
    }


def _sent_with(piece: Evidence, assessment: Assessment) -> str:
    """What it was sent with, and under which name where the unit has merged since."""
    told = f"quý {QUARTER_NAMES[piece.report.quarter]}" if piece.report else "việc khắc phục"
    is_own = piece.assessment_id == assessment.pk
    return told if is_own else f"{told}, {piece.assessment.unit_name}"


def _fits(piece: Evidence, criterion: CriterionDefinition) -> bool:
    if piece.criterion_key:
        return piece.criterion_key == criterion.key
    named = {source.partition(":")[2] for source in criterion.sources}
    return piece.indicator is not None and piece.indicator.code in named


def chip(evidence) -> dict[str, Any]:
    """One piece of evidence as a short link."""
    document = evidence.document
    return {
        "pk": evidence.pk,
        "code": evidence.code,
        "title": evidence.title,
        "url": evidence.url or evidence.get_absolute_url(),
        "use_url": reverse("assessments:evidence-use", args=[evidence.assessment_id, evidence.pk]),
        "kind": document.kind if document else "link",
        "size": document.size if document else None,
        "pages": evidence.pages,
    }
