"""A municipality whose school has sent a programme, and the people who judge it."""

import datetime as dt

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from roadmaps.actions.programme_moves import move
from roadmaps.actions.reviews import start_review
from roadmaps.actions.reviews_finish import finish_review
from roadmaps.actions.reviews_scores import score
from roadmaps.models import (
    Checklist,
    Criterion,
    Programme,
    ProgrammeStep,
    ProgrammeVersion,
    Review,
)
from schools.enums import Role
from schools.models import User
from tests.factories import MunicipalityFactory, RegionFactory, SchoolFactory, person
from tests.factories.programmes import (
    ChecklistFactory,
    CriterionFactory,
    ProgrammeFactory,
    ProgrammeFileFactory,
    ProgrammeKindFactory,
    ProgrammeVersionFactory,
)
from tests.signing import signed_in


NOW = dt.datetime(2025, 10, 6, 9, 0, tzinfo=dt.UTC)
TODAY = dt.date(2025, 10, 6)
LATER = TODAY + dt.timedelta(days=14)
TEXT = ("Паспорт программы", "Цель программы – поднять результаты.", "Кадры | 12")


class Judges:
    """Three criteria (the first starred, the second of weight 2), threshold 80 %."""

    def __init__(self) -> None:
        self.region = RegionFactory(name="Приенисейский край")
        self.town = MunicipalityFactory(parent=self.region, name="Сосновоборск")
        self.school = SchoolFactory(municipality=self.town, name="Школа № 1")
        self.sibling = SchoolFactory(municipality=self.town, name="Школа № 2")
        self.coordinator = person(Role.COORDINATOR, self.town, full_name="Анна Ким")
        self.methodist = person(Role.METHODIST, self.town, full_name="Вера Орлова")
        self.head = person(Role.HEAD, self.town)
        self.team = person(Role.SCHOOL_TEAM, self.school, full_name="Олег Лис")
        self.colleague = person(Role.SCHOOL_TEAM, self.school, full_name="Ия Гай")
        self.other_team = person(Role.SCHOOL_TEAM, self.sibling)
        self.neighbour = person(
            Role.COORDINATOR, MunicipalityFactory(parent=self.region)
        )
        self.kind = ProgrammeKindFactory()
        self.checklist = self.a_checklist()
        self.programme = ProgrammeFactory(
            school=self.school, kind=self.kind, title="Программа № 1"
        )

    def a_checklist(self, **fields: object) -> Checklist:
        """Make the municipality's own checklist for the kind."""
        made = ChecklistFactory(territory=self.town, kind=self.kind, **fields)
        for number, (starred, weight) in enumerate(
            [(True, 1), (False, 2), (False, 1)], 1
        ):
            CriterionFactory(
                checklist=made,
                number=number,
                title=f"Критерий {number}",
                is_starred=starred,
                weight=weight,
            )
        return made

    def criterion(self, number: int) -> Criterion:
        """Return a line of the checklist."""
        return self.checklist.criteria.get(number=number)

    def a_version(self, *text: str) -> ProgrammeVersion:
        """Give the programme its next version, read by the worker already."""
        number = self.programme.versions.count() + 1
        file = ProgrammeFileFactory(
            school=self.programme.school,
            content=ContentFile(b"%PDF-1.7 programme", name="x"),
        )
        return ProgrammeVersionFactory(
            programme=self.programme,
            number=number,
            file=file,
            paragraphs=list(text or TEXT),
            read_at=NOW,
        )

    def go(self, code: str, user: User, **given: object) -> ProgrammeStep:
        """Move the programme."""
        step = move(
            programme=self.programme,
            code=code,
            user=user,
            now=NOW,
            today=TODAY,
            **given,
        )
        self.programme.refresh_from_db()
        return step

    def sent(self, *text: str) -> ProgrammeVersion:
        """Let the school send its next version."""
        version = self.a_version(*text)
        code = "submit" if self.programme.state == "draft" else "resubmit"
        self.go(code, self.team)
        version.refresh_from_db()
        return version

    def begun(self, user: User | None = None) -> Review:
        """Let somebody take up what was sent last."""
        version = self.programme.versions.order_by("-number").first()
        return start_review(
            version=version,
            user=user or self.coordinator,
            checklist=self.checklist,
            now=NOW,
        )

    def scored(self, review: Review, *values: int) -> Review:
        """Write scores in the order of the checklist."""
        for number, value in enumerate(values, 1):
            score(
                review=review,
                criterion=review.checklist.criteria.get(number=number),
                value=value,
                comment="" if value == 2 else "Мало.",
                seen="",
                user=review.reviewer,
                now=NOW,
            )
        return review

    def finished(
        self, review: Review, verdict: str = "return", summary: str = "Доработать."
    ) -> Review:
        """Close a review."""
        return finish_review(
            review=review,
            verdict=verdict,
            summary=summary,
            user=review.reviewer,
            now=NOW,
            today=TODAY,
            due_on=LATER,
        )

    def browser(self, who: str = "coordinator") -> Client:
        """Return the browser of one of the people."""
        return signed_in(getattr(self, who))

    def get(self, name: str, *args: object, who: str = "coordinator", **query: object):
        """Open a page as somebody."""
        return self.browser(who).get(reverse(f"reviews:{name}", args=args), query)

    def post(self, name: str, *args: object, who: str = "coordinator", **data: object):
        """Send a form as somebody."""
        return self.browser(who).post(reverse(f"reviews:{name}", args=args), data)


def state_of(programme: Programme) -> str:
    """Return where the programme stands now."""
    return Programme.objects.get(pk=programme.pk).state
