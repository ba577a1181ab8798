"""What many indicators of the programme of 2021-24 have in common."""

from decimal import Decimal

from monitoring.catalogue.description import IndicatorDescription


HUNDRED, FIFTY, THIRTY, TWENTY = (Decimal(n) for n in (100, 50, 30, 20))
SCHOOLS = "школы в статусе на день открытия окна"
PASSPORT = "Муниципальная программа на 2021–2024 годы, паспорт, ожидаемые результаты"


def basis(point: str) -> str:
    """Name the place in the programme that asks for an indicator.

    Parameters
    ----------
    point : str
        Number of the point.

    Returns
    -------
    str
        The document and the point.
    """
    return f"Муниципальная программа на 2021–2024 годы, п. {point}"


def on_site(
    code: str,
    group: str,
    item: str,
    title: str,
    short_title: str,
    numerator: str,
    where: str,
    *,
    definition: str,
    example: str = "",
    target: Decimal = HUNDRED,
    calendar: str = "sites",
) -> IndicatorDescription:
    """Describe a share of schools that the site check answers.

    Parameters
    ----------
    code, group, title, short_title, numerator, definition, example
        As in `IndicatorDescription`.
    item : str
        Code of the item of the check.
    where : str
        The document and the place in it.
    target : Decimal
        Per cent of schools.
    calendar : str
        Code of the calendar; empty when the document names none.

    Returns
    -------
    IndicatorDescription
        «Да» or «нет» a school, with an address as evidence.
    """
    return IndicatorDescription(
        code=code,
        group=group,
        item=item,
        title=title,
        short_title=short_title,
        numerator=numerator,
        denominator=SCHOOLS,
        definition=definition,
        example=example,
        source="site",
        calendar=calendar,
        target=target,
        basis=where,
        owner="рабочая группа",
        needs_evidence=True,
    )
