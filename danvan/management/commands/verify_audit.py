"""manage.py verify_audit: walk the hash chain, and compare it with a head kept elsewhere."""

from django.core.management.base import BaseCommand, CommandError

from core.audit import chain_problems
from core.models import AuditEvent


class Command(BaseCommand):
    """Verify every link; print the head (sequence:hash) to be kept outside this machine.

    Without a head kept elsewhere a cut tail cannot be noticed: pass it with --head.
    """

    help = "Verify the audit trail."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--head", help="sequence:hash noted at an earlier time")

    def handle(self, *args, head: str | None = None, **options) -> None:
        problems = chain_problems(AuditEvent.objects.order_by("sequence").iterator(2000))
        if head:
            problems += _anchor_problems(head)
        if problems:
            raise CommandError("\n".join(problems[:50]))
        last = AuditEvent.objects.order_by("-sequence").first()
        self.stdout.write(f"The trail is whole. Head: {last.sequence}:{last.hash}" if last else
                          "The trail is empty.")  # fmt: skip


def _anchor_problems(head: str) -> list[str]:
    sequence, _, digest = head.partition(":")
    if not sequence.isdigit():
        return ["--head must look like 1234:abcdef…"]
    event = AuditEvent.objects.filter(sequence=int(sequence)).first()
    if event is None:
        return [f"event {sequence} is gone: the tail of the trail was cut"]
    return [] if event.hash == digest else [f"event {sequence} is not the one that was noted"]
