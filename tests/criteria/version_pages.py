"""Pages of sets, as a person sees them."""

from django.urls import reverse

REASON = "Điểm tối đa tiêu chí I.2 in nhầm."


def page_of(client, person, address, **query) -> str:
    client.force_login(person)
    return client.get(address, query).content.decode()


def compare_url(criteria_set) -> str:
    return reverse("criteria:compare", args=[criteria_set.pk])
