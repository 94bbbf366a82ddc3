"""A published criteria set never changes, whoever writes the SQL."""

from django.db import migrations

from core.triggers import operation
from criteria.guards import GUARDS


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]
    operations = [operation(GUARDS)]
