"""Printing: what the worker may read, how it is limited, and that it always comes back."""

import signal
import socketserver
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import quote

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string

from core import pdf, pdf_child, pdf_worker
from core.pdf import PdfError, PdfUnavailable, PdfWarning, render_html, render_pdf
from core.pdf_press import Press

SHORT = "<html lang=vi><title>Thử</title><p>Dân vận khéo"
ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {
    "file": "file:///etc/hostname",
    "http": "http://127.0.0.1:{}/x",
    "asset": "asset:../manage.py",
}
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@pytest.fixture
def press():
    """A press of its own, so that a test may kill and starve it."""
    press = Press()
    yield press
    press.close()


@pytest.fixture
def visited():
    """Addresses asked of a web server on this machine; yields (port, list)."""
    seen = []

    class Visitor(socketserver.StreamRequestHandler):
        def handle(self):
            seen.append(self.rfile.readline())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Visitor) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], seen
        server.shutdown()


def template_of(tmp_path: Path, settings, source: str) -> str:
    """A template file holding `source`."""
    (tmp_path / "paper.html").write_text(source, encoding="utf-8")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path], "APP_DIRS": False}]
    return "paper.html"


def test_render_pdf_fills_the_template_escaped(tmp_path, settings):
    template = template_of(tmp_path, settings, "<html lang=vi><title>x</title><p>{{ words }}")
    escaped = "<html lang=vi><title>x</title><p>&lt;b&gt;"

    assert render_to_string(template, {"words": "<b>"}) == escaped
    assert render_pdf(template, {"words": "<b>"}) == render_html(escaped).pdf


def test_render_pdf_gives_pdf_a():
    assert render_html(SHORT).pdf.startswith(b"%PDF-1.7")


def test_equal_input_gives_equal_bytes_from_different_workers(press):
    assert press.render(SHORT).pdf == render_html(SHORT).pdf


def test_missing_template_is_the_caller_s_error():
    with pytest.raises(TemplateDoesNotExist):
        render_pdf("no/such/paper.html", {})


def test_complaint_of_the_typesetter_is_a_warning(tmp_path, settings):
    template = template_of(tmp_path, settings, SHORT + "<style>p { no-such-thing: 1 }</style>")

    with pytest.warns(PdfWarning, match="no-such-thing"):
        render_pdf(template, {})


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb\x1f", "a\ufffeb", "a\x85b", "a🙂b", "a\u202eb"])
def test_odd_characters_do_not_stop_a_paper(text):
    assert render_html(f"<html lang=vi><title>{text}</title><p>{text}").pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    "source",
    [
        '<img src="{url}">',
        '<link rel="stylesheet" href="{url}">',
        '<link rel="attachment" href="{url}">',
        '<style>@import "{url}";</style>',
        '<p style="background: url({url})">x',
        '<object data="{url}"></object>',
    ],
)
@pytest.mark.parametrize("scheme", ["file", "http", "asset"])
def test_nothing_outside_the_assets_is_read(source, scheme, visited):
    port, seen = visited

    with pytest.raises(PdfError):
        render_html(SHORT + source.replace("{url}", OUTSIDE[scheme].format(port)))

    assert seen == []


@pytest.mark.parametrize("scheme", ["file", "http", "asset"])
def test_picture_inside_a_picture_is_not_read_either(scheme, visited):
    port, seen = visited
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{OUTSIDE[scheme]}'/></svg>"
    address = f"data:image/svg+xml,{quote(svg.format(port))}"

    printed = render_html(f'{SHORT}<img alt="x" src="{address}">')

    assert seen == []
    assert [message[:26] for message in printed.warnings] == ["Failed to render SVG image"]


@pytest.mark.parametrize(
    "path",
    ["../manage.py", "css/../../manage.py", "%2e%2e/manage.py", "/etc/hostname", "no-such.css"],
)
def test_asset_address_cannot_leave_the_assets(path):
    with pytest.raises(PdfError):
        render_html(f'{SHORT}<link rel="stylesheet" href="asset:{path}">')


def test_link_in_assets_that_points_outside_is_refused(tmp_path, monkeypatch):
    (tmp_path / "static").mkdir()
    (tmp_path / "secret.css").write_text("p { color: red }")
    (tmp_path / "static" / "link.css").symlink_to(tmp_path / "secret.css")
    monkeypatch.setattr(pdf_worker, "ASSET_ROOT", tmp_path / "static")

    with pytest.raises(ValueError, match="Outside the assets"):
        pdf_worker.AssetFetcher().fetch("asset:link.css")


