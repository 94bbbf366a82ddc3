"""Figures of this app that criteria of the year-end sheet are scored by."""

from django.db.models import Count, Q

from assessments.models import Assessment
from organisation.mergers import family
from recognition.models import ModelLevel, ModelRegistration
from recognition.registrations import COUNTED
from recognition.workflow import RegistrationState

RECOGNISED_MODEL_SHARE = "recognised_model_share"


def recognised_model_share(assessment: Assessment) -> dict[str, int]:
    """Recognised and registered models of the unit in the year, at commune level.

    The same models as the sources count: one that was given up is not a registered one any more.
    """
    units = family(assessment.unit_id, assessment.round.self_assessment_due)
    rows = ModelRegistration.objects.filter(
        round=assessment.round_id, unit__in=units, level=ModelLevel.COMMUNE, state__in=COUNTED
    )
    recognised = Count("pk", filter=Q(state=RegistrationState.RECOGNISED))
    return rows.aggregate(recognised=recognised, registered=Count("pk"))
