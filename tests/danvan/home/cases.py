"""Asking for the home page, and sheets for it to show."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import Assessment, Round

HOME = "/"


def home_of(client, user) -> str:
    client.force_login(user)
    answer = client.get(HOME)
    assert answer.status_code == 200
    return answer.content.decode()


def dated(round_: Round, **days: int) -> Round:
    """The round with some deadlines so many days from today; reports not named are far away."""
    far = timezone.localdate() + timedelta(days=90)
    dates = {f"report_{quarter}_due": far for quarter in (1, 2, 3, 4)}
    dates |= {"registration_due": far, "self_assessment_opens": far, "self_assessment_due": far,
              "appraisal_due": far}  # fmt: skip
    dates |= {name: timezone.localdate() + timedelta(days=count) for name, count in days.items()}
    Round.objects.filter(pk=round_.pk).update(**dates)
    Assessment.objects.filter(round=round_).update(due_on=dates["self_assessment_due"])
    return Round.objects.get(pk=round_.pk)
