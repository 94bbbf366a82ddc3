from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Rounds, self-assessments with evidence, appraisals, quarterly reports."""

    name = "assessments"
    verbose_name = "Chấm điểm"
