"""`manage.py create_administrator`: the first account of a fresh installation."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from core.text import clean_line
from organisation import actions
from organisation.models import User


class Command(BaseCommand):
    help = (
        "Creates the organising unit and its administrator, and prints the initial password. "
        "Refused once somebody is administrator."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="small letters without diacritics, e.g. quantri")
        parser.add_argument("--name", help='full name, e.g. "Nguyễn Thị Hoà"')
        parser.add_argument("--email", default="", help="for a forgotten password (optional)")
        parser.add_argument("--unit", help='organising unit, e.g. "Huyện uỷ Yên Thế"')
        parser.add_argument("--kind", default="Cơ quan tổ chức đợt", help="kind of that unit")

    def handle(self, *, username, name, email, unit, kind, **options: object) -> None:
        person = User(
            username=username or self.ask("User name"),
            full_name=clean_line(name or self.ask("Full name")),
            email=email.strip().lower(),
        )
        unit_name = clean_line(unit or self.ask("Organising unit"))
        try:
            password = actions.found_installation(
                person, unit_name=unit_name, kind_name=clean_line(kind)
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"Tên đăng nhập: {person.username}\nMật khẩu ban đầu: {password}\n"
            "Dùng được trong 72 giờ; phải đổi khi đăng nhập lần đầu."
        )

    def ask(self, question: str) -> str:
        """An answer typed at the terminal; required."""
        try:
            answer = input(f"{question}: ").strip()
        except EOFError:
            answer = ""
        if not answer:
            raise CommandError(f"{question} is required (see --help).")
        return answer
