from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """Criteria sets: what units are measured by."""

    name = "criteria"
    verbose_name = "Bộ tiêu chí"
