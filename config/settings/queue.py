"""How the queue works, and what it does by the clock."""

from config.settings.base import TIME_ZONE


CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "requeue-lost-jobs": {"task": "schools.tasks.requeue_lost_jobs", "schedule": 60},
    "forget-old-traces": {
        "task": "schools.tasks.forget_old_traces",
        "schedule": 24 * 60 * 60,
    },
    "send-outgoing-messages": {
        "task": "schools.tasks.send_outgoing_messages",
        "schedule": 60,
    },
    # Every hour, so that a night without power loses no letter; what is written is
    # not written twice.
    "write-reminders": {
        "task": "roadmaps.tasks.write_reminders",
        "schedule": 60 * 60,
    },
    "resume-programmes": {
        "task": "roadmaps.tasks.resume_programmes",
        "schedule": 5 * 60,
    },
    "ask-schools": {
        "task": "roadmaps.tasks.ask_schools",
        "schedule": 24 * 60 * 60,
    },
    # Each draft hears of its day long before, so the hour does not matter.
    "remove-old-drafts": {
        "task": "roadmaps.tasks.remove_old_drafts",
        "schedule": 24 * 60 * 60,
    },
    # Each link once a day; one that was silent, an hour later once more.
    "check-publications": {
        "task": "roadmaps.tasks.check_publications",
        "schedule": 15 * 60,
    },
    "check-site-addresses": {
        "task": "monitoring.tasks.check_site_addresses",
        "schedule": 15 * 60,
    },
    # Results and programmes change while a window is open; nothing new writes nothing.
    "compute-open-windows": {
        "task": "monitoring.tasks.compute_open_windows",
        "schedule": 6 * 60 * 60,
    },
    # Every hour: a day that was moved to today opens today.
    "open-due-windows": {
        "task": "monitoring.tasks.open_due_windows",
        "schedule": 60 * 60,
    },
    "write-notices": {
        "task": "monitoring.tasks.write_notices",
        "schedule": 60 * 60,
    },
    # Once a day is enough: people look at the drafts before they issue them.
    "draft-after-windows": {
        "task": "monitoring.tasks.draft_after_windows",
        "schedule": 24 * 60 * 60,
    },
    # A change hands out its window at once; this one catches what was lost.
    "roll-up-stale-windows": {
        "task": "monitoring.tasks.roll_up_stale_windows",
        "schedule": 60,
    },
}
CELERY_TASK_ROUTES: dict[str, str] = {}
# Longer than any task may run: a shorter one hands a running task to a second
# worker. The throttle of 1 sweeps abandoned messages every ten seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1200,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
