"""Road maps, school programmes, and what came of them."""

from roadmaps.models.activity import Activity
from roadmaps.models.activity_party import ActivityParty
from roadmaps.models.checklist import Checklist
from roadmaps.models.criterion import Criterion
from roadmaps.models.deadline_extension import DeadlineExtension
from roadmaps.models.evidence import Evidence
from roadmaps.models.following import Following
from roadmaps.models.intake import Intake
from roadmaps.models.milestone import Milestone
from roadmaps.models.occurrence import Occurrence
from roadmaps.models.party import Party
from roadmaps.models.plan_indicator import PlanIndicator
from roadmaps.models.plan_line import PlanLine
from roadmaps.models.plan_report import PlanReport
from roadmaps.models.presentation import Presentation
from roadmaps.models.programme import Programme
from roadmaps.models.programme_deadline import ProgrammeDeadline
from roadmaps.models.programme_field import ProgrammeField
from roadmaps.models.programme_kind import ProgrammeKind
from roadmaps.models.programme_step import ProgrammeStep
from roadmaps.models.programme_version import ProgrammeVersion
from roadmaps.models.publication import Publication
from roadmaps.models.remark import Remark
from roadmaps.models.reminder import Reminder
from roadmaps.models.retention_rule import RetentionRule
from roadmaps.models.review import Review
from roadmaps.models.review_score import ReviewScore
from roadmaps.models.risk_factor import RiskFactor
from roadmaps.models.road_map import RoadMap
from roadmaps.models.school_answer import SchoolAnswer
from roadmaps.models.school_target import SchoolTarget
from roadmaps.models.section import Section
from roadmaps.models.version import RoadMapVersion


__all__ = [
    "Activity",
    "ActivityParty",
    "Checklist",
    "Criterion",
    "DeadlineExtension",
    "Evidence",
    "Following",
    "Intake",
    "Milestone",
    "Occurrence",
    "Party",
    "PlanIndicator",
    "PlanLine",
    "PlanReport",
    "Presentation",
    "Programme",
    "ProgrammeDeadline",
    "ProgrammeField",
    "ProgrammeKind",
    "ProgrammeStep",
    "ProgrammeVersion",
    "Publication",
    "Remark",
    "Reminder",
    "RetentionRule",
    "Review",
    "ReviewScore",
    "RiskFactor",
    "RoadMap",
    "RoadMapVersion",
    "SchoolAnswer",
    "SchoolTarget",
    "Section",
]
