"""Addresses of rounds, assessments, evidence, appraisals and reports."""

from django.urls import path

from assessments.views import (
    appraisals,
    consolidation,
    consolidation_files,
    downloads,
    evidence,
    handovers,
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
SUMMARY = "dot/<int:pk>/tong-hop/<int:quarter>/"
ONE_FIGURE = f"{SUMMARY}chi-tieu/<int:indicator_pk>/"

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
    path("ban-giao/", handovers.handover_list, name="handovers"),
    path("ban-giao/moi/", handovers.handover_make, name="handover-make"),
    path("ban-giao/<int:pk>/bien-ban/", handovers.handover_paper, name="handover-paper"),
    path("tong-hop/", consolidation.consolidation_list, name="consolidations"),
    path(SUMMARY, consolidation.consolidation, name="consolidation"),
    path(f"{SUMMARY}bat-dau/", consolidation.consolidation_start, name="consolidation-start"),
    path(f"{SUMMARY}sua/", consolidation.consolidation_edit, name="consolidation-edit"),
    path(f"{SUMMARY}de-xuat/", consolidation.consolidation_propose, name="consolidation-propose"),
    path(f"{SUMMARY}chot/", consolidation.consolidation_fix, name="consolidation-fix"),
    path(f"{SUMMARY}in/", consolidation_files.paper, name="consolidation-paper"),
    path(f"{SUMMARY}xuat-excel/", consolidation_files.excel, name="consolidation-excel"),
    path(ONE_FIGURE, consolidation_files.figure, name="consolidation-figure"),
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
]
