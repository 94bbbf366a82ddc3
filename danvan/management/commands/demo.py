"""`manage.py demo`: lay out the demonstration district and print its accounts."""

from datetime import date
from time import monotonic

from django.core.management import BaseCommand
from django.core.management.base import CommandParser

from core.calendar import parse_date, today
from danvan.demo.founding import is_founded
from danvan.demo.story import Wish, tell
from danvan.management.commands.serve import account_lines

SEED = 2026


class Command(BaseCommand):
    help = "Lays the demonstration district into an empty database; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, other people")
        parser.add_argument("--today", type=parse_date, help="the day to lay the calendar around")
        parser.add_argument("--small", action="store_true", help="four units, current year only")
        parser.add_argument("--no-accounts", dest="accounts", action="store_false")

    def handle(
        self, *, seed: int, today: date | None, small: bool, accounts: bool, **options: object
    ) -> None:
        self.lay(Wish(seed, today or current_day(), small))
        if accounts:
            self.stdout.write("\n".join(account_lines()))

    def lay(self, wish: Wish) -> None:
        """Lay the district unless it is there."""
        if is_founded():
            self.stdout.write("Dữ liệu minh hoạ đã có, không thay đổi gì.")
            return
        started = monotonic()

        def report(line: str) -> None:
            self.stdout.write(f"  {monotonic() - started:4.0f} s  {line}")
            self.stdout.flush()

        tell(wish, report)
        report("Xong")


def current_day() -> date:
    """Today in Viet Nam."""
    return today()
