"""The board's reports as their tests write, ask for and look at them."""

from django.urls import reverse

from assessments.actions import consolidation as actions
from assessments.models import ConsolidatedReport
from core.models import AuditEvent
from organisation.models import User
from tests import factories

NUMBER = "12-BC/BDVHU"


def head_of(round_) -> User:
    return factories.make_board_head(round_.organiser)


def started(round_, quarter=3) -> tuple[ConsolidatedReport, User]:
    by = head_of(round_)
    return actions.start(round_, quarter, by=by), by


def force_fixed(report, by):
    return actions.fix(report, reference=NUMBER, by=by)


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("sequence")


def fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


def address(name, round_, quarter=3, *more):
    page = f"-{name}" if name else ""
    return reverse(f"assessments:consolidation{page}", args=[round_.pk, quarter, *more])
