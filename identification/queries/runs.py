"""Runs as a person may see them, with the numbers of their own schools only."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from identification.enums import Group, RunPurpose
from identification.models import Run, RunSchool
from identification.models.run import RunQuerySet
from identification.queries.proposals import LOW_GROUPS
from identification.stats.groups import UNSTABLE_SHARE
from schools.models import Territory, User, scope_of


Counts = dict[str, Any]


def visible_runs(*, user: User) -> RunQuerySet:
    """Return the person's runs for lists: without the long JSON columns."""
    return (
        Run.objects.visible_to(user)
        .select_related("territory", "rule_set", "requested_by")
        .defer("model", "parameters", "rule_set__parameters", "verification")
    )


def counts_of(*, runs: Iterable[Run], user: User) -> dict[int, Counts]:
    """Return the numbers of each run over the person's schools, in one query.

    A person who sees the whole territory gets the run's own numbers; anybody else
    gets their own schools counted, so that a total never tells of other schools.
    """
    found: dict[int, Counts] = {}
    partly: list[int] = []
    for run in runs:
        if sees_whole(run=run, user=user):
            found[run.pk] = run.counts or _no_counts()
        else:
            found[run.pk] = _no_counts()
            partly.append(run.pk)
    if partly:
        _count_own(found, partly, user)
    return found


def key_figures(*, run: Run, user: User) -> Counts:
    """Return the numbers of one run over the person's schools."""
    return counts_of(runs=[run], user=user)[run.pk]


def sees_whole(*, run: Run, user: User) -> bool:
    """Tell whether the person sees every school of the run."""
    scope = scope_of(user)
    if scope.everything:
        return True
    places = {run.territory_id, run.territory.parent_id}
    return bool(places & scope.territory_ids)


def latest_official(*, territory: Territory) -> Run | None:
    """Return the newest finished run of a territory, or else of its region."""
    finished = Run.objects.official().finished().order_by("-year", "-finished_at")
    own = finished.filter(territory=territory).first()
    if own is not None or territory.parent_id is None:
        return own
    return finished.filter(territory_id=territory.parent_id).first()


def previous_official(*, run: Run) -> Run | None:
    """Return the finished official run before this one over the same territory.

    The latest run of an earlier year, if there is one; else an earlier run of
    the same year.
    """
    others = (
        Run.objects.filter(territory_id=run.territory_id, purpose=RunPurpose.OFFICIAL)
        .finished()
        .exclude(pk=run.pk)
        .defer("model", "parameters")
        .order_by("-year", "-finished_at", "-pk")
    )
    earlier = others.filter(year__lt=run.year).first()
    if earlier is not None or run.finished_at is None:
        return earlier
    return others.filter(year=run.year, finished_at__lt=run.finished_at).first()


def stability(*, run: Run, user: User) -> dict[str, Any] | None:
    """Say how many of the person's schools changed group since the run before.

    Above the share of A.7 the pages must say that the list is unstable.
    """
    other = previous_official(run=run)
    if other is None:
        return None
    before, after = (_groups_of(part, user) for part in (other, run))
    common = before.keys() & after.keys()
    changed = sum(before[school] != after[school] for school in common)
    share = changed / len(common) if common else 0.0
    return {
        "other": other,
        "common": len(common),
        "changed": changed,
        "share": share,
        "is_high": share > UNSTABLE_SHARE,
    }


def own_rows(*, user: User) -> QuerySet[RunSchool]:
    """Return the person's rows of all runs, each once, ready to be counted.

    The scope of a school team joins decisions, and a join would count twice.
    """
    seen = RunSchool.objects.visible_to(user).order_by().values("pk")
    return RunSchool.objects.filter(pk__in=seen)


def _groups_of(run: Run, user: User) -> dict[int, str]:
    rows = own_rows(user=user).filter(run=run).exclude(group=Group.UNCLASSIFIED)
    return dict(rows.values_list("school_id", "group"))


def _no_counts() -> Counts:
    return {
        "schools": 0,
        "classified": 0,
        "groups": dict.fromkeys(Group.values, 0),
        "sure": dict.fromkeys(Group.values, 0),
        "border": dict.fromkeys(Group.values, 0),
        "rule_fired": 0,
        "rule_only": 0,
        "participants": 0,
    }


def _count_own(found: dict[int, Counts], runs: list[int], user: User) -> None:
    rows = (
        own_rows(user=user)
        .filter(run__in=runs)
        .order_by()
        .values("run_id", "group", "confidence", fired=F("is_rule_fired"))
        .annotate(number=Count("pk"), people=Sum("participants"))
    )
    for row in rows:
        _add(found[row["run_id"]], row)


def _add(counts: Counts, row: dict[str, Any]) -> None:
    group, number = row["group"], row["number"]
    counts["schools"] += number
    counts["participants"] += row["people"]
    counts["groups"][group] += number
    if group != Group.UNCLASSIFIED:
        counts["classified"] += number
    if row["confidence"] in ("sure", "border"):
        counts[row["confidence"]][group] += number
    if row["fired"]:
        counts["rule_fired"] += number
        if group not in LOW_GROUPS:
            counts["rule_only"] += number
