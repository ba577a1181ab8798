"""Columns of a table of schools."""

from schools.enums import CodeSystem, LocalityKind, SchoolKind, TerritoryKind
from schools.ingest.schema import Field, TableSchema
from schools.models import Territory


CODES: dict[str, CodeSystem] = {
    "rcoi": CodeSystem.RCOI,
    "fisoko": CodeSystem.FISOKO,
    "kiasuo": CodeSystem.KIASUO,
    "inn": CodeSystem.INN,
    "ogrn": CodeSystem.OGRN,
}
KIND_WORDS = {
    SchoolKind.SECONDARY: ("СОШ", "средняя", "средняя школа"),
    SchoolKind.BASIC: ("ООШ", "основная", "основная школа"),
    SchoolKind.PRIMARY: ("НОШ", "начальная", "начальная школа"),
    SchoolKind.BOARDING: ("интернат", "школа интернат"),
    SchoolKind.EVENING: ("вечерняя",),
    SchoolKind.SPECIAL: ("коррекционная школа", "ОВЗ"),
}
LOCALITY_WORDS = {
    LocalityKind.URBAN: ("городская", "городская местность"),
    LocalityKind.TOWNSHIP: ("пгт", "посёлок", "рабочий посёлок"),
    LocalityKind.RURAL: ("сельская", "сельская местность", "деревня"),
}


def schools_schema(territory: Territory) -> TableSchema:
    """Return the columns of a file of schools of this territory."""
    return TableSchema(
        code="schools",
        title="Школы",
        fields=(*_names(), _municipality(territory), *_facts(), *_codes()),
        key=("code",),
    )


def _names() -> tuple[Field, ...]:
    return (
        Field(
            code="code",
            title="Код школы",
            kind="code",
            required=True,
            synonyms=("код в реестре", "код", "код организации", "код ОУ"),
            help="Постоянный код, по которому портал узнаёт школу.",
            example="124001",
        ),
        Field(
            code="name",
            title="Название",
            required=True,
            synonyms=(
                "школа",
                "краткое название",
                "краткое наименование",
                "наименование",
                "название школы",
                "наименование ОО",
                "название ОО",
            ),
            example="СОШ № 1",
        ),
        Field(
            code="full_name",
            title="Полное название",
            synonyms=("полное наименование", "наименование по уставу"),
            example="МБОУ «Средняя общеобразовательная школа № 1»",
        ),
    )


def _municipality(territory: Territory) -> Field:
    places = (
        territory.municipalities.order_by("name")
        if territory.kind == TerritoryKind.REGION
        else [territory]
    )
    names = {place.name: str(place.pk) for place in places}
    codes = {place.code: str(place.pk) for place in places if place.code not in names}
    return Field(
        code="municipality",
        title="Муниципалитет",
        kind="choice",
        required=territory.is_region,
        synonyms=("муниципальное образование", "район", "территория", "МО"),
        choices={**names, **codes},
        help="Как в списке территорий портала.",
    )


def _facts() -> tuple[Field, ...]:
    return (
        Field(
            code="kind",
            title="Вид школы",
            kind="choice",
            synonyms=("вид", "тип", "тип школы", "уровень"),
            choices=_words(SchoolKind, KIND_WORDS),
            example="СОШ",
        ),
        Field(
            code="locality",
            title="Населённый пункт",
            synonyms=("город или село", "местонахождение"),
            example="с. Берёзовка",
        ),
        Field(
            code="locality_kind",
            title="Где находится",
            kind="choice",
            synonyms=("вид населённого пункта", "местность", "признак города"),
            choices=_words(LocalityKind, LOCALITY_WORDS),
            example="село",
        ),
        Field(
            code="site",
            title="Сайт",
            synonyms=("адрес сайта", "официальный сайт"),
            example="https://school1.example.ru",
        ),
    )


def _codes() -> tuple[Field, ...]:
    words = {
        "rcoi": ("код РЦОИ", "код ОО", "РЦОИ"),
        "fisoko": ("ФИС ОКО", "логин ОО", "логин ВПР"),
        "kiasuo": ("код КИАСУО",),
        "inn": ("ИНН школы", "ИНН организации"),
        "ogrn": ("ОГРН школы", "ОГРН организации"),
    }
    return tuple(
        Field(
            code=code,
            title=str(system.label)[0].upper() + str(system.label)[1:],
            kind="code",
            synonyms=words[code],
            help="Под этим кодом школу знает другой реестр.",
        )
        for code, system in CODES.items()
    )


def _words(enum, more) -> dict[str, str]:
    """Return each label, and every other word for it, to the stored code."""
    labels = {str(label): value for value, label in enum.choices}
    others = {word: str(item) for item, words in more.items() for word in words}
    return {**labels, **others}
