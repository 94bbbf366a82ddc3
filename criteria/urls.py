"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import drafts, editor, items, library, moves, reading, versions

app_name = "criteria"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("mau/", library.library, name="library"),
    path("mau/<slug:name>/", library.library_sample, name="library-sample"),
    path("xuat-excel/", versions.list_export, name="list-export"),
    path("moi/", drafts.new, name="new"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path("<int:pk>/xoa/", drafts.delete, name="delete"),
    path("<int:pk>/soan/", editor.edit, name="edit"),
    path("<int:pk>/soan/thong-tin/", editor.edit_information, name="edit-information"),
    path("<int:pk>/soan/hoan-tac/", items.restore, name="restore"),
    path("<int:pk>/soan/them/<slug:item>/", items.item_add, name="item-add"),
    path("<int:pk>/soan/tieu-chi/<slug:criterion_key>/", items.to_editor, name="edit-criterion"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/sua/", items.item_edit, name="item-edit"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/chuyen/", items.item_move, name="item-move"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/chep/", items.item_copy, name="item-copy"),
    path("<int:pk>/soan/<slug:item>/<slug:item_key>/xoa/", items.item_delete, name="item-delete"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
    path("<int:pk>/sao-chep/", versions.set_copy, name="copy"),
    path("<int:pk>/so-sanh/", versions.set_compare, name="compare"),
    path("<int:pk>/so-sanh/xuat-excel/", versions.compare_export, name="compare-excel"),
]
