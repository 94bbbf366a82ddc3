"""The first page of recognition: what waits for this person, and where everything is."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.models import Round
from assessments.workflow import RoundState
from recognition.models import Decision, Proposal, RecognisedModel
from recognition.permissions.decisions import can_draw_up, can_write_proposals
from recognition.presenters.decisions import state_of

LATEST = 5


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Proposals and the latest decisions that the person may see."""
    proposals = Proposal.objects.visible_to(request.user).select_related("round")
    proposals = proposals.annotate(units=Count("items")).order_by("-round__year", "-number")
    decisions = Decision.objects.visible_to(request.user).latest_first()
    context = {
        "rounds": _rounds_to_propose(request.user),
        "proposals": [(row, state_of(row)) for row in proposals],
        "decisions": [(row, state_of(row)) for row in decisions[:LATEST]],
        "model_count": RecognisedModel.objects.visible_to(request.user).count(),
    }
    return render(request, "recognition/overview.html", context)


def _rounds_to_propose(user) -> list[dict]:
    """Rounds under way for which this person writes proposals, and whether one may be begun."""
    rounds = Round.objects.visible_to(user).filter(
        state__in=[RoundState.OPEN, RoundState.APPRAISING]
    )
    return [
        {"round": row, "verdict": can_draw_up(user, row)}
        for row in rounds
        if can_write_proposals(user, row.organiser_id)
    ]
