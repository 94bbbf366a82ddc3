"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import criterion_editor, moves, part_editor, part_moves, reading

app_name = "criteria"

CRITERION = "<int:pk>/soan/tieu-chi/<slug:criterion_key>/"
PART = f"{CRITERION}phan/<slug:part_key>/"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path(CRITERION, criterion_editor.criterion, name="edit-criterion"),
    path(f"{CRITERION}dieu-kien/", criterion_editor.condition_answers, name="condition-answers"),
    path(f"{CRITERION}them-phan/", part_moves.add, name="part-add"),
    path(f"{CRITERION}khoi-phuc/<int:sequence>/", part_moves.restore, name="part-restore"),
    path(PART, part_editor.save, name="part-save"),
    path(f"{PART}dong/", part_editor.rows, name="part-rows"),
    path(f"{PART}thu/", part_editor.try_out, name="try-out"),
    path(f"{PART}cach-tinh/", part_moves.method, name="part-method"),
    path(f"{PART}chuyen/", part_moves.move, name="part-move"),
    path(f"{PART}nhan-ban/", part_moves.copy, name="part-copy"),
    path(f"{PART}xoa/", part_moves.delete, name="part-delete"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
]
