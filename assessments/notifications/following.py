"""Messages about inspections and advice: who is told, in which words. Called by actions only."""

from django.urls import reverse

from assessments.models import Advice, Assessment, Finding, Inspection, OfficerAssignment
from assessments.notifications import files as notifications
from core.notifications import notify
from organisation.models import User
from organisation.roles import Role


def inspection_concluded(inspection: Inspection) -> None:
    """The unit learns what was concluded and what it has to mend by when."""
    shortcomings = [f for f in inspection.findings.all() if f.is_shortcoming]
    days = [finding.remedy_due for finding in shortcomings if finding.remedy_due]
    text = f"Đã có kết luận {_name(inspection)} (số {inspection.reference})."
    if shortcomings:
        text += f" Có {len(shortcomings)} hạn chế cần khắc phục"
        text += f", sớm nhất đến hết ngày {min(days):%d/%m/%Y}." if days else "."
    people = _unit_people(inspection)
    notify("inspection_concluded", people, text=text, url=inspection.get_absolute_url())


def remedy_reported(finding: Finding) -> None:
    """Who follows the unit learns what it did."""
    inspection = finding.inspection
    text = f"{inspection.unit} báo cáo khắc phục một hạn chế ({_name(inspection)})."
    people = _followers(inspection)
    notify("remedy_reported", people, text=text, url=inspection.get_absolute_url())


def remedy_confirmed(finding: Finding) -> None:
    """The unit learns how the board judges what it did."""
    verdict = finding.get_remedy_state_display().lower()
    text = f"Ban Dân vận đánh giá một hạn chế là “{verdict}” ({_name(finding.inspection)})."
    url = finding.inspection.get_absolute_url()
    notify("remedy_confirmed", _unit_people(finding.inspection), text=text, url=url)


def advice_given(assessment: Assessment, advice: Advice) -> None:
    """The unit, which has seen its result, learns of one more thing to mend."""
    text = f"Ban Dân vận đề nghị khắc phục: {advice.text}"
    people = notifications.unit_people(assessment)
    notify("advice_given", people, text=text, url=_page(assessment))


def advice_answered(assessment: Assessment, advice: Advice) -> None:
    """The appraisers learn the unit's answer."""
    year = advice.assessment.round.year
    text = f"{assessment.unit_name} trả lời một việc đề nghị khắc phục năm {year}."
    people = notifications.appraisers(assessment)
    notify("advice_answered", people, text=text, url=_page(assessment))


def advice_judged(assessment: Assessment, advice: Advice) -> None:
    """The unit learns the verdict."""
    verdict = advice.get_state_display().lower()
    text = f"Việc đề nghị khắc phục năm {advice.assessment.round.year}: {verdict}."
    people = notifications.unit_people(assessment)
    notify("advice_judged", people, text=text, url=_page(assessment))


def _name(inspection: Inspection) -> str:
    return f"{inspection.get_kind_display().lower()} “{inspection.subject}”"


def _unit_people(inspection: Inspection) -> list[User]:
    return notifications.people_of(inspection.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR)


def _followers(inspection: Inspection) -> list[User]:
    assigned = OfficerAssignment.objects.filter(
        round=inspection.round_id, unit=inspection.unit_id
    ).select_related("officer")
    people = [row.officer for row in assigned]
    return people or notifications.people_of(inspection.round.organiser_id, Role.BOARD_HEAD)


def _page(assessment: Assessment) -> str:
    return reverse("assessments:advice", args=[assessment.pk])
