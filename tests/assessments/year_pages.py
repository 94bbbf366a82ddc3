"""Asking for a page of the year, as a person sees it."""

from django.urls import reverse


def address(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def page_of(client, person, name: str, *args) -> str:
    client.force_login(person)
    return client.get(address(name, *args)).content.decode()
