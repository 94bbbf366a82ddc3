"""Addresses of rounds, assessments, evidence, appraisals and reports."""

from django.urls import path

from assessments.views import (
    appraisals,
    downloads,
    evidence,
    mandates,
    papers,
    reasons,
    report_evidence,
    report_moves,
    report_writing,
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
REPORT = "bao-cao/<int:pk>/"
REPORT_EVIDENCE = f"{REPORT}minh-chung/"

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
    path("bao-cao/xuat-excel/", reports.report_export, name="reports-export"),
    path("dot/<int:pk>/bao-cao/<int:quarter>/<int:unit_pk>/bat-dau/", report_writing.report_start,
         name="report-start"),
    path(REPORT, reports.report_detail, name="report"),
    path(f"{REPORT}soan/", report_writing.report_edit, name="report-edit"),
    path(f"{REPORT}luu/<slug:kind>/<slug:key>/", report_writing.report_save, name="report-save"),
    path(f"{REPORT}gui/", report_moves.report_submit, name="report-submit"),
    path(f"{REPORT}rut-lai/", report_moves.report_recall, name="report-recall"),
    path(f"{REPORT}tiep-nhan/", report_moves.report_accept, name="report-accept"),
    path(f"{REPORT}tra-lai/", report_moves.report_return, name="report-return"),
    path(f"{REPORT}mo-lai/", report_moves.report_reopen, name="report-reopen"),
    path(f"{REPORT}in/", reports.report_print, name="report-paper"),
    path(f"{REPORT_EVIDENCE}them/", report_evidence.report_evidence_add,
         name="report-evidence-add"),
    path(f"{REPORT_EVIDENCE}<int:evidence_pk>/", report_evidence.report_evidence_open,
         name="report-evidence-open"),
    path(f"{REPORT_EVIDENCE}<int:evidence_pk>/go/", report_evidence.report_evidence_remove,
         name="report-evidence-remove"),
    path(FILE, sheet.detail, name="detail"),
    path(f"{FILE}nhap-thay/", mandates.mandate_list, name="mandates"),
    path(f"{FILE}nhap-thay/<int:mandate_pk>/ket-thuc/", mandates.mandate_end, name="mandate-end"),
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
]  # fmt: skip
