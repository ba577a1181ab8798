"""The year's work as steps, and the one step that comes next."""

from typing import Any

from django.urls import reverse

from monitoring.queries.cycle import Cycle


def cycle_steps(cycle: Cycle) -> list[dict[str, str]]:
    """Return the steps of the year for the component `stepper`."""
    done = [
        ("Школы", cycle.has_schools),
        (f"Результаты {cycle.year}", cycle.has_results),
        (f"Условия {cycle.year}", cycle.has_context),
        ("Расчёт", cycle.run is not None),
        ("Решение", cycle.is_decided),
        ("Документы", cycle.has_papers),
    ]
    current = next((i for i, (_, is_done) in enumerate(done) if not is_done), None)
    return [
        {
            "title": title,
            "state": "done" if is_done else "now" if at == current else "next",
        }
        for at, (title, is_done) in enumerate(done)
    ]


def next_step(cycle: Cycle) -> dict[str, Any]:
    """Return what to do now: a sentence and the button that leads there."""
    uploads = reverse("imports:list")
    year = cycle.year
    if not cycle.has_schools:
        text = "Загрузите перечень школ: без него результаты не к чему привязать."
        return _step("Загрузите школы", text, uploads, "Загрузить школы")
    if not cycle.has_results:
        text = f"Загрузите результаты процедур за {year} год."
        return _step("Нужны результаты", text, uploads, "Загрузить результаты")
    if not cycle.has_context:
        text = f"Загрузите условия школ за {year} год: с ними сравниваются результаты."
        return _step("Нужны условия", text, uploads, "Загрузить условия")
    if cycle.run is None:
        url = reverse("identification:run_new")
        text = (
            f"Результаты и условия за {year} год загружены. Расчёт займёт около минуты."
        )
        return _step("Запустите расчёт", text, url, "Новый расчёт")
    return _after_run(cycle)


def _after_run(cycle: Cycle) -> dict[str, Any]:
    run_url = reverse("identification:run", args=[cycle.run.pk])
    if cycle.decision is None:
        text = f"Расчёт за {cycle.year} год готов: посмотрите школы и начните решение."
        return _step("Начните решение", text, run_url, "Открыть расчёт")
    url = reverse("identification:decision", args=[cycle.decision.pk])
    if not cycle.is_decided:
        text = (
            "Решите по каждой школе и запишите приказ: только тогда появятся статусы."
        )
        return _step("Закончите решение", text, url, "Продолжить решение")
    papers = reverse("identification:run_papers", args=[cycle.decision.run_id])
    if not cycle.has_papers:
        text = f"Приказ за {cycle.year} год записан. Сделайте перечень для подписи."
        return _step("Подготовьте документы", text, papers, "Документы")
    text = f"За {cycle.year} год всё сделано: статусы присвоены, документы готовы."
    return _step("Год завершён", text, url, "Открыть решение")


def _step(title: str, text: str, url: str, label: str) -> dict[str, Any]:
    return {"title": title, "text": text, "url": url, "label": label}
