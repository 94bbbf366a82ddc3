"""Addresses of proposals, decisions, results and the register of recognised models."""

from django.urls import path

from recognition.views import committee, decisions, issuing, overview, proposals, register, results

app_name = "recognition"

PROPOSAL = "to-trinh/<int:pk>/"
DECISION = "quyet-dinh/<int:pk>/"

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
]
