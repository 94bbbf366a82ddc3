"""Issued decisions, issued notices and decided proposals never change, whoever writes the SQL."""

from django.db import migrations

from core.triggers import operation
from recognition.guards import GUARDS


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_initial")]
    operations = [operation(GUARDS)]
