from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, people, roles, letterheads: who."""

    name = "organisation"
    verbose_name = "Tổ chức"
