"""Starting a run: what it takes into account is checked and fixed here."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from identification.enums import RunPurpose
from identification.models import ContextFactor, ContextValue, Result, RuleSet, Run
from identification.queries.rule_sets import rule_set_for
from identification.stats.errors import StatisticsRefusal
from identification.stats.rules import RULE_PARAMETERS, IdentificationRules
from schools.actions.audit import record
from schools.actions.jobs import queue_job
from schools.actions.refusals import demand_permission, refuse
from schools.enums import JobState
from schools.models import School, Territory, User
from schools.roles import Permission


# A line through k factors needs k + 1 schools; two more give it a spread.
SPARE_SCHOOLS = 3
# What a model of another run brings with it.
SETTLED = (
    "factors",
    "selection",
    "alpha",
    "weighting",
    "context_quantile",
    "low_cut_kind",
)


@transaction.atomic
def start_run(
    *,
    user: User,
    territory: Territory,
    year: int,
    now: dt.datetime,
    rule_set: RuleSet | None = None,
    purpose: str = RunPurpose.OFFICIAL,
    overrides: Mapping[str, Any] | None = None,
    base_run: Run | None = None,
    frozen_from: Run | None = None,
    title: str = "",
    token: UUID | None = None,
) -> Run:
    """Queue a run; the same form sent twice gives the same run."""
    demand_permission(user, Permission.START_RUNS, territory)
    before = _started_by(token, user)
    if before is not None:
        return before
    overrides = dict(overrides or {})
    _demand_purpose(purpose, overrides, base_run, territory, user)
    rule_set = rule_set or _rules_of_year(territory, year)
    _demand_fitting(rule_set, territory)
    _demand_results(territory, year, now)
    _demand_frozen(frozen_from, territory, user)
    if frozen_from is not None:
        _demand_effect(overrides)
    rules = _effective(rule_set, overrides, territory, year, frozen_from)
    if frozen_from is None:
        _demand_schools(rules, territory, year)
    run = Run(
        territory=territory,
        purpose=purpose,
        title=title,
        year=year,
        rule_set=rule_set,
        parameters=rules.to_dict(),
        overrides=overrides,
        base_run=base_run,
        frozen_from=frozen_from,
        token=token,
    )
    return _queued(run, user, now)


@transaction.atomic
def restart_run(*, run: Run, user: User, now: dt.datetime) -> Run:
    """Queue a failed run again."""
    demand_permission(user, Permission.START_RUNS, run.territory)
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.state != JobState.FAILED:
        message = "Запустить снова можно только расчёт, который не удался."
        raise refuse(message, code="wrong_state")
    error = run.error_detail
    queue_job(job=run, user=user, now=now)
    record(
        actor=user, action="run.restarted", obj=run, now=now, before={"error": error}
    )
    return run


def _started_by(token: UUID | None, user: User) -> Run | None:
    run = Run.objects.filter(token=token).first() if token else None
    if run is not None and run.requested_by_id != user.pk:
        raise refuse("Эта форма уже отправлена. Откройте новую.", code="token_used")
    return run


def _queued(run: Run, user: User, now: dt.datetime) -> Run:
    try:
        with transaction.atomic():
            queue_job(job=run, user=user, now=now)
    except IntegrityError:
        # Two requests of one form at once: the other one was first.
        first = _started_by(run.token, user)
        if first is None:
            raise
        return first
    record(
        actor=user,
        action="run.started",
        obj=run,
        now=now,
        after={
            "year": run.year,
            "purpose": run.purpose,
            "rule_set": str(run.rule_set),
            "overrides": run.overrides,
            "base_run": run.base_run_id,
            "frozen_from": run.frozen_from_id,
        },
    )
    return run


def _demand_purpose(
    purpose: str,
    overrides: Mapping[str, Any],
    base_run: Run | None,
    territory: Territory,
    user: User,
) -> None:
    if purpose == RunPurpose.OFFICIAL:
        if overrides or base_run is not None:
            message = (
                "Изменить правила можно только в пробе. Для расчёта составьте новую "
                "версию правил."
            )
            raise refuse(message, code="overrides_official")
        return
    if base_run is None:
        raise refuse("Укажите расчёт, с которым сравнить пробу.", code="bad_base")
    is_there = Run.objects.visible_to(user).finished().filter(pk=base_run.pk).exists()
    places = {territory.pk, territory.parent_id}
    if not is_there or base_run.territory_id not in places:
        message = (
            "Проба сравнивается с готовым расчётом той же территории или её региона."
        )
        raise refuse(message, code="bad_base")


def _rules_of_year(territory: Territory, year: int) -> RuleSet:
    found = rule_set_for(territory=territory, year=year)
    if found is None:
        message = f"Для {year} года нет действующих правил отбора. Составьте версию."
        raise refuse(message, code="no_rules")
    return found


def _demand_fitting(rule_set: RuleSet, territory: Territory) -> None:
    if rule_set.territory_id not in {None, territory.pk, territory.parent_id}:
        message = f"Эти правила другой территории: {rule_set.territory}."
        raise refuse(message, code="foreign_rules")


def _demand_results(territory: Territory, year: int, now: dt.datetime) -> None:
    if year > now.year + 1:
        raise refuse(f"{year} год ещё не наступил.", code="wrong_year")
    schools = School.objects.in_territory(territory)
    if not Result.objects.filter(year=year, school__in=schools).exists():
        message = (
            f"За {year} год нет результатов школ: {territory}. "
            "Сначала загрузите таблицу результатов."
        )
        raise refuse(message, code="no_results")


def _demand_frozen(frozen_from: Run | None, territory: Territory, user: User) -> None:
    if frozen_from is None:
        return
    usable = (
        Run.objects.visible_to(user)
        .finished()
        .official()
        .filter(
            pk=frozen_from.pk, territory_id__in=[territory.pk, territory.parent_id or 0]
        )
    )
    if not usable.exists():
        message = (
            "Коэффициенты можно взять только из готового расчёта той же территории "
            "или её региона."
        )
        raise refuse(message, code="bad_frozen")


def _demand_effect(overrides: Mapping[str, Any]) -> None:
    """Refuse to try what another run's coefficients have already settled."""
    settled = [RULE_PARAMETERS[name].label for name in SETTLED if name in overrides]
    if settled:
        message = (
            "С коэффициентами другого расчёта не действует: "
            f"{', '.join(settled)}. Измените это в расчёте с собственной моделью."
        )
        raise refuse(message, code="frozen_overrides")


