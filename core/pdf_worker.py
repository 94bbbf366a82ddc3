"""The child process that turns HTML into PDF/A: `python -m core.pdf_worker MEMORY_MIB CPU_SECONDS`.

It imports WeasyPrint and the standard library only: no Django, no settings, no secrets. Messages
are those of core.frames: HTML in; out come a JSON note and the PDF. It may read files below
`static/` (`asset:` addresses) and `data:` addresses, and nothing else, on disk or on the network.
"""

import json
import logging
import mimetypes
import os
import resource
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

# The one place that may import it: this module is a process of its own, started by core.pdf_child.
from weasyprint import CSS, HTML, __version__  # noqa: TID251
from weasyprint.text.fonts import FontConfiguration  # noqa: TID251
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: TID251

from core.frames import read_frame, write_frame

ASSET_ROOT = Path(__file__).resolve().parent.parent / "static"
STYLE_SHEETS = ("css/print.css", "css/print_formats.css", "css/print_tables.css")
PDF_VARIANT = "pdf/a-2a"
MEBIBYTE = 1024 * 1024


class AssetFetcher(URLFetcher):
    """Gives out our own assets and inline data; anything else stops the document."""

    def __init__(self):
        super().__init__(
            allowed_protocols=("asset", "data"), allow_redirects=False, fail_on_errors=True
        )

    def fetch(self, url, headers=None):
        """Read `asset:path` from below ASSET_ROOT; leave `data:` to WeasyPrint."""
        if urlsplit(url).scheme != "asset":
            return super().fetch(url, headers)
        path = (ASSET_ROOT / unquote(urlsplit(url).path).lstrip("/")).resolve()
        if not path.is_relative_to(ASSET_ROOT.resolve()):
            raise ValueError(f"Outside the assets: {url}")
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})


class WarningList(logging.Handler):
    """Keeps WeasyPrint's complaints about the document being printed."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record):
        """Remember the text; the parent decides what it means."""
        self.messages.append(record.getMessage())

    def take(self) -> list[str]:
        """The complaints so far, forgetting them."""
        messages, self.messages = self.messages, []
        return messages


class Press:
    """WeasyPrint with fonts and style sheets parsed once, for all documents."""

    def __init__(self):
        self.fetcher = AssetFetcher()
        self.fonts = FontConfiguration()
        self.style_sheets = [self._style_sheet(name) for name in STYLE_SHEETS]

    def _style_sheet(self, name: str) -> CSS:
        return CSS(url=f"asset:{name}", url_fetcher=self.fetcher, font_config=self.fonts)

    def print(self, html: str) -> bytes:
        """One document as PDF/A; the same HTML always gives the same bytes."""
        document = HTML(string=html, base_url="asset:", url_fetcher=self.fetcher)
        return document.write_pdf(
            stylesheets=self.style_sheets, font_config=self.fonts, pdf_variant=PDF_VARIANT
        )


def answer(press: Press, warnings: WarningList, html: str) -> tuple[dict, bytes]:
    """Print one document: (note, PDF). The note tells the error, warnings, CPU and memory."""
    started, pdf, error = time.process_time(), b"", None
    try:
        pdf = press.print(html)
    except MemoryError:
        raise  # this process is no longer to be trusted; the parent sees it end
    except (Exception, FatalURLFetchingError) as problem:
        error = f"{type(problem).__name__}: {problem}"
    note = {"error": error, "warnings": warnings.take(), **memory_use()}
    return {**note, "cpu_seconds": time.process_time() - started}, pdf


def memory_use() -> dict[str, int]:
    """Memory of this process now and at its highest, in bytes (Linux's own account)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    status = dict(line.split(":", 1) for line in lines)
    kibibytes = {key: int(status[key].split()[0]) for key in ("VmRSS", "VmHWM")}
    return {"memory_bytes": kibibytes["VmRSS"] * 1024, "peak_bytes": kibibytes["VmHWM"] * 1024}


def limit_memory(mebibytes: int) -> None:
    """Allocations beyond this fail, whatever the document asks for."""
    resource.setrlimit(resource.RLIMIT_AS, (mebibytes * MEBIBYTE, mebibytes * MEBIBYTE))


def limit_processor(seconds: int) -> None:
    """Die when the next document has used this much processor time, even if nobody watches."""
    used = int(time.process_time())
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, hard))


def main() -> None:
    """Answer documents until the parent closes the pipe."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # stray prints must not break the framing
    memory_mebibytes, processor_seconds = (int(argument) for argument in sys.argv[1:])
    limit_memory(memory_mebibytes)
    warnings = WarningList()
    logger = logging.getLogger("weasyprint")
    logger.handlers, logger.propagate = [warnings], False
    press = Press()
    write_frame(answers, __version__.encode())
    while (html := read_frame(sys.stdin.buffer)) is not None:
        limit_processor(processor_seconds)
        note, pdf = answer(press, warnings, html.decode())
        write_frame(answers, json.dumps(note).encode())
        write_frame(answers, pdf)


if __name__ == "__main__":
    main()
