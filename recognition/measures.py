"""Figures of this app that criteria of the year-end sheet are scored by."""

from django.db.models import Count, Q

from assessments.models import Assessment
from recognition.models import ModelLevel, ModelRegistration
from recognition.workflow import RegistrationState

RECOGNISED_MODEL_SHARE = "recognised_model_share"
NOT_COUNTED = (RegistrationState.DRAFT, RegistrationState.REFUSED)


def recognised_model_share(assessment: Assessment) -> dict[str, int]:
    """Recognised and registered models of the unit in the year, at commune level."""
    rows = ModelRegistration.objects.filter(
        round=assessment.round_id, unit=assessment.unit_id, level=ModelLevel.COMMUNE
    ).exclude(state__in=NOT_COUNTED)
    recognised = Count("pk", filter=Q(state=RegistrationState.RECOGNISED))
    return rows.aggregate(recognised=recognised, registered=Count("pk"))
