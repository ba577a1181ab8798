"""Sections of a programme that say what the school will do, as data."""

from roadmaps.constructor.model import Column, ColumnKind, Field, FieldKind, Part


STAGES = ("входной", "промежуточный", "итоговый")
RESOURCES = ("люди", "время", "оборудование", "материалы", "деньги", "помещения")

AIM = Part(
    "aim",
    "Цель и задачи",
    "Одна измеримая цель к названному дню и задачи, каждая – ответ на причину.",
    (
        Field(
            "aim",
            "Цель",
            FieldKind.TEXT,
            "Что, с какого и до какого значения изменится. Например: «Снизить долю "
            "обучающихся 5–9 классов с отметкой „2“ на ВПР с 24 до 12 %».",
            lack="Цель не названа",
        ),
        Field(
            "aim_on",
            "К какому дню",
            FieldKind.DAY,
            "Последний день, когда цель можно проверить.",
            lack="У цели нет срока",
        ),
        Field(
            "tasks",
            "Задачи",
            FieldKind.ROWS,
            "На каждую причину – хотя бы одна задача.",
            columns=(
                Column(
                    "task", "Задача", hint="Научить работать с текстом на всех уроках"
                ),
                Column(
                    "cause",
                    "На какую причину отвечает",
                    ColumnKind.REFERENCE,
                    refers="causes",
                ),
            ),
            row_name="задачу",
            lack="Задачи не поставлены",
        ),
    ),
)

INDICATORS = Part(
    "indicators",
    "Показатели",
    "По ним будет видно, получилось ли. После утверждения они станут показателями "
    "школы на портале.",
    (
        Field(
            "indicators",
            "Показатели",
            FieldKind.ROWS,
            "Исходное значение – последнее известное; цель – на конец каждого учебного "
            "года срока.",
            columns=(
                Column(
                    "title", "Показатель", hint="Доля «2» на ВПР по математике, 5–8 кл."
                ),
                Column("unit", "Единица", ColumnKind.LINE, hint="%"),
                Column("baseline", "Исходное", ColumnKind.NUMBER, hint="24,5"),
                Column("source", "Откуда данные", ColumnKind.LINE, hint="итоги ВПР"),
                Column(
                    "responsible", "Кто отвечает", ColumnKind.LINE, hint="зам. по УВР"
                ),
            ),
            row_name="показатель",
            lack="Показателей нет",
        ),
    ),
)

ACTIVITIES = Part(
    "activities",
    "Мероприятия",
    "Что школа сделает. Срок пишите словами: портал поймёт и скажет, как понял.",
    (
        Field(
            "activities",
            "Мероприятия",
            FieldKind.ROWS,
            "У каждой задачи – хотя бы одно мероприятие; не забудьте слабоуспевающих "
            "и родителей.",
            columns=(
                Column(
                    "task", "Для какой задачи", ColumnKind.REFERENCE, refers="tasks"
                ),
                Column("title", "Что сделаем", hint="Консультации по расписанию"),
                Column(
                    "term",
                    "Срок",
                    ColumnKind.TERM,
                    hint="ежемесячно; до 20 декабря; ноябрь 2025",
                ),
                Column(
                    "responsible", "Кто отвечает", ColumnKind.LINE, hint="зам. по УВР"
                ),
                Column(
                    "result",
                    "Что останется",
                    ColumnKind.LINE,
                    hint="справка; карта наблюдений",
                ),
            ),
            row_name="мероприятие",
            lack="Мероприятий нет",
        ),
    ),
)

RISKS = Part(
    "risks",
    "Риски и ответы",
    "Что может помешать и что школа тогда сделает.",
    (
        Field(
            "risks",
            "Риски",
            FieldKind.ROWS,
            "Два–четыре самых вероятных.",
            columns=(
                Column("risk", "Что может помешать", hint="Уйдёт учитель математики"),
                Column(
                    "answer", "Что сделаем", hint="Сетевой договор со школой-соседом"
                ),
            ),
            row_name="риск",
            lack="Риски не названы",
        ),
    ),
)

RESOURCES_PART = Part(
    "resources",
    "Ресурсы",
    "Что понадобится и откуда это возьмётся.",
    (
        Field(
            "resources",
            "Ресурсы",
            FieldKind.ROWS,
            "Люди и время – тоже ресурсы.",
            columns=(
                Column("kind", "Вид", ColumnKind.CHOICE, choices=RESOURCES),
                Column("what", "Что именно", hint="0,5 ставки педагога-психолога"),
                Column(
                    "source",
                    "Откуда",
                    ColumnKind.LINE,
                    hint="стимулирующий фонд",
                ),
            ),
            row_name="ресурс",
            lack="Ресурсы не названы",
        ),
        Field(
            "partners",
            "Наставник и сетевые партнёры",
            FieldKind.TEXT,
            "С кем есть договор, соглашение или приказ – с номером и датой.",
            lack="Не названы наставник и партнёры",
        ),
    ),
)

MONITORING = Part(
    "monitoring",
    "Мониторинг",
    "Когда и чем измеряете, кто отвечает; где всё это прочитают родители.",
    (
        Field(
            "monitoring",
            "Замеры",
            FieldKind.ROWS,
            "Входной, промежуточный и итоговый – каждый учебный год.",
            columns=(
                Column("stage", "Замер", ColumnKind.CHOICE, choices=STAGES),
                Column("what", "Что и чем измеряем", hint="Чтение, контрольная работа"),
                Column(
                    "term", "Когда", ColumnKind.TERM, hint="вторая половина сентября"
                ),
                Column(
                    "responsible", "Кто отвечает", ColumnKind.LINE, hint="зам. по УВР"
                ),
            ),
            row_name="замер",
            lack="Замеры не назначены",
        ),
        Field(
            "publication",
            "Где программа будет на сайте школы",
            FieldKind.TEXT,
            "Раздел сайта, где появятся программа, приказ и пакет документов.",
            lack="Не сказано, где программа будет на сайте",
        ),
    ),
)
