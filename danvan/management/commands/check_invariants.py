"""manage.py check_invariants: one query per rule; every query must find nothing."""

from django.core.management.base import BaseCommand, CommandError

from core.models import StoredDocument
from core.uploads import orphans, stored_problems
from danvan.invariants import INVARIANTS, broken


class Command(BaseCommand):
    """Report every broken rule and exit non-zero; `--files` compares stored files with rows."""

    help = "Check the rules that hold across tables."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--files",
            action="store_true",
            help="hash every stored file again, and look for files that no row names",
        )

    def handle(self, *args, files: bool = False, **options) -> None:
        rules = {invariant.name: invariant.rule for invariant in INVARIANTS}
        lines = [f"{name}: {rules[name]} {rows[:10]}" for name, rows in broken().items()]
        if files:
            known = set(StoredDocument.objects.values_list("sha256", flat=True))
            lines += [*stored_problems(sorted(known)), *orphans(known)]
        if lines:
            raise CommandError("\n".join(lines))
        self.stdout.write(f"{len(INVARIANTS)} invariants hold.")
