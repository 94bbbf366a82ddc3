"""Moving sheets to a later version, as the board does it and as the unit sees it."""

from assessments.actions import evidence, versions
from assessments.carrying import Choice
from assessments.models import Assessment
from tests.assessments.acting import score_of
from tests.factories import make_board_head, make_editor

REASON = "Sửa điểm tối đa in sai ở tiêu chí II.1."
KEEP, SCALE, CLEAR = Choice


def fresh(file: Assessment) -> Assessment:
    """The row as the database has it now."""
    return Assessment.objects.with_context().get(pk=file.pk)


def move(new_set, *files, choice=KEEP, reason=REASON, by=None, **options):
    """The decision of a board head for these files of one round."""
    round_ = options.pop("round_", None) or files[0].round
    by = by or make_board_head(round_.organiser)
    return versions.move_to_version(round_, new_set, files, choice, reason=reason, by=by, **options)


def attach(file, code, title="Biên bản"):
    """A link as evidence of one criterion."""
    pk = score_of(file, code).criterion_id
    by = make_editor(file.unit)
    address = f"https://example.org/{title}"
    return evidence.add_link(file, address, title, criterion_pk=pk, by=by).evidence


def criteria_of(piece) -> list[str]:
    """Codes of the criteria that the piece supports."""
    return sorted(piece.uses.values_list("criterion__code", flat=True))


def carried(file, new_set, choice=Choice.KEEP):
    """The decision, and the file as it is afterwards."""
    by = make_board_head(file.round.organiser)
    versions.move_to_version(file.round, new_set, [file], choice, reason=REASON, by=by)
    return Assessment.objects.with_context().get(pk=file.pk)


def sheet_of(client, file, user=None) -> str:
    client.force_login(user or make_editor(file.unit))
    return client.get(file.get_absolute_url()).content.decode()


TYPED = {"p1.points": "17", "explanation": "Mới viết"}
