"""What the appraiser's screens show around the sheet; one context a screen."""

from typing import Any

from assessments.actions.appraisals import supplement_due
from assessments.advices import advice_due, unjudged
from assessments.appraisal_rows import AppraisalSheet
from assessments.completeness import gaps
from assessments.findings import is_waiting
from assessments.forms.appraisals import CHOSEN, FinishForm, SendBackForm
from assessments.models import Assessment, VetoFinding
from assessments.permissions.files import (
    can_appraise,
    can_reconsider,
    can_reopen,
    can_settle,
)
from assessments.presenters.appraisal import AppraisalPage
from assessments.presenters.appraisal_row import AppraisalRow
from assessments.presenters.conflicts import fact_boxes
from assessments.presenters.following import advice_banner, beside
from assessments.presenters.notebook import notebook_panel
from assessments.presenters.sheet import evidence_by_criterion
from assessments.presenters.sheet_page import TONES
from assessments.score_rows import score_rows, with_evidence
from assessments.workflow import RESULT_OUT
from core.keys import parse_key
from criteria.definitions import CriterionDefinition, definition_of
from criteria.models import Scorer
from organisation.models import User


def load_page(assessment: Assessment, user: User) -> AppraisalPage:
    """The appraisal sheet with everything that its rows show."""
    return AppraisalPage(
        AppraisalSheet.of(assessment),
        findings=findings_of(assessment),
        evidence=evidence_by_criterion(assessment),
        is_editable=bool(can_appraise(user, assessment)),
        beside=beside(assessment, user),
    )


def findings_of(assessment: Assessment) -> list[VetoFinding]:
    """What was found about each veto, in the order of the set."""
    return list(assessment.appraisal.veto_findings.select_related("veto"))


def appraisal_page(page: AppraisalPage, user: User) -> dict[str, Any]:
    """Context of templates/assessments/appraisal.html."""
    assessment = page.sheet.assessment
    return {
        "assessment": assessment,
        "tone": TONES[assessment.state],
        "vetoes": page.vetoes(),
        "vetoes_wait": page.is_editable and any(map(is_waiting, page.findings)),
        "appraisal_groups": page.groups(),
        "totals": page.totals_values(),
        "chips": page.chips(),
        "is_editable": page.is_editable,
        "reconsider": can_reconsider(user, assessment),
        "reopen": can_reopen(user, assessment),
        "settle": can_settle(user, assessment) if assessment.state == "appraised" else None,
        "is_out": assessment.state in RESULT_OUT,
        "advice": advice_banner(assessment, page.beside.advice, user),
        "notebook": notebook_panel(assessment, user),
    }


def saved_values(sheet: AppraisalSheet, criterion_pk: int, user: User) -> dict[str, Any]:
    """Context of templates/assessments/_appraisal_saved.html."""
    page = AppraisalPage(sheet)
    if sheet.followed:  # whole rows are drawn anew
        page.evidence = evidence_by_criterion(sheet.assessment)
        page.beside = beside(sheet.assessment, user)
    row = page.row(criterion_pk)
    return {
        "row": row.judged_values(),
        "field_errors": row.field_errors(),
        "assessment": sheet.assessment,
        "groups": page.groups_of({criterion_pk, *sheet.followed}),
        "followed": [page.row(pk).values() for pk in sheet.followed],
        "totals": page.totals_values(after=criterion_pk),
        "chips": page.chips(),
        "automatic": [page.row(pk).judged_values() for pk in sheet.automatic],
    }


def opening_page(assessment: Assessment) -> dict[str, Any]:
    """Context of templates/assessments/appraisal_open.html."""
    submissions = assessment.submissions.filter(recalled_at=None)
    return {"assessment": assessment, "submission": submissions.latest("number")}


def finish_page(assessment: Assessment, form: FinishForm) -> dict[str, Any]:
    """Context of templates/assessments/appraisal_finish.html."""
    page = AppraisalPage(AppraisalSheet.of(assessment), findings=findings_of(assessment))
    links = page.waiting_links()
    return {
        "assessment": assessment,
        "form": form,
        "waiting": links,
        "is_ready": not any(links.values()),
        "totals": page.totals_values(),
        "unjudged": len(unjudged(advice_due(assessment))),
        "found": [veto for veto in page.vetoes() if veto["answer"] == "yes"],
    }


def send_back_start(
    assessment: Assessment, chosen: list[str]
) -> tuple[dict[str, Any], list[CriterionDefinition]]:
    """What the form begins with: criteria asked for, or all that lack points or evidence."""
    definition, rows = definition_of(assessment.criteria_set), score_rows(assessment)
    found = gaps(definition, rows, with_evidence(rows))
    lacking = {gap.criterion.pk for gap in found if not gap.criterion.is_bonus}
    asked = {key for text in chosen if (key := parse_key(text))}
    criteria = [c for c in definition.criteria.values() if c.scored_by == Scorer.UNIT]
    initial = {
        "scope": CHOSEN,
        "criteria": [c.pk for c in criteria if c.pk in (asked or lacking)],
        "due_on": supplement_due(assessment),
        "version": assessment.version,
    }
    return initial, criteria


def send_back_page(assessment: Assessment, form: SendBackForm) -> dict[str, Any]:
    """Context of templates/assessments/send_back.html."""
    groups = definition_of(assessment.criteria_set).groups
    boxes = {box.data["value"]: box for box in form["criteria"]}
    grouped = [
        {
            "code": group.code,
            "title": group.title,
            "boxes": [boxes[c.pk] for c in group.criteria if c.pk in boxes],
        }
        for group in groups
    ]
    return {"assessment": assessment, "form": form, "checklist": grouped}


def judgement_conflict(view: AppraisalRow) -> dict[str, Any]:
    """Context of components/version_conflict.html: only the boxes that differ."""
    form, row = view.form, view.row
    boxes = [
        *fact_boxes(form, row),
        _box("points", "Điểm ấn định", form.typed.get("points", ""), view.points_against_rule()),
        _box("reason", "Lý do", form.judgement.reason, row.reason),
    ]
    return {
        "who": str(row.decided_by or "Người khác"),
        "at": row.decided_at,
        "version": row.version,
        "rows": [box for box in boxes if box["mine"] != box["theirs"]],
    }


def _box(name: str, label: str, mine: str, theirs: str) -> dict[str, str]:
    return {"name": name, "label": label, "mine": mine, "theirs": theirs}
