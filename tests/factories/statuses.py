"""Statuses of schools."""

import datetime as dt

import factory

from schools.enums import StatusKind
from schools.models import SchoolStatus
from tests.factories.registry import SchoolFactory


class SchoolStatusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolStatus

    school = factory.SubFactory(SchoolFactory)
    kind = StatusKind.LOW_RESULTS
    starts_on = dt.date(2025, 9, 1)
    order_number = "12-ОД"
    order_date = dt.date(2025, 8, 25)
