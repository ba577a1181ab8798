"""A job runs once, shows its way, and does not disappear with its worker."""

import datetime as dt

import pytest

from schools.actions import jobs
from schools.enums import JobState
from schools.models import ImportBatch


pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(place, now) -> ImportBatch:
    return ImportBatch.objects.create(
        kind="schools",
        territory=place,
        file_name="школы.xlsx",
        file_sha256="0" * 64,
        requested_at=now,
    )


@pytest.fixture
def queued(batch, coordinator, now) -> ImportBatch:
    return jobs.queue_job(job=batch, user=coordinator, now=now)


def row(batch) -> ImportBatch:
    return ImportBatch.objects.get(pk=batch.pk)


def test_only_one_worker_claims(queued, now):
    claims = [ImportBatch.objects.claim(queued.pk, now=now) for _ in range(2)]
    assert claims == [True, False]
    assert (row(queued).state, row(queued).attempts) == (JobState.RUNNING, 1)


def test_progress_is_written_and_the_row_tells_it(queued, now):
    ImportBatch.objects.claim(queued.pk, now=now)
    jobs.advance_job(job=queued, stage="строки", done=1, total=3, now=now)
    found = row(queued)
    assert (found.stage, found.steps_done, found.percent_done) == ("строки", 1, 33)


def test_progress_of_a_job_that_is_not_running_is_not_written(queued, now):
    jobs.advance_job(job=queued, stage="строки", done=1, total=3, now=now)
    assert row(queued).stage == ""


def test_the_end_is_kept_with_its_reason(queued, now):
    jobs.fail_job(job=queued, code="broken", detail="Файл повреждён.", now=now)
    found = row(queued)
    assert (found.state, found.error_code, found.error_detail, found.finished_at) == (
        JobState.FAILED,
        "broken",
        "Файл повреждён.",
        now,
    )


def test_queued_again_it_forgets_the_failure(queued, coordinator, now):
    jobs.fail_job(job=queued, code="broken", detail="Файл повреждён.", now=now)
    again = jobs.queue_job(job=row(queued), user=coordinator, now=now)
    assert (again.state, again.error_code, again.finished_at) == (
        JobState.QUEUED,
        "",
        None,
    )


class TestLostJobs:
    def requeued(self, moment: dt.datetime) -> list[int]:
        return jobs.requeue_lost_jobs(model=ImportBatch, now=moment)

    def test_a_living_job_is_left_alone(self, queued, now):
        ImportBatch.objects.claim(queued.pk, now=now)
        assert self.requeued(now + jobs.SILENCE) == []

    def test_a_silent_job_is_queued_again(self, queued, now):
        ImportBatch.objects.claim(queued.pk, now=now)
        later = now + jobs.SILENCE + dt.timedelta(seconds=1)
        assert self.requeued(later) == [queued.pk]
        assert self.requeued(later) == []
        assert row(queued).state == JobState.QUEUED

    def test_the_third_death_is_the_last(self, queued, now):
        for attempt in range(jobs.MAX_ATTEMPTS):
            moment = now + attempt * 2 * jobs.SILENCE
            ImportBatch.objects.claim(queued.pk, now=moment)
            found = self.requeued(moment + 2 * jobs.SILENCE)
        assert (found, row(queued).state, row(queued).error_code) == (
            [],
            JobState.FAILED,
            "worker_lost",
        )

    def test_a_job_whose_message_was_lost_is_handed_out_once_in_a_while(
        self, queued, now
    ):
        minute = dt.timedelta(minutes=1)
        found = [bool(self.requeued(now + count * minute)) for count in range(1, 13)]
        assert [number for number, was in enumerate(found, 1) if was] == [6, 12]

    def test_a_finished_job_stays_finished(self, queued, now):
        ImportBatch.objects.claim(queued.pk, now=now)
        jobs.finish_job(job=row(queued), now=now)
        assert self.requeued(now + dt.timedelta(days=1)) == []
