"""Rows of the recognition app, by noun."""

from recognition.categories import ModelField, ModelLevel, ModelOwner
from recognition.models.categories import CategoryName
from recognition.models.decisions import Decision, DecisionEntry
from recognition.models.notices import RegistrationNotice
from recognition.models.proposals import Proposal, ProposalItem
from recognition.models.recognised import RecognisedModel
from recognition.models.registrations import (
    ModelProgress,
    ModelRegistration,
    ModelTarget,
    TargetProgress,
    UnitRegistration,
)

__all__ = [
    "CategoryName",
    "Decision",
    "DecisionEntry",
    "ModelField",
    "ModelLevel",
    "ModelOwner",
    "ModelProgress",
    "ModelRegistration",
    "ModelTarget",
    "Proposal",
    "ProposalItem",
    "RecognisedModel",
    "RegistrationNotice",
    "TargetProgress",
    "UnitRegistration",
]
