"""Every new portal begins with the standard subjects and procedures."""

import pytest

from identification.actions.standard_reference import (
    PROCEDURES,
    SUBJECTS,
    ensure_standard_reference,
)
from identification.models import Procedure, Subject


pytestmark = pytest.mark.django_db


def test_a_new_database_has_them() -> None:
    assert set(Subject.objects.values_list("code", flat=True)) == set(SUBJECTS)
    assert set(Procedure.objects.values_list("code", flat=True)) == set(PROCEDURES)


def test_a_changed_name_stays_and_a_missing_one_comes_back() -> None:
    Subject.objects.filter(code="rus").update(name="Русский")
    Subject.objects.filter(code="math").delete()

    ensure_standard_reference()

    assert Subject.objects.get(code="rus").name == "Русский"
    assert Subject.objects.get(code="math").name == "Математика"
