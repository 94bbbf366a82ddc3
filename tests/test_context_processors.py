"""The frame of the page shows each person what they may open."""

from types import SimpleNamespace

import pytest

from danvan import context_processors
from danvan.context_processors import NavigationItem, navigation, page_frame


def visit(rf, address: str, **user: object):
    request = rf.get(address)
    request.user = SimpleNamespace(is_authenticated=True, current_roles=(), **user)
    return request


@pytest.fixture
def menu(monkeypatch):
    items = (
        NavigationItem("Trang đầu", "home", "house"),
        NavigationItem("Kiểm tra", "healthz", "gear", permissions=("look",)),
        NavigationItem("Chưa có", "no-such-page", "gear"),
    )
    monkeypatch.setattr(context_processors, "MENU", items)


@pytest.mark.parametrize(("allowed", "labels"), [(True, 2), (False, 1)])
def test_menu_follows_permissions_and_existing_pages(rf, menu, allowed, labels):
    entries = navigation(visit(rf, "/", has_permission=lambda permission: allowed))

    assert len(entries) == labels


@pytest.mark.parametrize(("address", "current"), [("/", "Trang đầu"), ("/healthz", "Kiểm tra")])
def test_menu_marks_the_present_page(rf, menu, address, current):
    entries = navigation(visit(rf, address, has_permission=lambda permission: True))

    assert [entry["label"] for entry in entries if entry["current"]] == [current]


def test_visitor_gets_no_menu(rf):
    assert page_frame(rf.get("/"))["navigation"] == []


def test_roles_are_named_once_in_words(rf):
    request = visit(rf, "/", has_permission=lambda permission: True)
    request.user.current_roles = (("clerk", 1), ("clerk", 2), ("signatory", 1))

    labels = page_frame(request)["role_labels"]()

    assert labels == ["Bí thư, Phó Bí thư (người ký)", "Văn phòng cấp uỷ"]


def test_unread_notifications_are_counted_only_when_asked(rf):
    unread = SimpleNamespace(filter=lambda **rule: SimpleNamespace(count=lambda: 4))
    request = visit(rf, "/", has_permission=lambda permission: True, notifications=unread)

    assert page_frame(request)["unread_count"]() == 4
