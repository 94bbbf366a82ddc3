"""Addresses of rounds, assessments, evidence, appraisals and reports."""

from django.urls import path

from assessments.views import (
    advice,
    appraisals,
    consolidation,
    consolidation_files,
    downloads,
    evidence,
    findings,
    follow_up,
    handovers,
    indicators,
    inspections,
    mandates,
    matrix,
    moved_days,
    notebook,
    opening,
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
INSPECTION = "kiem-tra/<int:pk>/"
FINDING = f"{INSPECTION}nhan-xet/<int:finding_pk>/"
ADVICE = f"{FILE}de-nghi/"
ONE_ADVICE = f"{ADVICE}<int:advice_pk>/"
NOTE = "so-theo-doi/<int:pk>/"
PHOTO = "so-theo-doi/anh/<int:photo_pk>/"
SUMMARY = "dot/<int:pk>/tong-hop/<int:quarter>/"
ONE_FIGURE = f"{SUMMARY}chi-tieu/<int:indicator_pk>/"

# The year: planning, opening, deadlines, who follows whom.
ROUNDS = [
    path("", rounds.round_list, name="rounds"),
    path("dot/moi/", opening.round_plan, name="round-plan"),
    path("dot/<int:pk>/", rounds.round_detail, name="round"),
    path("dot/<int:pk>/ke-hoach/", opening.round_change, name="round-change"),
    path("dot/<int:pk>/mo/", opening.round_open, name="round-open"),
    path("dot/<int:pk>/chuyen/<slug:move>/", rounds.round_move, name="round-move"),
    path("dot/<int:pk>/phan-cong/", steering.round_assign, name="round-assign"),
    path("dot/<int:pk>/gia-han/", steering.round_extend, name="round-extend"),
    path("dot/<int:pk>/doi-han/", steering.round_deadlines, name="round-deadlines"),
    path("dot/<int:pk>/doi-phien-ban/", versions.move_version, name="move-version"),
    path("dot/<int:pk>/xuat-excel/", rounds.round_export, name="round-export"),
    path("chi-tieu/", indicators.indicator_list, name="indicators"),
    path("chi-tieu/them/", indicators.indicator_add, name="indicator-add"),
    path("chi-tieu/<int:pk>/", indicators.indicator_change, name="indicator-change"),
    path("chi-tieu/<int:pk>/chuyen/", indicators.indicator_move, name="indicator-move"),
    path("chi-tieu/<int:pk>/<slug:change>/", indicators.indicator_set, name="indicator-set"),
    path("ngay-nghi/", moved_days.moved_day_list, name="moved-days"),
    path("ngay-nghi/<int:pk>/bo/", moved_days.moved_day_remove, name="moved-day-remove"),
]  # fmt: skip

# Quarterly reports of units, and the report that the board makes of them.
REPORTS = [
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
    path("tong-hop/", consolidation.consolidation_list, name="consolidations"),
    path(SUMMARY, consolidation.consolidation, name="consolidation"),
    path(f"{SUMMARY}bat-dau/", consolidation.consolidation_start, name="consolidation-start"),
    path(f"{SUMMARY}sua/", consolidation.consolidation_edit, name="consolidation-edit"),
    path(f"{SUMMARY}de-xuat/", consolidation.consolidation_propose, name="consolidation-propose"),
    path(f"{SUMMARY}chot/", consolidation.consolidation_fix, name="consolidation-fix"),
    path(f"{SUMMARY}in/", consolidation_files.paper, name="consolidation-paper"),
    path(f"{SUMMARY}xuat-excel/", consolidation_files.excel, name="consolidation-excel"),
    path(ONE_FIGURE, consolidation_files.figure, name="consolidation-figure"),
]  # fmt: skip

# Following units through the year.
FOLLOWING = [
    path("dot/<int:pk>/tien-do/", matrix.matrix, name="matrix"),
    path("dot/<int:pk>/tien-do/xuat-excel/", matrix.matrix_export, name="matrix-export"),
    path("dot/<int:pk>/goi-dien/", follow_up.calls, name="calls"),
    path("dot/<int:pk>/goi-dien/xuat-excel/", follow_up.calls_export, name="calls-export"),
    path("dot/<int:pk>/goi-dien/<int:unit_pk>/", follow_up.call, name="call"),
    path("dot/<int:pk>/nhac/", follow_up.remind, name="remind"),
    path("ban-giao/", handovers.handover_list, name="handovers"),
    path("ban-giao/moi/", handovers.handover_make, name="handover-make"),
    path("ban-giao/<int:pk>/bien-ban/", handovers.handover_paper, name="handover-paper"),
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
    path(f"{FINDING}minh-chung/<int:evidence_pk>/", findings.remedy_evidence,
         name="remedy-evidence"),
    path(f"{FINDING}minh-chung/<int:evidence_pk>/go/", findings.remedy_evidence_remove,
         name="remedy-evidence-remove"),
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
    path(f"{ONE_ADVICE}minh-chung/<int:evidence_pk>/go/", advice.answer_evidence_remove,
         name="answer-evidence-remove"),
    path(f"{ONE_ADVICE}danh-gia/", advice.advice_judge, name="advice-judge"),
]  # fmt: skip

# The file of one unit: sheet, evidence, hand-in, appraisal, result.
FILES = [
    path(FILE, sheet.detail, name="detail"),
    path(f"{FILE}nhap-thay/", mandates.mandate_list, name="mandates"),
    path(f"{FILE}nhap-thay/<int:mandate_pk>/ket-thuc/", mandates.mandate_end, name="mandate-end"),
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

urlpatterns = [*ROUNDS, *REPORTS, *FOLLOWING, *FILES]
