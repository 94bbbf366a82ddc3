"""Audit events and stored documents are append-only, whoever writes the SQL."""

from django.db import migrations

from core.guards import GUARDS
from core.triggers import operation


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [operation(GUARDS)]
