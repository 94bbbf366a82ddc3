"""Addresses of registrations, proposals, decisions, results and the register of models."""

from django.urls import path

from recognition.views import (
    categories,
    committee,
    decisions,
    histories,
    issuing,
    model_registrations,
    notices,
    outcomes,
    overview,
    progress,
    proposals,
    register,
    registered_models,
    registration_board,
    registration_papers,
    registrations,
    results,
)

app_name = "recognition"

PROPOSAL = "to-trinh/<int:pk>/"
DECISION = "quyet-dinh/<int:pk>/"
REGISTRATION = "dang-ky/<int:pk>/"
MODEL = f"{REGISTRATION}mo-hinh/<int:model_pk>/"

urlpatterns = [
    path("", overview.overview, name="list"),
    path("to-trinh/lap/<int:round_pk>/", proposals.draw_up, name="draw-up"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}so-ngay/", proposals.edit_reference, name="proposal-edit"),
    path(f"{PROPOSAL}cap-nhat/", proposals.refresh, name="proposal-refresh"),
    path(f"{PROPOSAL}trinh/", proposals.submit, name="proposal-submit"),
    path(f"{PROPOSAL}rut/", proposals.withdraw, name="proposal-withdraw"),
    path(f"{PROPOSAL}xuat-excel/", proposals.export, name="proposal-export"),
    path(f"{PROPOSAL}dong-y-con-lai/", committee.approve_rest, name="approve-rest"),
    path(f"{PROPOSAL}ket-luan/", committee.conclude, name="conclude"),
    path(f"{PROPOSAL}don-vi/<int:item_pk>/", committee.item, name="item"),
    path("mo-hinh/ten-goi/", categories.category_list, name="categories"),
    path("mo-hinh/ten-goi/<int:pk>/bo/", categories.name_take_back, name="category-name-take-back"),
    path("quyet-dinh/", decisions.decision_list, name="decisions"),
    path("quyet-dinh/xuat-excel/", decisions.export, name="decisions-export"),
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}ban-hanh/", issuing.issue, name="issue"),
    path(f"{DECISION}xem-truoc/", issuing.preview, name="issue-preview"),
    path(f"{DECISION}doc-nhanh/", issuing.reading, name="issue-reading"),
    path(f"{DECISION}tai-ve/", decisions.download, name="decision-download"),
    path(f"{DECISION}thu-hoi/", decisions.revoke, name="revoke"),
    path("ket-qua/<int:assessment_pk>/", results.result, name="result"),
    path("mo-hinh/", register.register, name="recognised-models"),
    path("mo-hinh/xuat-excel/", register.export, name="recognised-models-export"),
    path("dang-ky/", registration_board.registrations, name="registrations"),
    path("dang-ky/xuat-excel/", registration_board.export, name="registrations-export"),
    path("dang-ky/danh-muc.pdf", registration_papers.list_pdf, name="registrations-list-pdf"),
    path("dang-ky/thong-bao/", notices.notices, name="registrations-notice"),
    path("dang-ky/thong-bao/nam/<int:round_pk>/xem-truoc/", notices.preview, name="notice-preview"),
    path("dang-ky/thong-bao/nam/<int:round_pk>/phat-hanh/", notices.issue, name="notice-issue"),
    path("dang-ky/thong-bao/<int:pk>/", notices.download, name="notice-download"),
    path("dang-ky/thong-bao/<int:pk>/xuat-excel/", notices.workbook, name="notice-workbook"),
    path("dang-ky/mo-hinh/", registered_models.listed, name="registered-models"),
    path("dang-ky/ket-qua/", outcomes.of_round, name="outcomes-round"),
    path(
        "dang-ky/lap/<int:round_pk>/<int:unit_pk>/", registrations.start,
        name="registration-start",
    ),
    path(REGISTRATION, registrations.registration, name="registration"),
    path(f"{REGISTRATION}danh-hieu/", registrations.edit, name="registration-edit"),
    path(f"{REGISTRATION}nop/", registrations.hand_in, name="registration-submit"),
    path(f"{REGISTRATION}nam-truoc/", registrations.carry, name="registration-carry"),
    path(f"{REGISTRATION}y-kien/", registration_board.comment, name="registration-comment"),
    path(f"{REGISTRATION}phe-duyet/", registration_board.approve, name="registration-approve"),
    path(f"{REGISTRATION}tra-lai/", registration_board.send_back, name="registration-return"),
    path(f"{REGISTRATION}mo-lai/", registration_board.reopen, name="registration-reopen"),
    path(f"{REGISTRATION}ban-dang-ky.pdf", registration_papers.form_pdf, name="registration-pdf"),
    path(f"{REGISTRATION}ket-qua/", outcomes.of_unit, name="outcomes"),
    path(f"{REGISTRATION}ten-giong/", model_registrations.similar, name="similar-names"),
    path(f"{REGISTRATION}mo-hinh/them/", model_registrations.add, name="model-add"),
    path(MODEL, model_registrations.model, name="model-registration"),
    path(f"{MODEL}sua/", model_registrations.edit, name="model-edit"),
    path(f"{MODEL}bo/", model_registrations.remove, name="model-remove"),
    path(f"{MODEL}dung/", outcomes.stop, name="model-stop"),
    path(f"{MODEL}lam-tiep/", outcomes.take_up_again, name="model-take-up"),
    path(f"{MODEL}dinh-chinh/", outcomes.correct, name="model-correct"),
    path(
        "bao-cao/<int:report_pk>/mo-hinh/<int:model_pk>/", progress.save, name="progress-save"
    ),
    path("dang-ky/don-vi/<int:unit_pk>/", histories.unit_history, name="unit-history"),
]  # fmt: skip
