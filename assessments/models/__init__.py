"""Rows of the assessments app, by noun."""

from assessments.models.appraisal import Appraisal, AppraisedScore, Feedback, VetoFinding
from assessments.models.assessment import Assessment, Score, Submission, SupplementRequest
from assessments.models.evidence import Evidence, EvidenceUse
from assessments.models.following import (
    Advice,
    Call,
    Digest,
    EntryMandate,
    Handover,
    NotebookEntry,
    NotebookPhoto,
    NoteKind,
    Reminder,
    ReminderRecipient,
)
from assessments.models.inspections import Finding, Inspection
from assessments.models.reports import (
    ConsolidatedReport,
    Indicator,
    IndicatorValue,
    QuarterlyReport,
    ReportSection,
)
from assessments.models.round import Extension, OfficerAssignment, Round, RoundCriteriaSet

__all__ = [
    "Advice",
    "Appraisal",
    "AppraisedScore",
    "Assessment",
    "Call",
    "ConsolidatedReport",
    "Digest",
    "EntryMandate",
    "Evidence",
    "EvidenceUse",
    "Extension",
    "Feedback",
    "Finding",
    "Handover",
    "Indicator",
    "IndicatorValue",
    "Inspection",
    "NoteKind",
    "NotebookEntry",
    "NotebookPhoto",
    "OfficerAssignment",
    "QuarterlyReport",
    "Reminder",
    "ReminderRecipient",
    "ReportSection",
    "Round",
    "RoundCriteriaSet",
    "Score",
    "Submission",
    "SupplementRequest",
    "VetoFinding",
]
