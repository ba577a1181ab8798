"""The programme with a reviewer's marks in it."""

import datetime as dt

from django.core.files import File
from django.db import transaction

from roadmaps.actions.programme_files import accept_upload
from roadmaps.actions.reviews import demand_reviewer, locked_review
from roadmaps.models import Review
from schools.actions.audit import record
from schools.actions.files import discard_file, store_file
from schools.enums import FilePurpose
from schools.models import User


def mark_file(
    *, review: Review, upload: File, original_name: str, user: User, now: dt.datetime
) -> Review:
    """Keep a file with marks; the one before it goes.

    What the file is is found out before the database is touched: the scanner may
    take its time.
    """
    demand_reviewer(user, review.version)
    found = accept_upload(upload, name=original_name)
    with transaction.atomic():
        own = locked_review(review, user)
        _drop(own, user, "Загружен другой файл с пометками.", now)
        # Of the territory, not of the school: an open review's file is not for it.
        own.marked_file = store_file(
            upload=upload,
            purpose=FilePurpose.REVIEW,
            original_name=original_name,
            content_type=found.content_type,
            territory=own.school.municipality,
            user=user,
            now=now,
        )
        own.save(update_fields=["marked_file"])
        record(
            actor=user,
            action="review.file_added",
            obj=own,
            now=now,
            after={"sha256": own.marked_file.sha256},
        )
    return own


@transaction.atomic
def remove_marked_file(*, review: Review, user: User, now: dt.datetime) -> Review:
    """Take the file with marks back while the review is open."""
    own = locked_review(review, user)
    if own.marked_file is not None:
        sha256 = own.marked_file.sha256
        _drop(own, user, "Убран проверяющим.", now)
        record(
            actor=user,
            action="review.file_removed",
            obj=own,
            now=now,
            before={"sha256": sha256},
        )
    return own


def _drop(review: Review, user: User, reason: str, now: dt.datetime) -> None:
    stored = review.marked_file
    if stored is None:
        return
    review.marked_file = None
    review.save(update_fields=["marked_file"])
    discard_file(stored=stored, user=user, reason=reason, now=now)