def test_style_sheet_and_inline_picture_are_allowed():
    html = f'{SHORT}<link rel="stylesheet" href="asset:css/print.css"><img alt="x" src="{PIXEL}">'

    assert render_html(html).warnings == []


def test_worker_knows_no_secrets(press, monkeypatch):
    monkeypatch.setenv("DANVAN_SECRET_KEY", "very-secret")
    press.warm_up()

    environment = Path(f"/proc/{press._worker.process.pid}/environ").read_bytes()

    assert b"very-secret" not in environment
    assert b"DANVAN" not in environment
    assert b"DATABASE_URL" not in environment


def test_slow_document_is_stopped_and_the_next_one_prints(press, monkeypatch):
    press.warm_up()
    slow = SHORT + "<table>" + "<tr><td>dân vận<td>khéo" * 20_000 + "</table>"

    with monkeypatch.context() as patch:
        patch.setattr(pdf_child, "SECONDS_PER_DOCUMENT", 1)
        with pytest.raises(PdfError, match="không in xong trong 1 giây"):
            press.render(slow)

    assert press.render(SHORT).pdf.startswith(b"%PDF")


def test_document_that_needs_too_much_memory_is_refused(press, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(pdf_child, "MEMORY_LIMIT_MEBIBYTES", 250)
        with pytest.raises(PdfError, match="quá lớn"):
            press.render(SHORT + "dân vận khéo " * 1_000_000)

    assert press.render(SHORT).pdf.startswith(b"%PDF")


def test_processor_time_is_limited_without_a_watcher(press, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(pdf_child, "SECONDS_PER_DOCUMENT", 1)
        press.warm_up()
    with pytest.raises(PdfError, match="quá lớn"):
        press.render(SHORT + "<table>" + "<tr><td>dân vận<td>khéo" * 20_000 + "</table>")


def test_killed_worker_is_replaced_without_anyone_noticing(press):
    press.warm_up()
    process = press._worker.process
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert press.render(SHORT).pdf.startswith(b"%PDF")


def test_interrupted_printing_does_not_answer_the_next_document(press, monkeypatch):
    expected = press.render(SHORT).pdf
    with monkeypatch.context() as patch:
        patch.setattr(pdf_child.Worker, "_answers_within", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            press.render(SHORT + " of somebody else")

    assert press.render(SHORT).pdf == expected


def test_worker_is_replaced_after_its_share_of_documents(press, monkeypatch):
    monkeypatch.setattr(pdf_child, "DOCUMENTS_PER_WORKER", 2)
    press.render(SHORT)
    first = press._worker.process

    press.render(SHORT)

    assert press._worker is None
    assert first.returncode is not None


def test_worker_that_grew_is_replaced(press, monkeypatch):
    monkeypatch.setattr(pdf_child, "RETIRE_ABOVE_BYTES", 1)

    press.render(SHORT)

    assert press._worker is None


def test_threads_take_turns(press):
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda n: press.render(f"{SHORT} {n % 2}").pdf, range(12)))

    assert len(set(papers)) == 2
    assert papers[0] == papers[2] != papers[1]


def test_long_queue_is_an_answer_not_a_wait(press, monkeypatch):
    monkeypatch.setattr(pdf_child, "SECONDS_PER_DOCUMENT", 0.05)

    with press._turn(), pytest.raises(PdfError, match="cùng lúc"):
        press.render(SHORT)


FORKED = """
import os
from core.pdf_press import press
press.render("<p>parent")
pid = os.fork()
if pid == 0:
    os._exit(0 if press.render("<p>child").pdf.startswith(b"%PDF") else 1)
status = os.waitpid(pid, 0)[1]
press.render("<p>parent again")
print(status)
"""


def test_forked_process_starts_its_own_worker():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORKED], cwd=ROOT, capture_output=True, timeout=120
    )

    assert (done.stdout, done.stderr) == (b"0\n", b"")


def test_server_without_the_libraries_says_what_to_install(press, monkeypatch, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with pytest.raises(PdfUnavailable, match="apt-get install libpango-1.0-0"):
        press.render(SHORT)


@pytest.mark.parametrize("missing", [True, False])
def test_pages_can_ask_whether_printing_works(press, monkeypatch, tmp_path, missing):
    if missing:
        (tmp_path / "weasyprint.py").write_text("raise OSError")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(pdf, "press", press)
    pdf.pdf_available.cache_clear()

    assert pdf.pdf_available() is not missing

    pdf.pdf_available.cache_clear()


def test_vendored_fonts_come_with_their_licence():
    fonts = ROOT / "static" / "vendor" / "fonts" / "tinos"

    assert len(list(fonts.glob("Tinos-*.ttf"))) == 4
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")
