"""manage.py send_reminders: the day's digests of deadlines, then all mail that waits."""

from django.core.management.base import BaseCommand

from core import outbox, sendings
from danvan.digests import send_digests


class Command(BaseCommand):
    """Tell people what is due and send waiting mail; may run at any time, any number of times."""

    help = "Write today's reminders of deadlines and send waiting mail."

    def handle(self, *args, **options) -> None:
        told = send_digests()
        run = outbox.send()
        sendings.forget_old()
        words = [f"{told} digests written", f"{run.sent} mails sent"]
        if run.failed:
            words.append(f"{run.failed} failed")
        if not run.reached:
            words.append("the mail server could not be reached; they stay and are tried again")
        left = outbox.waiting_mail().count()
        self.stdout.write(f"{', '.join(words)}, {left} waiting.")
