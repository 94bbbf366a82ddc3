"""The moves of a report, each by whoever may make it; and a last step that fails."""

from assessments.actions import report_moves
from assessments.models import OfficerAssignment, QuarterlyReport
from organisation.models import User
from tests.assessments.report_cases import REASON
from tests.factories import make_board_head, make_head


def officer_of(report: QuarterlyReport) -> User:
    return OfficerAssignment.objects.get(round=report.round, unit=report.unit).officer


def board_of(report: QuarterlyReport) -> User:
    return make_board_head(report.round.organiser)


def recall(report, by=None):
    return report_moves.recall(report, by=by or make_head(report.unit))


def send_back(report, by=None, reason=REASON):
    return report_moves.send_back(report, reason=reason, by=by or officer_of(report))


def accept(report, by=None, comment=""):
    return report_moves.accept(report, comment=comment, by=by or officer_of(report))


def reopen(report, by=None, reason=REASON):
    return report_moves.reopen(report, reason=reason, by=by or board_of(report))


def fail(*args, **kwargs):
    raise RuntimeError
