"""Notices of approval as their page shows them: those that were issued, what changed since."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.models import Round
from core.permissions import Verdict
from organisation.models import User
from recognition.documents.notices import approved_models
from recognition.models import ModelRegistration, RegistrationNotice, UnitRegistration
from recognition.permissions.notices import can_issue_notice


@dataclass(frozen=True)
class Difference:
    """Models approved since the last notice, and those on it that no longer count."""

    added: list[str]
    gone: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone)


@dataclass(frozen=True)
class NoticePage:
    """What the page of a round's notices shows to this person."""

    round: Round
    notices: list[RegistrationNotice]
    approved: int
    difference: Difference
    may_issue: Verdict

    @property
    def is_due(self) -> bool:
        """Whether something is approved that no notice says, or the other way round."""
        return bool(self.approved) and (not self.notices or bool(self.difference))


def notice_page(round_: Round, user: User) -> NoticePage:
    """A fixed number of queries, however many notices and models there are."""
    notices = list(
        RegistrationNotice.objects.visible_to(user)
        .filter(round=round_)
        .select_related("issued_by", "document", "workbook")
        .order_by("-pk")
    )
    models = approved_models(round_)
    difference = _difference(notices[0], models) if notices else Difference([], [])
    return NoticePage(round_, notices, len(models), difference, can_issue_notice(user, round_))


def _difference(notice: RegistrationNotice, models: list[ModelRegistration]) -> Difference:
    announced = set(notice.content["model_keys"])
    now = {row.pk: f"{row.name} ({row.unit})" for row in models}
    gone = ModelRegistration.objects.filter(pk__in=announced - set(now)).select_related("unit")
    return Difference(
        [name for key, name in now.items() if key not in announced],
        [f"{row.name} ({row.unit}): {row.get_state_display().lower()}" for row in gone],
    )


def announced_by(
    registration: UnitRegistration, models: Iterable[ModelRegistration]
) -> RegistrationNotice | None:
    """The notice in force that names models of this registration."""
    rows = RegistrationNotice.objects.filter(round=registration.round_id).order_by("-pk")
    last = rows.first()
    keys = set(last.content["model_keys"]) if last else set()
    return last if any(model.pk in keys for model in models) else None
