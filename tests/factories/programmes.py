"""Schools' programmes with versions, reviews and deadlines."""

import datetime as dt

import factory

from roadmaps.enums import DeadlineStep, ProgrammeState
from roadmaps.models import (
    Checklist,
    Criterion,
    Programme,
    ProgrammeDeadline,
    ProgrammeKind,
    ProgrammeVersion,
)
from schools.enums import FilePurpose
from schools.models import StoredFile
from tests.factories.registry import MunicipalityFactory, SchoolFactory


NOW = dt.datetime(2025, 9, 1, 9, 0, tzinfo=dt.UTC)


class ProgrammeKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeKind
        django_get_or_create = ("territory", "code")

    territory = None
    code = "school_programme"
    name = "Школьная программа повышения качества образования"
    short_name = "ШППКО"
    has_constructor = True


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    school = factory.SubFactory(SchoolFactory)
    kind = factory.SubFactory(ProgrammeKindFactory)
    title = factory.Sequence(lambda n: f"Программа № {n}")
    starts_on = dt.date(2025, 9, 1)
    ends_on = dt.date(2026, 8, 31)
    state = ProgrammeState.DRAFT
    state_since = NOW
    created_at = NOW


class ProgrammeFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoredFile

    purpose = FilePurpose.PROGRAMME
    content = factory.django.FileField(data=b"%PDF-1.7 programme")
    original_name = "Программа.pdf"
    content_type = "application/pdf"
    size_bytes = 18
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    uploaded_at = NOW


class ProgrammeVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeVersion

    programme = factory.SubFactory(ProgrammeFactory)
    number = 1
    file = factory.SubFactory(
        ProgrammeFileFactory, school=factory.SelfAttribute("..programme.school")
    )
    sha256 = factory.SelfAttribute("file.sha256")
    uploaded_at = NOW


class ChecklistFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Checklist

    # The portal begins with a first version of its own.
    number = factory.Sequence(lambda n: n + 100)
    title = "Лист проверки"
    created_at = NOW


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    checklist = factory.SubFactory(ChecklistFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Критерий {n}")


class ProgrammeDeadlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeDeadline

    territory = factory.SubFactory(MunicipalityFactory)
    kind = factory.SubFactory(ProgrammeKindFactory)
    step = DeadlineStep.SUBMIT
    year = 2025
    due_on = dt.date(2025, 10, 1)
    created_at = NOW
