"""Who of the board typed a registration on behalf of its unit."""

from django.db.models import Q

from assessments.models import EntryMandate
from core.models import AuditEvent
from recognition.models import ModelRegistration, UnitRegistration

# What a unit does with its registration; what the board does with it is nobody's typing.
UNITS_EVENTS = (
    "unit_registration.begun", "unit_registration.changed", "unit_registration.models_carried",
    "unit_registration.submitted", "model_registration.added", "model_registration.changed",
    "model_registration.removed",
)  # fmt: skip


def typists(registration: UnitRegistration) -> list[str]:
    """Names of the people with a mandate who left their mark, in the order of their first one."""
    if not registration.entered_on_behalf:
        return []
    people = EntryMandate.objects.filter(
        assessment__round=registration.round_id, assessment__unit=registration.unit_id
    )
    events = AuditEvent.objects.filter(
        _of(registration), kind__in=UNITS_EVENTS, actor_id__in=people.values("person")
    )
    names = events.order_by("sequence").values_list("actor_name", flat=True)
    return list(dict.fromkeys(names))


def _of(registration: UnitRegistration) -> Q:
    whole = Q(target_type=registration._meta.label_lower, target_id=str(registration.pk))
    keys = registration.model_registrations.values_list("pk", flat=True)
    models = [str(key) for key in keys]
    return whole | Q(target_type=ModelRegistration._meta.label_lower, target_id__in=models)
