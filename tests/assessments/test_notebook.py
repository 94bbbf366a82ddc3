"""The officer's notebook: who writes, corrects, ticks off; never a word to the unit."""

import dataclasses
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from assessments.actions import notebook
from assessments.actions.notebook import Note
from assessments.models import NotebookEntry, Round
from assessments.presenters.notebook import notebook_beside, notebook_panel
from core.file_inspection import inspect
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from organisation.roles import Role
from tests.assessments.following_cases import followed_file, in_days
from tests.factories import (
    make_board_head,
    make_editor,
    make_head,
    make_officer,
    make_person,
    make_report,
    make_unit,
)

pytestmark = pytest.mark.django_db
SECRET = "Đồng chí Bí thư hứa kiện toàn tổ dân vận."


def note(**changes) -> Note:
    values = {"quarter": 1, "kind": "promise", "happened_on": timezone.localdate(), "text": SECRET,
              "due_on": None}  # fmt: skip
    return Note(**values | changes)


def written(file, by, **changes) -> NotebookEntry:
    return notebook.write_entry(file.round, file.unit, note(**changes), by=by)


def picture(kind: str = "PNG", colour: str = "#2f6d4a") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, kind)
    return SimpleUploadedFile(f"anh.{kind.lower().replace('jpeg', 'jpg')}", content.getvalue())


def page(file):
    return reverse("assessments:notebook", args=[file.round_id, file.unit_id])


