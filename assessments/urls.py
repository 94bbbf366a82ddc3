"""Addresses of rounds, assessments, evidence, appraisals and reports."""

from django.urls import path

from assessments.views import (
    advice,
    appraisals,
    downloads,
    evidence,
    findings,
    inspections,
    notebook,
    papers,
    reasons,
    reports,
    rounds,
    settlements,
    sheet,
    steering,
    submissions,
    versions,
    vetoes,
)

app_name = "assessments"

FILE = "ho-so/<int:pk>/"
EVIDENCE = f"{FILE}minh-chung/"
ONE_EVIDENCE = f"{EVIDENCE}<int:evidence_pk>/"
APPRAISAL = f"{FILE}tham-dinh/"
INSPECTION = "kiem-tra/<int:pk>/"
FINDING = f"{INSPECTION}nhan-xet/<int:finding_pk>/"
ADVICE = f"{FILE}de-nghi/"
ONE_ADVICE = f"{ADVICE}<int:advice_pk>/"
NOTE = "so-theo-doi/<int:pk>/"
PHOTO = "so-theo-doi/anh/<int:photo_pk>/"

urlpatterns = [
    path("", rounds.round_list, name="rounds"),
    path("dot/moi/", rounds.round_plan, name="round-plan"),
    path("dot/<int:pk>/", rounds.round_detail, name="round"),
    path("dot/<int:pk>/mo/", rounds.round_open, name="round-open"),
    path("dot/<int:pk>/chuyen/<slug:move>/", rounds.round_move, name="round-move"),
    path("dot/<int:pk>/phan-cong/", steering.round_assign, name="round-assign"),
    path("dot/<int:pk>/doi-phien-ban/", versions.move_version, name="move-version"),
    path("dot/<int:pk>/xuat-excel/", rounds.round_export, name="round-export"),
    path("bao-cao/", reports.report_list, name="reports"),
    path("bao-cao/<int:pk>/", reports.report_detail, name="report"),
    path(FILE, sheet.detail, name="detail"),
    path(f"{FILE}gia-han/", steering.extend, name="extend"),
    path(f"{FILE}tieu-chi/<int:criterion_pk>/luu/", sheet.save_score, name="score-save"),
    path(f"{FILE}tieu-chi/<int:criterion_pk>/vi-sao/", reasons.why, name="why"),
    path(f"{FILE}lich-su/", reasons.history, name="history"),
    path(f"{FILE}nop/", submissions.submit, name="submit"),
    path(f"{FILE}rut-lai/", submissions.recall, name="recall"),
    path(f"{FILE}bien-nhan/<int:number>/", submissions.receipt, name="receipt"),
    path(f"{FILE}lan-nop/<int:number>/", submissions.submission, name="submission"),
    path(EVIDENCE, evidence.evidence_list, name="evidence"),
    path(f"{EVIDENCE}them/", evidence.evidence_add, name="evidence-add"),
    path(ONE_EVIDENCE, downloads.evidence_open, name="evidence-open"),
    path(f"{ONE_EVIDENCE}sua/", evidence.evidence_change, name="evidence-change"),
    path(f"{ONE_EVIDENCE}dung/", evidence.evidence_use, name="evidence-use"),
    path(f"{ONE_EVIDENCE}go/", evidence.evidence_remove, name="evidence-remove"),
    path(f"{ONE_EVIDENCE}khoi-phuc/", evidence.evidence_restore, name="evidence-restore"),
    path(f"{FILE}in/<slug:kind>/", papers.paper, name="paper"),
    path(f"{FILE}mo/", appraisals.open_file, name="open-file"),
    path(f"{FILE}tra-lai/", appraisals.send_back, name="send-back"),
    path(APPRAISAL, appraisals.appraisal, name="appraisal"),
    path(f"{APPRAISAL}dong-y-con-lai/", appraisals.accept_rest, name="accept-rest"),
    path(f"{APPRAISAL}hoan-thanh/", appraisals.finish, name="finish"),
    path(f"{APPRAISAL}loai-tru/<int:veto_pk>/luu/", vetoes.save_veto, name="veto-save"),
    path(f"{APPRAISAL}<int:criterion_pk>/luu/", appraisals.save_appraised, name="appraised-save"),
    path(f"{FILE}phan-hoi/", settlements.feedback, name="feedback"),
    path(f"{FILE}xem-xet-lai/", settlements.reconsider, name="reconsider"),
    path(f"{FILE}chot/", settlements.settle, name="settle"),
    path(f"{FILE}mo-lai/", settlements.reopen, name="reopen"),
    path("kiem-tra/", inspections.inspection_list, name="inspections"),
    path("dot/<int:pk>/kiem-tra/moi/", inspections.inspection_plan, name="inspection-plan"),
    path(
        "dot/<int:pk>/kiem-tra/xuat-excel/", inspections.inspection_export, name="inspection-export"
    ),
    path(INSPECTION, inspections.inspection_detail, name="inspection"),
    path(f"{INSPECTION}sua/", inspections.inspection_change, name="inspection-change"),
    path(f"{INSPECTION}lam-viec/", inspections.inspection_visit, name="inspection-visit"),
    path(f"{INSPECTION}ket-luan/", inspections.inspection_conclude, name="inspection-conclude"),
    path(f"{INSPECTION}huy/", inspections.inspection_cancel, name="inspection-cancel"),
    path(f"{INSPECTION}in/", inspections.inspection_paper, name="inspection-paper"),
    path(f"{INSPECTION}nhan-xet/them/", findings.finding_add, name="finding-add"),
    path(f"{FINDING}sua/", findings.finding_change, name="finding-change"),
    path(f"{FINDING}bo/", findings.finding_remove, name="finding-remove"),
    path(f"{FINDING}khac-phuc/", findings.remedy_report, name="remedy-report"),
    path(f"{FINDING}danh-gia/", findings.remedy_confirm, name="remedy-confirm"),
    path("dot/<int:pk>/so-theo-doi/<int:unit_pk>/", notebook.notebook, name="notebook"),
    path(f"{NOTE}sua/", notebook.notebook_change, name="notebook-change"),
    path(f"{NOTE}xong/", notebook.notebook_tick, name="notebook-tick"),
    path(PHOTO, notebook.notebook_photo, name="notebook-photo"),
    path(f"{PHOTO}bo/", notebook.photo_remove, name="photo-remove"),
    path(ADVICE, advice.advice, name="advice"),
    path(f"{ADVICE}tu-ly-do/<int:criterion_pk>/", advice.advice_take, name="advice-take"),
    path(f"{ONE_ADVICE}sua/", advice.advice_change, name="advice-change"),
    path(f"{ONE_ADVICE}rut/", advice.advice_withdraw, name="advice-withdraw"),
    path(f"{ONE_ADVICE}tra-loi/", advice.advice_answer, name="advice-answer"),
    path(f"{ONE_ADVICE}danh-gia/", advice.advice_judge, name="advice-judge"),
]
