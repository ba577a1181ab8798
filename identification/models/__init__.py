"""Results, context, rules, runs and the decision."""

from identification.models.context_factor import ContextFactor
from identification.models.context_value import ContextValue
from identification.models.decision import Decision
from identification.models.decision_item import DecisionItem
from identification.models.procedure import Procedure
from identification.models.result import Result
from identification.models.rule_set import RuleSet
from identification.models.run import Run
from identification.models.run_report import RunReport
from identification.models.run_school import RunSchool
from identification.models.subject import Subject


__all__ = [
    "ContextFactor",
    "ContextValue",
    "Decision",
    "DecisionItem",
    "Procedure",
    "Result",
    "RuleSet",
    "Run",
    "RunReport",
    "RunSchool",
    "Subject",
]
