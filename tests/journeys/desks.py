"""Desks: each person of a story sits at a browser of their own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from organisation.models import User
from tests.factories import PASSWORD
from tests.journeys.watching import Watch


@dataclass
class Desks:
    """Opens browsers at the address of the program and watches all of them."""

    address: str
    new_context: Callable[..., BrowserContext]
    watch: Watch

    def visitor(self, path: str = "/", **options: object) -> Page:
        """A fresh browser without a login, at `path`."""
        page = self._context(**options).new_page()
        page.goto(self.address + path)
        return page

    def sit(self, person: User, path: str = "/", **options: object) -> Page:
        """A fresh browser in which `person` has logged in already, at `path`."""
        context = self._context(**options)
        context.add_cookies([session_cookie(person, self.address)])
        page = context.new_page()
        page.goto(self.address + path)
        return page

    def sign_in(self, person: User) -> Page:
        """The same through the login page, as a person does it."""
        page = self.visitor()
        fill_in_login(page, person.username)
        expect(page.get_by_role("heading", name="Việc cần làm")).to_be_visible()
        return page

    def _context(self, **options: object) -> BrowserContext:
        context = self.new_context(**options)
        self.watch.follow(context)
        return context


def session_cookie(person: User, address: str) -> dict[str, str]:
    """The cookie of a new session of `person`."""
    client = Client()
    client.force_login(person)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}


def fill_in_login(page: Page, username: str, password: str = PASSWORD) -> None:
    """Type name and password into the login page and send it."""
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
