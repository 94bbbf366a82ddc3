"""The page of a draft, as its writer sees it."""

from django.urls import reverse


def page_of(client, draft) -> str:
    return client.get(reverse("criteria:edit", args=[draft.pk])).content.decode()
