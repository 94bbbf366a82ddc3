"""Is this copy of the program able to work? For the load balancer and the operator."""

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


def database_answers() -> bool:
    """A trivial question gets an answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_applied() -> bool:
    """The tables are those that this version of the code expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def storage_writable() -> bool:
    """A file can be written where evidence and decisions are kept."""
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=settings.MEDIA_ROOT, prefix=".healthz-") as file:
        return file.write(b"ok") == len(b"ok")


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "storage": storage_writable,
}


def passes(name: str) -> bool:
    """Run one check; the reason of a failure goes to the log, never to the visitor."""
    try:
        return CHECKS[name]()
    except Exception:  # any failure means the same here: not healthy
        logger.exception("Health check %s failed", name)
        return False


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every check passes, else 503; names of checks only, no details."""
    results = {name: passes(name) for name in CHECKS}
    return JsonResponse(results, status=200 if all(results.values()) else 503)
