"""The lines above a sheet."""

from django.utils import timezone


def dated(title: str) -> tuple[str, str]:
    """What the sheet shows and when it was made: on paper, an old one is known as such."""
    return title, f"Lập lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}"
