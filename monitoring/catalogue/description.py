"""What a catalogue of indicators is made of: plain values, no database."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class SlotDescription:
    """One window of a calendar, every year anew.

    Parameters
    ----------
    month, day : int
        The day on which it opens; the day is 1 to 28.
    days_to_due, days_of_grace : int
        Days until a form is due, and days after that on which it is still taken.
    phase : str
        Code of `monitoring.enums.Phase`; "plain" without phases.
    """

    month: int
    day: int = 1
    days_to_due: int = 20
    days_of_grace: int = 7
    phase: str = "plain"


@dataclass(frozen=True)
class CalendarDescription:
    """When windows of one kind open, and who fills them.

    Parameters
    ----------
    code : str
        Known in the whole portal.
    name : str
        As people read it.
    filler : str
        Code of `monitoring.enums.Filler`.
    slots : tuple of SlotDescription
        One a window, in order of the school year.
    """

    code: str
    name: str
    filler: str
    slots: tuple[SlotDescription, ...]


@dataclass(frozen=True)
class ItemDescription:
    """A paper or a page that the group looks for on a school's site.

    Parameters
    ----------
    code : str
        Known in the whole portal.
    title : str
        What is looked for, in a few words.
    hint : str
        What has to be seen to say «есть».
    """

    code: str
    title: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class IndicatorDescription:
    """An indicator with its first version and the target of its document.

    Parameters
    ----------
    code : str
        Short name known in the whole portal.
    group : str
        Heading under which it stands.
    track : str
        Code of `monitoring.enums.Track`.
    title, short_title : str
        The wording, up to 500 signs, and a name of up to 80 for tables.
    definition, example : str
        How to count, and one case counted.
    numerator, denominator : str
        What is counted, and of what; the denominator is empty for a plain count.
    level, kind, source : str
        Codes of `monitoring.enums.Level`, `ValueKind` and `Source`.
    direction : str
        Code of `monitoring.enums.Direction`.
    unit : str
        Of the municipality's figure.
    calendar : str
        Code of a calendar; empty when the document names no time of collection.
    target : Decimal or None
        Per cent for shares, a number for counts, 1 for a municipality's «да».
    basis : str
        The document that asks for it, with the place in it.
    owner : str
        Who answers for the figures.
    item : str
        Code of the item of the site check that answers.
    fact : str
        Code of the fact of a programme that answers, see `monitoring.catalogue.facts`.
    procedure, subject : str
        Codes of the results whose dynamics answer.
    grade : int or None
        Whose results.
    needs_evidence : bool
        Whether a value without a paper or an address is not taken.
    note : str
        What a person should know of this wording.
    """

    code: str
    group: str
    title: str
    short_title: str
    definition: str
    numerator: str
    source: str
    target: Decimal | None
    basis: str
    track: str = "common"
    example: str = ""
    denominator: str = ""
    level: str = "school"
    kind: str = "yes_no"
    direction: str = "more"
    unit: str = "%"
    calendar: str = ""
    owner: str = "муниципальный координатор"
    item: str = ""
    fact: str = ""
    procedure: str = ""
    subject: str = ""
    grade: int | None = None
    needs_evidence: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Indicators that belong together, with all that they need.

    Parameters
    ----------
    code : str
        Under which it is loaded.
    title, about : str
        Its name, and a paragraph for the person who chooses.
    valid_from : int
        The first school year of its wordings.
    calendars : tuple of CalendarDescription
        Calendars that must be there.
    items : tuple of ItemDescription
        Items of the site check that must be there.
    indicators : tuple of IndicatorDescription
        In the order of the document.
    first_position : int
        Where they stand among the indicators of the portal.
    """

    code: str
    title: str
    about: str
    valid_from: int
    calendars: tuple[CalendarDescription, ...]
    items: tuple[ItemDescription, ...]
    indicators: tuple[IndicatorDescription, ...]
    first_position: int = 0
