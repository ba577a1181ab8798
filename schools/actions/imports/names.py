"""Spellings of schools that a person matches once; the portal remembers them."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.actions.audit import record
from schools.actions.imports.confirming import locked
from schools.actions.jobs import queue_job
from schools.enums import ImportPhase, JobState
from schools.ingest.names import normalise_school_name
from schools.models import ImportBatch, School, SchoolAlias, User


@transaction.atomic
def confirm_names(
    *,
    batch: ImportBatch,
    choices: Mapping[str, int | None],
    user: User,
    now: dt.datetime,
) -> ImportBatch:
    """Remember which school each spelling means, and queue the reading anew.

    A spelling without a school stays an error. Schools outside the import's
    territory are not taken, whatever was sent.
    """
    batch = locked(batch)
    if batch.phase != ImportPhase.PREVIEW or batch.state != JobState.DONE:
        raise ValidationError(
            "Названия этой загрузки уже нельзя сопоставить.", code="not_now"
        )
    asked = {str(item["name"]) for item in batch.unknown_names}
    chosen = {
        name: school
        for name, school in choices.items()
        if name in asked and school is not None
    }
    schools = School.objects.in_territory(batch.territory).in_bulk(set(chosen.values()))
    aliases = [
        SchoolAlias(
            school=schools[school],
            name=name[:500],
            normalised=normalise_school_name(name)[:500],
        )
        for name, school in chosen.items()
        if school in schools
    ]
    if not aliases:
        raise ValidationError(
            "Выберите школу хотя бы для одного названия.", code="not_now"
        )
    SchoolAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    batch.phase = ImportPhase.READING
    queue_job(job=batch, user=user, now=now)
    for alias in aliases:
        record(
            actor=user,
            action="school.alias_added",
            obj=alias.school,
            now=now,
            after={"name": alias.name},
            reason=f"загрузка № {batch.pk}",
        )
    return batch
