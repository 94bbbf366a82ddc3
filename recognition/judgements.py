"""What is proposed for an assessment: appraised points, vetoes and class bands put together.

The one place that feeds eligibility: proposal, lists and decision all ask here.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from assessments.models import Appraisal, AppraisedScore, Assessment
from assessments.sheets import class_rules, result_of
from assessments.totals import Totals
from criteria.definitions import SetDefinition, definition_of
from recognition.eligibility import Outcome, VetoFinding, outcome


@dataclass(frozen=True)
class Judgement:
    """An appraised assessment with its totals and the proposed outcome."""

    assessment: Assessment
    definition: SetDefinition
    totals: Totals
    outcome: Outcome

    @cached_property
    def frozen(self) -> dict:
        """Everything the outcome was computed from, as JSON: years later it can be recomputed."""
        return {
            "assessment": self.assessment.pk,
            "unit": self.assessment.unit_name,
            "criteria_set": _frozen_set(self.definition),
            "scores": _frozen_scores(self.assessment.appraisal, self.definition),
            "vetoes": [
                {"code": v.code, "found": v.found, "note": v.note}
                for v in veto_findings(self.assessment.appraisal)
            ],
            "total": str(self.totals.total),
            "class": self.outcome.class_name,
            "reasons": list(self.outcome.reasons),
        }


def ready_to_judge(assessments: QuerySet) -> QuerySet:
    """The queryset with everything a judgement reads, in a fixed number of queries."""
    return assessments.select_related(
        "unit", "round", "criteria_set", "appraisal"
    ).prefetch_related("appraisal__scores", "appraisal__veto_findings__veto")


def judgement_of(assessment: Assessment) -> Judgement:
    """Judge one appraised assessment by its appraised points."""
    definition = definition_of(assessment.criteria_set)
    appraisal = assessment.appraisal
    totals = result_of(definition, appraisal.scores.all()).totals
    proposed = outcome(totals, class_rules(definition), veto_findings(appraisal))
    return Judgement(assessment, definition, totals, proposed)


def judgements_of(assessments: QuerySet) -> list[Judgement]:
    """Judge many, in the order of the units."""
    return [judgement_of(assessment) for assessment in ready_to_judge(assessments)]


def veto_findings(appraisal: Appraisal) -> list[VetoFinding]:
    """The vetoes of the set as the appraisal found them."""
    return [
        VetoFinding(row.veto.code, row.veto.title, bool(row.found), row.note, row.veto.kind)
        for row in appraisal.veto_findings.all()
    ]


def _frozen_set(definition: SetDefinition) -> dict:
    return {
        "title": definition.title,
        "version": definition.version,
        "bands": [
            {
                "name": band.name,
                "minimum_points": str(band.minimum_points),
                "minimum_group_share": str(band.minimum_group_share),
                "is_recognised": band.is_recognised,
            }
            for band in definition.bands
        ],
    }


def _frozen_scores(appraisal: Appraisal, definition: SetDefinition) -> list[dict]:
    rows = {row.criterion_id: row for row in appraisal.scores.all()}
    return [
        {
            "group": criterion.group_code,
            "criterion": criterion.code,
            "max_points": str(criterion.max_points),
            "points": _text(rows.get(criterion.pk)),
            "not_applicable": criterion.pk in rows and rows[criterion.pk].not_applicable,
        }
        for criterion in definition.criteria.values()
    ]


def _text(row: AppraisedScore | None) -> str | None:
    return None if row is None or row.points is None else str(row.points)
