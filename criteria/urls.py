"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import (
    criterion_editor,
    downloads,
    drafts,
    editor,
    imports,
    items,
    library,
    moves,
    papers,
    part_editor,
    part_moves,
    reading,
    table_import,
    trial,
    versions,
)

app_name = "criteria"

CRITERION = "<int:pk>/soan/tieu-chi/<slug:criterion_key>/"
PART = f"{CRITERION}phan/<slug:part_key>/"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("mau/", library.library, name="library"),
    path("mau/<slug:name>/", library.library_sample, name="library-sample"),
    path("xuat-excel/", versions.list_export, name="list-export"),
    path("moi/", drafts.new, name="new"),
    path("nhap/", imports.import_new, name="import-new"),
    path("nhap/xac-nhan/", imports.import_new_confirm, name="import-new-confirm"),
    path("nhap/mau/", downloads.import_template, name="import-template"),
    path("nhap-bang/", table_import.table_import, name="import-table"),
    path("nhap-bang/xac-nhan/", table_import.table_import_confirm, name="import-table-confirm"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path("<int:pk>/xoa/", drafts.delete, name="delete"),
    path("<int:pk>/soan/", editor.edit, name="edit"),
    path("<int:pk>/soan/thong-tin/", editor.edit_information, name="edit-information"),
    path("<int:pk>/soan/hoan-tac/", items.restore, name="restore"),
    path("<int:pk>/soan/them/<slug:item>/", items.item_add, name="item-add"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/sua/", items.item_edit, name="item-edit"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/chuyen/", items.item_move, name="item-move"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/chep/", items.item_copy, name="item-copy"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/xoa/", items.item_delete, name="item-delete"),
    path(CRITERION, criterion_editor.criterion, name="edit-criterion"),
    path(f"{CRITERION}dieu-kien/", criterion_editor.condition_answers, name="condition-answers"),
    path(f"{CRITERION}them-phan/", part_moves.add, name="part-add"),
    path(PART, part_editor.save, name="part-save"),
    path(f"{PART}dong/", part_editor.rows, name="part-rows"),
    path(f"{PART}thu/", part_editor.try_out, name="try-out"),
    path(f"{PART}cach-tinh/", part_moves.method, name="part-method"),
    path(f"{PART}chuyen/", part_moves.move, name="part-move"),
    path(f"{PART}nhan-ban/", part_moves.copy, name="part-copy"),
    path(f"{PART}xoa/", part_moves.delete, name="part-delete"),
    path("<int:pk>/tieu-chi/<slug:criterion_key>/", reading.criterion_detail, name="criterion"),
    path("<int:pk>/xem-nhu-don-vi/", trial.set_preview, name="preview"),
    path("<int:pk>/phu-luc.pdf", papers.set_appendix, name="appendix"),
    path("<int:pk>/mau-tu-cham.pdf", papers.set_blank_form, name="blank-form"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
    path("<int:pk>/xuat-excel/", downloads.set_export, name="export"),
    path("<int:pk>/xuat-json/", downloads.set_export_json, name="export-json"),
    path("<int:pk>/nhap/", imports.set_import, name="import"),
    path("<int:pk>/nhap/xac-nhan/", imports.set_import_confirm, name="import-confirm"),
    path("<int:pk>/sao-chep/", versions.set_copy, name="copy"),
    path("<int:pk>/so-sanh/", versions.set_compare, name="compare"),
    path("<int:pk>/so-sanh/xuat-excel/", versions.compare_export, name="compare-excel"),
]
