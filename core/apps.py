from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Machinery without nouns: audit, notifications, stored documents, paper, spreadsheets."""

    name = "core"
    verbose_name = "Nền tảng"
