"""Rows of the assessments app, by noun."""

from assessments.models.appraisal import Appraisal, AppraisedScore, Feedback, VetoFinding
from assessments.models.assessment import Assessment, Score, Submission, SupplementRequest
from assessments.models.evidence import Evidence, EvidenceUse
from assessments.models.reports import Indicator, IndicatorValue, QuarterlyReport
from assessments.models.round import Extension, OfficerAssignment, Round, RoundCriteriaSet

__all__ = [
    "Appraisal",
    "AppraisedScore",
    "Assessment",
    "Evidence",
    "EvidenceUse",
    "Extension",
    "Feedback",
    "Indicator",
    "IndicatorValue",
    "OfficerAssignment",
    "QuarterlyReport",
    "Round",
    "RoundCriteriaSet",
    "Score",
    "Submission",
    "SupplementRequest",
    "VetoFinding",
]
