"""What the worker does for road maps."""

from roadmaps.tasks.intake import enqueue_intake, read_road_map
from roadmaps.tasks.links import check_publication, check_publications
from roadmaps.tasks.papers import enqueue_plan_paper, make_plan_paper
from roadmaps.tasks.programmes import (
    make_programme_receipt,
    read_programme_version,
    resume_programmes,
)
from roadmaps.tasks.reminders import ask_schools, write_reminders
from roadmaps.tasks.retention import remove_old_drafts


__all__ = [
    "ask_schools",
    "check_publication",
    "check_publications",
    "enqueue_intake",
    "enqueue_plan_paper",
    "make_plan_paper",
    "make_programme_receipt",
    "read_programme_version",
    "read_road_map",
    "remove_old_drafts",
    "resume_programmes",
    "write_reminders",
]
