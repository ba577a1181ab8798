"""What the working group looks for on schools' sites."""

from monitoring.catalogue.description import ItemDescription


# The first five have the codes of `roadmaps.enums.PackageItem`: an address that a
# school has recorded there is where a check begins.
ITEMS = (
    ItemDescription(
        "programme",
        "Программа повышения качества образования",
        "Сам документ на действующий срок, открывается без входа на сайт.",
    ),
    ItemDescription(
        "order",
        "Приказ об утверждении программы",
        "Приказ с номером и датой, который утверждает программу или её выполнение.",
    ),
    ItemDescription(
        "package",
        "Пакет документов о качестве образования",
        "Положения, планы и приказы, по которым школа работает над качеством.",
    ),
    ItemDescription(
        "activities",
        "Новости о мероприятиях программы",
        "Хотя бы одно сообщение этого полугодия о том, что уже проведено.",
    ),
    ItemDescription(
        "contracts",
        "Договоры о сетевом взаимодействии",
        "Договор или соглашение с другой организацией, срок которого не истёк.",
    ),
    ItemDescription(
        "competence-report",
        "Отчёт о компетенциях педагогов",
        "Выводы по диагностике и адресные рекомендации, без фамилий.",
    ),
    ItemDescription(
        "participation",
        "Выступления и публикации на региональных мероприятиях",
        "Кто от школы, где и с чем выступил: статья, доклад, мастер-класс.",
    ),
    ItemDescription(
        "pupils-report",
        "Отчёт о динамике результатов обучающихся",
        "Сравнение хотя бы с одним прошлым годом и адресные рекомендации.",
    ),
    ItemDescription(
        "procedures-analysis",
        "Анализ итогов оценочных процедур",
        "Материал школы по процедурам этого или прошлого учебного года.",
    ),
    ItemDescription(
        "recommendations",
        "Рекомендации педагогам и родителям",
        "Отдельные рекомендации не меньше чем для двух групп читателей.",
    ),
)