def _effective(
    rule_set: RuleSet,
    overrides: Mapping[str, Any],
    territory: Territory,
    year: int,
    frozen_from: Run | None,
) -> IdentificationRules:
    """Fix everything that the run will use, the factors by name."""
    values = {**rule_set.parameters, **overrides}
    threshold = dict(rule_set.parameters.get("threshold", {}))
    values["threshold"] = threshold | dict(overrides.get("threshold", {}))
    if frozen_from is not None:
        values["factors"] = list(frozen_from.model["frozen"]["names"])
    try:
        rules = IdentificationRules.from_dict(values)
        if not rules.factors:
            values["factors"] = _filled_factors(territory, year, rules.window_years)
            rules = IdentificationRules.from_dict(values)
    except StatisticsRefusal as refusal:
        raise refuse(refusal.message, code=refusal.code) from refusal
    _demand_known_factors(rules)
    return rules


def _filled_factors(territory: Territory, year: int, window_years: int) -> list[str]:
    """Return factors in use that have values; an empty list means all of them."""
    filled = ContextValue.objects.filter(
        school__in=School.objects.in_territory(territory),
        year__gt=year - window_years,
        year__lte=year,
    ).values("factor_id")
    factors = ContextFactor.objects.filter(is_active=True, pk__in=filled)
    codes = list(factors.order_by("position", "code").values_list("code", flat=True))
    if not codes:
        message = (
            f"Нет данных об условиях школ за {year} год и раньше: {territory}. "
            "Сначала загрузите таблицу условий."
        )
        raise refuse(message, code="no_factors")
    return codes


def _demand_known_factors(rules: IdentificationRules) -> None:
    known = ContextFactor.objects.filter(code__in=rules.factors)
    missing = set(rules.factors) - set(known.values_list("code", flat=True))
    if missing:
        names = ", ".join(f"«{name}»" for name in sorted(missing))
        raise refuse(f"Таких факторов нет: {names}.", code="unknown_factor")


def _demand_schools(
    rules: IdentificationRules, territory: Territory, year: int
) -> None:
    """Say early that a small municipality cannot have a model of its own."""
    schools = (
        Result.objects.filter(
            school__in=School.objects.in_territory(territory),
            year__gt=year - rules.window_years,
            year__lte=year,
        )
        .order_by()
        .values("school")
        .distinct()
        .count()
    )
    needed = len(rules.factors) + SPARE_SCHOOLS
    if schools < needed:
        message = (
            f"Школ с результатами: {schools}, факторов: {len(rules.factors)}. Для "
            f"собственной модели нужно не меньше {needed} школ. Примените "
            "коэффициенты расчёта региона или возьмите меньше факторов."
        )
        raise refuse(message, code="few_schools")
