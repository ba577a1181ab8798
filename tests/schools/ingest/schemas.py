"""A schema of results like the portal's own, for tests."""

from schools.ingest.schema import Field, RowCheck, TableSchema


RESULTS = TableSchema(
    code="results",
    title="Результаты",
    fields=(
        Field(
            "school", "Школа", required=True,
            synonyms=("ОО", "Название ОО", "Наименование школы"),
        ),
        Field("school_code", "Код школы", kind="code", synonyms=("Код ОО", "Логин")),
        Field("year", "Год", kind="integer", required=True, minimum=2000, maximum=2100),
        Field(
            "subject", "Предмет", kind="choice", required=True,
            choices={"Русский язык": "rus", "Русский": "rus", "Математика": "math"},
        ),
        Field("grade", "Класс", kind="integer", minimum=1, maximum=11),
        Field(
            "participants", "Участников", kind="integer", required=True, minimum=0,
            synonyms=("Кол-во участников", "Количество участников"), unit="чел.",
        ),
        Field(
            "mean_score", "Средний балл", kind="decimal", minimum=0, maximum=100, places=2,
            synonyms=("Первичный балл",),
        ),
        Field("below_min", "Ниже минимума", kind="integer", minimum=0),
        Field("covered_percent", "Охват", kind="decimal", unit="%", minimum=0, maximum=100),
        Field("held_on", "Дата проведения", kind="date"),
        Field("is_objective", "Объективность", kind="boolean"),
    ),
    key=("school", "year", "subject", "grade"),
    checks=(
        RowCheck(
            code="below_min_over_participants",
            columns=("below_min", "participants"),
            message="Ниже минимума {below_min}, а участников всего {participants}",
            advice="проверьте оба числа",
            test=lambda columns: columns["below_min"] <= columns["participants"],
        ),
    ),
)  # fmt: skip

HEADINGS = [
    "Школа", "Код школы", "Год", "Предмет", "Класс", "Участников", "Средний балл",
    "Ниже минимума", "Охват, %", "Дата проведения", "Объективность",
]  # fmt: skip
