"""Pages of the portal itself: health, errors in words, the gallery of components."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseServerError,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

from config.gallery import gallery_context
from config.middleware import whole_page_to
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest
from schools.views.kept import (
    is_own_form,
    is_too_often,
    keep,
    long_texts,
    page_before,
)


@require_safe
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process works; asks nobody else."""
    return JsonResponse({"status": "live"})


@require_safe
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Answer whether people can be served: database, migrations, broker."""
    checks = {
        "database": _database_answers(),
        "migrations": _migrations_applied(),
        "broker": _broker_answers(),
    }
    is_ready = all(checks.values())
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready", "checks": checks},
        status=200 if is_ready else 503,
    )


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lead back to the form with its text, or show the text; nothing was saved."""
    page, is_own = page_before(request), is_own_form(cast("PortalRequest", request))
    if is_own and page and not is_too_often(request) and keep(request):
        if request.htmx:
            return whole_page_to(page)
        return redirect(page)
    texts = long_texts(request.POST) if is_own else []
    context = {"texts": texts, "page_before": page}
    return render(request, "403_csrf.html", context, status=403)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Say in words that the portal failed, with the number for those who mend it.

    Drawn without the context processors: one of them may be what failed.
    """
    page = render_to_string("500.html", {"request": request})
    return HttpResponseServerError(page)


def component_gallery(request: HttpRequest) -> HttpResponse:
    """Show administrators every component in every state, never on a real portal."""
    is_shown = settings.DEBUG or settings.DEMO
    if not is_shown or not has_permission(request.user, Permission.MANAGE_PEOPLE):
        raise Http404
    return render(request, "gallery.html", gallery_context(request))


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _migrations_applied() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _broker_answers() -> bool:
    if settings.CELERY_BROKER_URL.startswith("memory://"):
        return True  # the queue is a part of this very process
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    try:
        with Redis.from_url(url, socket_timeout=2) as client:
            return bool(client.ping())
    except (RedisError, OSError):
        return False
