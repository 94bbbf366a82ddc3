"""A page that went wrong says so plainly, what to do next, and which request it was."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.shortcuts import render
from django.test import Client
from django.urls import path
from django.views.defaults import server_error


def refuse(request):
    raise PermissionDenied("Hồ sơ đã nộp, không sửa được nữa.")


def refuse_silently(request):
    raise PermissionDenied


def confuse(request):
    raise SuspiciousOperation


def lose(request):
    raise Http404


def hold_off(request):
    return render(request, "429.html", status=429)


def home(request):
    raise NotImplementedError


urlpatterns = [
    path("", home, name="home"),
    path("refused", refuse),
    path("refused-silently", refuse_silently),
    path("confused", confuse),
    path("lost", lose),
    path("too-often", hold_off),
    path("broken", server_error),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refused", 403, "Hồ sơ đã nộp, không sửa được nữa."),
        ("/refused-silently", 403, "không có quyền làm việc này"),
        ("/confused", 400, "tải lại rồi làm lại"),
        ("/lost", 404, "kiểm tra địa chỉ"),
        ("/too-often", 429, "Hãy chờ vài phút"),
        ("/broken", 500, "báo người quản trị kèm mã"),
    ],
)
def test_page_says_what_to_do_and_names_the_request(client, address, status, words):
    response = client.get(address)
    page = response.content.decode()

    assert response.status_code == status
    assert words in page
    assert f"<code>{response['X-Request-ID']}</code>" in page


@pytest.mark.django_db
def test_form_of_an_old_page_is_refused_in_plain_words():
    response = Client(enforce_csrf_checks=True).post("/lost")

    assert response.status_code == 403
    assert "tải lại trang rồi gửi lại" in response.content.decode()
