"""Road maps, their versions, and what came of them."""

from roadmaps.models.activity import Activity
from roadmaps.models.activity_party import ActivityParty
from roadmaps.models.evidence import Evidence
from roadmaps.models.following import Following
from roadmaps.models.intake import Intake
from roadmaps.models.milestone import Milestone
from roadmaps.models.occurrence import Occurrence
from roadmaps.models.party import Party
from roadmaps.models.plan_indicator import PlanIndicator
from roadmaps.models.plan_line import PlanLine
from roadmaps.models.plan_report import PlanReport
from roadmaps.models.reminder import Reminder
from roadmaps.models.road_map import RoadMap
from roadmaps.models.school_answer import SchoolAnswer
from roadmaps.models.section import Section
from roadmaps.models.version import RoadMapVersion


__all__ = [
    "Activity",
    "ActivityParty",
    "Evidence",
    "Following",
    "Intake",
    "Milestone",
    "Occurrence",
    "Party",
    "PlanIndicator",
    "PlanLine",
    "PlanReport",
    "Reminder",
    "RoadMap",
    "RoadMapVersion",
    "SchoolAnswer",
    "Section",
]
