"""Every variable of an installation is described, and none that nothing reads."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings


ROOT: Path = settings.BASE_DIR
SETTINGS = [ROOT / "config/settings/base.py", ROOT / "config/settings/services.py"]
SHELL = [ROOT / "docker-compose.yml", ROOT / "scripts/web.sh"]


def documented() -> set[str]:
    text = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


def read_by_the_code() -> set[str]:
    python = "".join(path.read_text() for path in SETTINGS)
    shell = "".join(path.read_text() for path in SHELL)
    return (
        set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", python))
        | set(re.findall(r"environ\.get\(\"([A-Z_]+)\"", python))
        | set(re.findall(r"\$\{([A-Z_]+)", shell))
    )


def test_every_variable_is_documented_and_no_other() -> None:
    assert documented() == read_by_the_code()


@pytest.fixture(scope="module")
def services() -> dict[str, dict]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_compose_runs_the_whole_portal(services: dict[str, dict]) -> None:
    assert sorted(services) == [
        *["beat", "migrate", "nginx", "postgres", "redis", "web", "worker"]
    ]


def test_everything_that_stays_up_is_watched(services: dict[str, dict]) -> None:
    watched = [name for name, service in services.items() if "healthcheck" in service]

    assert sorted(watched) == sorted(set(services) - {"migrate"})


def test_a_stopped_worker_may_finish_the_longest_job(services: dict[str, dict]) -> None:
    patience = int(services["worker"]["stop_grace_period"].removesuffix("s"))

    assert patience > settings.CELERY_TASK_TIME_LIMIT


def test_the_proxy_passes_the_largest_file_that_the_portal_takes() -> None:
    proxy = (ROOT / "scripts/nginx/proxy.inc").read_text()
    megabytes = int(re.search(r"client_max_body_size (\d+)m;", proxy)[1])

    assert megabytes * 1024 * 1024 > settings.IMPORT_MAX_BYTES
