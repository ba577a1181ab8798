"""Results, context, rules, runs and decisions."""

import datetime as dt

import factory
import numpy as np

from identification.enums import DecisionState, Group, ProcedureKind, ScoreKind
from identification.models import (
    ContextFactor,
    ContextValue,
    Decision,
    DecisionItem,
    Procedure,
    Result,
    RuleSet,
    Run,
    RunSchool,
    Subject,
)
from identification.stats.rules import IdentificationRules
from schools.enums import JobState, StatusKind
from schools.models import School, SchoolStatus, Territory
from tests.factories.registry import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
)


NOW = dt.datetime(2026, 9, 15, 9, 0, tzinfo=dt.UTC)
YEAR = 2026
# The factors of `fill_region`: the first two act, the third is noise.
ACTING = ("poverty", "language")
FACTORS = (*ACTING, "noise")


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subject
        django_get_or_create = ("code",)

    code = "rus"
    name = factory.LazyAttribute(lambda s: f"Предмет {s.code}")


class ProcedureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Procedure
        django_get_or_create = ("code",)

    code = "vpr"
    name = factory.LazyAttribute(lambda p: f"Процедура {p.code}")
    kind = ProcedureKind.VPR
    score_kind = ScoreKind.MARK


class ResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Result

    school = factory.SubFactory(SchoolFactory)
    year = YEAR
    procedure = factory.SubFactory(ProcedureFactory)
    subject = factory.SubFactory(SubjectFactory)
    grade = 5
    participants = 40
    mean_score = 3.8
    below_min = 3


class ContextFactorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContextFactor
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"factor_{n}")
    name = factory.LazyAttribute(lambda f: f"Фактор {f.code}")
    unit = "%"
    position = factory.Sequence(lambda n: n)


class ContextValueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContextValue

    school = factory.SubFactory(SchoolFactory)
    factor = factory.SubFactory(ContextFactorFactory)
    year = YEAR
    value = 10.0


class RuleSetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RuleSet

    title = "Правила для проверки"
    version = factory.Sequence(lambda n: n + 1)
    valid_from = dt.date(2016, 1, 1)
    parameters = factory.LazyFunction(
        lambda: IdentificationRules(bootstrap_resamples=20).to_dict()
    )
    digest = factory.LazyAttribute(
        lambda r: IdentificationRules.from_dict(r.parameters).digest()
    )
    created_at = NOW


class RunFactory(factory.django.DjangoModelFactory):
    """A run that nobody has asked for yet; see `finished_run` for a real one."""

    class Meta:
        model = Run

    territory = factory.SubFactory(RegionFactory)
    year = YEAR
    rule_set = factory.SubFactory(RuleSetFactory)
    parameters = factory.LazyAttribute(lambda r: r.rule_set.parameters)
    requested_at = NOW


class DoneRunFactory(RunFactory):
    """A finished run with rows of its own making, where no calculation is needed."""

    state = JobState.DONE
    finished_at = NOW
    results_digest = "0" * 64


class RunSchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RunSchool

    run = factory.SubFactory(DoneRunFactory)
    school = factory.SubFactory(SchoolFactory)
    group = Group.ORDINARY
    confidence = "sure"
    interval_low = 40.0
    interval_high = 60.0
    outcome_points = 50.0
    expected_points = 50.0
    residual_points = 0.0
    studentised = 0.0


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    run = factory.SubFactory(DoneRunFactory)
    territory = factory.SubFactory(MunicipalityFactory)
    created_at = NOW


class RecordedDecisionFactory(DecisionFactory):
    state = DecisionState.RECORDED
    order_number = "15-о"
    order_date = dt.date(2026, 9, 10)
    effective_on = dt.date(2026, 9, 15)
    recorded_at = NOW


class DecisionItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DecisionItem

    decision = factory.SubFactory(DecisionFactory)
    school = factory.SubFactory(SchoolFactory)
    kind = StatusKind.LOW_RESULTS


class SchoolStatusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolStatus

    school = factory.SubFactory(SchoolFactory)
    kind = StatusKind.LOW_RESULTS
    starts_on = dt.date(2025, 9, 1)
    order_number = "12-о"
    order_date = dt.date(2025, 8, 28)


def fill_territory(
    territory: Territory,
    *,
    schools: int = 12,
    years: tuple[int, ...] = (YEAR,),
    seed: int = 1,
    prefix: str = "",
) -> list[School]:
    """Give a municipality schools with two works a year and three factors.

    School 0 is planted far below its line, school 1 far above; the number below
    the minimum of school 0 fires the 30 % rule.
    """
    rng = np.random.default_rng(seed)
    made = [
        SchoolFactory(
            municipality=territory, code=f"{prefix}{territory.code}-{number:03d}"
        )
        for number in range(schools)
    ]
    procedure = ProcedureFactory()
    subjects = [SubjectFactory(code="rus"), SubjectFactory(code="math")]
    factors = [ContextFactorFactory(code=code) for code in FACTORS]
    results, values = [], []
    for year in years:
        conditions = rng.uniform(0, 40, (schools, len(factors))).round(1)
        level = 4.2 - 0.02 * conditions[:, 0] - 0.015 * conditions[:, 1]
        level += 0.08 * rng.standard_normal(schools)
        level[0] -= 0.9
        level[1] += 0.6
        for number, school in enumerate(made):
            for subject in subjects:
                mean = level[number] + 0.05 * rng.standard_normal()
                results.append(
                    ResultFactory.build(
                        school=school,
                        procedure=procedure,
                        subject=subject,
                        year=year,
                        participants=20 + 3 * number,
                        mean_score=round(float(mean), 2),
                        below_min=9 if number == 0 else 1,
                    )
                )
            values += [
                ContextValueFactory.build(
                    school=school,
                    factor=factor,
                    year=year,
                    value=float(conditions[number, place]),
                )
                for place, factor in enumerate(factors)
            ]
    Result.objects.bulk_create(results)
    ContextValue.objects.bulk_create(values)
    return made