def test_an_entry_leaves_its_event_with_the_board_and_tells_nobody():
    file, officer = followed_file()
    before = Notification.objects.count()

    entry = written(file, officer, due_on=in_days(3))

    event = AuditEvent.objects.get(kind="notebook.written")
    assert (event.target_id, event.unit_id) == (str(entry.pk), file.round.organiser_id)
    assert Notification.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"happened_on": in_days(1)}, "happened_on"),
        ({"happened_on": date(2020, 1, 1)}, "happened_on"),
        ({"kind": "note", "due_on": in_days(1)}, "due_on"),
        ({"due_on": in_days(-1)}, "due_on"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_box(changes, field):
    file, officer = followed_file()

    with pytest.raises(ValidationError) as refused:
        written(file, officer, **changes)

    assert set(refused.value.message_dict) == {field}


def test_a_quarter_is_written_about_from_its_first_instant(time_machine):
    file, officer = followed_file()
    year = file.round.year
    time_machine.move_to(f"{year}-09-30 23:59:59+07:00", tick=False)

    with pytest.raises(ValidationError) as refused:
        written(file, officer, quarter=4)

    assert refused.value.message_dict == {"quarter": [notebook.NOT_BEGUN]}
    time_machine.move_to(f"{year}-10-01 00:00:00+07:00", tick=False)
    assert written(file, officer, quarter=4).quarter == 4


def test_who_follows_the_unit_writes_and_nobody_else():
    file, officer = followed_file()
    organiser = file.round.organiser

    for person in (make_officer(organiser), make_head(file.unit),
                   make_person(Role.AUDITOR, organiser)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            written(file, person)
    assert written(file, officer).pk
    assert written(file, make_board_head(organiser)).pk


def test_a_unit_outside_the_round_is_refused():
    file, _officer = followed_file()
    head = make_board_head(file.round.organiser)

    with pytest.raises(ValidationError):
        notebook.write_entry(file.round, make_unit(file.round.organiser), note(), by=head)


def test_a_closed_year_is_only_read():
    file, officer = followed_file()
    entry = written(file, officer)
    Round.objects.update(state="closed")

    for act in (
        lambda: written(file, officer),
        lambda: notebook.correct_entry(entry, note(), by=officer),
        lambda: notebook.tick_entry(entry, is_done=True, by=officer),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_own_words_are_corrected_and_the_trail_keeps_the_old_ones():
    file, officer = followed_file()
    entry = notebook.tick_entry(written(file, officer), is_done=True, by=officer)

    changed = notebook.correct_entry(entry, note(kind="note", text="Chỉ ghi lại."), by=officer)

    assert (changed.text, changed.done_at, changed.version) == ("Chỉ ghi lại.", None, 3)
    assert AuditEvent.objects.get(kind="notebook.corrected").before["text"] == SECRET


def test_anothers_words_are_not_corrected():
    file, officer = followed_file()
    entry = written(file, officer)

    with pytest.raises(PermissionDenied):
        notebook.correct_entry(entry, note(), by=make_board_head(file.round.organiser))


def test_an_old_form_is_told():
    file, officer = followed_file()
    entry = written(file, officer)

    with pytest.raises(StaleVersion):
        notebook.correct_entry(entry, note(), version=4, by=officer)
    with pytest.raises(StaleVersion):
        notebook.tick_entry(entry, is_done=True, version=4, by=officer)


def test_a_promise_is_ticked_off_once_and_opened_again():
    file, officer = followed_file()
    entry = written(file, officer)

    for _twice in range(2):
        entry = notebook.tick_entry(entry, is_done=True, by=officer)
    assert (entry.done_by, entry.version) == (officer, 2)
    entry = notebook.tick_entry(entry, is_done=False, by=officer)

    assert (entry.done_at, entry.version) == (None, 3)
    assert AuditEvent.objects.filter(kind="notebook.ticked").count() == 2


def test_a_plain_note_is_nothing_to_tick_off():
    file, officer = followed_file()

    with pytest.raises(ValidationError):
        notebook.tick_entry(written(file, officer, kind="visit"), is_done=True, by=officer)


@pytest.mark.parametrize("act", ["write", "correct", "tick"])
def test_a_failing_last_step_changes_nothing(act, monkeypatch):
    file, officer = followed_file()
    entry = written(file, officer)
    acts = {
        "write": lambda: written(file, officer),
        "correct": lambda: notebook.correct_entry(entry, note(text="Khác."), by=officer),
        "tick": lambda: notebook.tick_entry(entry, is_done=True, by=officer),
    }

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("core.audit.record", broken)
    with pytest.raises(RuntimeError):
        acts[act]()

    kept = NotebookEntry.objects.get()
    assert (kept.text, kept.done_at, kept.version) == (SECRET, None, 1)


def test_only_pictures_and_only_so_many(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    file, officer = followed_file()
    entry = written(file, officer)
    upload = picture()
    seen = inspect(upload, "anh.png")
    paper = dataclasses.replace(seen, kind="pdf")
    monkeypatch.setattr(notebook, "MOST_PHOTOS", 0)

    refused = notebook.add_photos(entry, [(upload, seen), (upload, paper)], by=officer)

    assert refused == [f"anh.png: {notebook.TOO_MANY}", f"anh.png: {notebook.ONLY_PICTURES}"]
    assert not entry.photos.exists()
    assert not AuditEvent.objects.filter(kind="notebook.photo_added").exists()


def test_the_unit_finds_no_word_of_it_anywhere(client):
    file, officer = followed_file()
    entry = written(file, officer)
    report = make_report(file.round, file.unit, 1, sent_at=timezone.now())
    client.force_login(make_head(file.unit))
    hidden = [page(file), reverse("assessments:notebook-change", args=[entry.pk])]
    open_pages = [
        file.get_absolute_url(), report.get_absolute_url(), reverse("home"),
        reverse("assessments:history", args=[file.pk]),
        reverse("assessments:round", args=[file.round_id]), reverse("notifications"),
    ]  # fmt: skip

    assert {client.get(address).status_code for address in hidden} == {404}
    for address in open_pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Bí thư hứa" not in answer.content.decode(), address
        assert "Sổ theo dõi" not in answer.content.decode(), address


def test_a_stale_hand_in_tells_the_unit_nothing_of_the_notebook(client):
    file, officer = followed_file()
    written(file, officer)
    client.force_login(make_head(file.unit))

    answer = client.post(
        reverse("assessments:submit", args=[file.pk]), {"key": "x", "version": "0"}
    )

    assert "Bí thư hứa" not in answer.content.decode()


def test_it_stands_beside_the_report_of_its_quarter_with_older_promises():
    file, officer = followed_file()
    report = make_report(file.round, file.unit, 2, sent_at=timezone.now())
    day = date(file.round.year, 1, 5)
    older, done = (written(file, officer, happened_on=day) for _ in range(2))
    notebook.tick_entry(done, is_done=True, by=officer)
    now = written(file, officer, quarter=2, kind="visit")
    written(file, officer, quarter=3, happened_on=day, kind="note")

    shown = notebook_beside(report, officer)

    assert [line.row for line in shown["lines"]] == [older, now]
    assert shown["open_count"] == 1
    assert notebook_beside(report, make_head(file.unit)) is None
    assert notebook_beside(report, make_person(Role.CONTRIBUTOR, file.round.organiser)) is None


def test_promises_that_are_still_open_come_first_by_their_day():
    file, officer = followed_file()
    plain = written(file, officer, kind="note")
    late = written(file, officer, due_on=in_days(9))
    soon = written(file, officer, due_on=in_days(2))
    someday = written(file, officer, kind="next_step")

    shown = notebook_panel(file, officer)

    assert [line.row for line in shown["lines"]] == [soon, late, someday, plain]
    assert notebook_panel(file, make_editor(file.unit)) is None


def test_a_promise_is_late_from_midnight_in_viet_nam(time_machine):
    file, officer = followed_file()
    due = in_days(2)
    written(file, officer, due_on=due)

    time_machine.move_to(f"{due} 23:59:59+07:00", tick=False)
    assert not notebook_panel(file, officer)["lines"][0].is_late
    time_machine.move_to(f"{due + timedelta(days=1)} 00:00:00+07:00", tick=False)
    assert notebook_panel(file, officer)["lines"][0].is_late
