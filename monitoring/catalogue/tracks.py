"""Indicators of a district's work in three tracks.

Two of the document's tracks name results without numbers, so the indicators come
without targets: a municipality sets its own.
"""

from decimal import Decimal

from monitoring.catalogue import facts
from monitoring.catalogue.calendars import PROGRAMMES, TRACKS, YEAR_END
from monitoring.catalogue.description import Catalogue, IndicatorDescription


SUPPORT, RISK, PREVENTION = "support", "risk", "prevention"
DOCUMENT = "Районная дорожная карта в трёх треках на 2022/23 учебный год"
TRACK_NUMBERS = {SUPPORT: 1, RISK: 2, PREVENTION: 3}
GROUPS = {
    SUPPORT: "Поддержка школ с низкими результатами",
    RISK: "Предупреждение снижения результатов",
    PREVENTION: "Профилактика неуспешности",
}
SCHOOLS = "школы трека на день открытия окна"


def _asked(
    code: str,
    track: str,
    title: str,
    short_title: str,
    numerator: str,
    definition: str,
    *,
    needs_evidence: bool = False,
) -> IndicatorDescription:
    """Describe a share of schools: each answers «да» or «нет»."""
    return IndicatorDescription(
        code=code,
        track=track,
        group=GROUPS[track],
        title=title,
        short_title=short_title,
        numerator=numerator,
        denominator=SCHOOLS,
        definition=definition,
        source="form",
        calendar=TRACKS.code,
        target=None,
        basis=_basis(track),
        needs_evidence=needs_evidence,
    )


def _of_pupils(
    code: str,
    title: str,
    short_title: str,
    numerator: str,
    denominator: str,
    definition: str,
) -> IndicatorDescription:
    """Describe a share of pupils: each school gives two numbers, never names."""
    return IndicatorDescription(
        code=code,
        track=PREVENTION,
        group=GROUPS[PREVENTION],
        title=title,
        short_title=short_title,
        numerator=numerator,
        denominator=denominator,
        definition=definition,
        example="В школе 12 таких обучающихся, у 9 из них: 9 из 12, 75 %.",
        level="pupils",
        kind="share",
        source="form",
        calendar=TRACKS.code,
        target=None,
        basis=_basis(PREVENTION),
    )


def _basis(track: str) -> str:
    return f"{DOCUMENT}, трек {TRACK_NUMBERS[track]}"


SUPPORTED = (
    IndicatorDescription(
        code="A1",
        track=SUPPORT,
        group=GROUPS[SUPPORT],
        title="Доля школ трека, где не справившихся меньше 30 %",
        short_title="Не справившихся меньше 30 %",
        definition=(
            "Школы, у которых ни по русскому языку, ни по математике не набралось 30 % "
            "не справившихся дважды: за год на двух процедурах или по разу за два года."
        ),
        numerator="школы трека, вышедшие из-под правила 30 %",
        denominator="все школы трека",
        level="municipality",
        kind="share",
        source="office",
        calendar=YEAR_END.code,
        target=None,
        basis=_basis(SUPPORT),
    ),
    IndicatorDescription(
        code="A2",
        track=SUPPORT,
        group=GROUPS[SUPPORT],
        title="Доля школ трека, разместивших свою программу перехода",
        short_title="Программа перехода размещена",
        definition="«Да» – действующая программа школы размещена на её сайте.",
        numerator="школы, разместившие программу",
        denominator=SCHOOLS,
        source="programmes",
        fact=facts.PROGRAMME,
        calendar=PROGRAMMES.code,
        target=None,
        basis=_basis(SUPPORT),
    ),
    _asked(
        "A3",
        SUPPORT,
        "Доля школ трека, заключивших договор со школой-наставником",
        "Договор со школой-наставником",
        "школы с действующим договором",
        "«Да» – договор подписан и по нему составлен совместный план на учебный год.",
        needs_evidence=True,
    ),
    _asked(
        "A4",
        SUPPORT,
        "Доля школ трека, где побывала методическая команда",
        "Методические выезды",
        "школы, где команда побывала с начала полугодия",
        "«Да» – выезд состоялся, школа получила письменные рекомендации.",
    ),
    IndicatorDescription(
        code="A5",
        track=SUPPORT,
        group=GROUPS[SUPPORT],
        title="Доля мероприятий дорожной карты, выполненных к сроку",
        short_title="Мероприятия выполнены",
        definition="Из мероприятий, срок которых наступил, – те, что отмечены выполненными.",
        numerator="выполненные мероприятия",
        denominator="мероприятия, срок которых наступил",
        level="municipality",
        kind="share",
        source="road_map",
        calendar=YEAR_END.code,
        target=Decimal(100),
        basis=_basis(SUPPORT),
        owner="портал по дорожной карте",
    ),
)

AT_RISK = (
    _asked(
        "Z1",
        RISK,
        "Доля школ зоны риска, которые провели самодиагностику",
        "Самодиагностика проведена",
        "школы, завершившие самодиагностику",
        "«Да» – самодиагностика завершена в этом учебном году, её итоги обсуждены.",
    ),
    _asked(
        "Z2",
        RISK,
        "Доля школ зоны риска, у которых есть антирисковая программа",
        "Антирисковая программа",
        "школы с утверждённой антирисковой программой",
        "«Да» – программа утверждена приказом школы и действует.",
        needs_evidence=True,
    ),
    _asked(
        "Z3",
        RISK,
        "Доля школ зоны риска, команды которых обучены работать с данными",
        "Команды обучены работе с данными",
        "школы, чьи команды прошли обучение",
        "«Да» – обучение прошли не меньше двух человек из управленческой команды.",
    ),
)

PREVENTED = (
    _asked(
        "N1",
        PREVENTION,
        "Доля школ, где действует система профилактики неуспешности",
        "Система профилактики",
        "школы, где система действует",
        "«Да» – порядок работы с неуспевающими утверждён и применяется весь год.",
    ),
    _of_pupils(
        "N2",
        "Доля обучающихся с трудностями в учёбе, у которых есть индивидуальный маршрут",
        "Индивидуальные маршруты",
        "обучающиеся, у которых есть маршрут",
        "обучающиеся с трудностями в учёбе",
        "Считаются обучающиеся на день открытия окна; фамилии не пишут.",
    ),
    _asked(
        "N3",
        PREVENTION,
        "Доля школ, где обучающиеся помогают друг другу как наставники",
        "Наставничество «ученик – ученику»",
        "школы, где такое наставничество есть",
        "«Да» – пары или группы созданы и встречаются по расписанию.",
    ),
    _of_pupils(
        "N4",
        "Доля обучающихся с трудностями в учёбе, которым помогает наставник из обучающихся",
        "Обучающиеся с наставником",
        "обучающиеся, у которых есть наставник",
        "обучающиеся с трудностями в учёбе",
        "Считаются те, кому помогают; наставники в это число не входят.",
    ),
)

CATALOGUE = Catalogue(
    code="tracks",
    title="Три трека: поддержка, зона риска, профилактика",
    about=(
        "12 показателей районной дорожной карты: поддержка школ с низкими результатами, "
        "школы в зоне риска, профилактика неуспешности. Почти все без целей: "
        "назначьте свои после загрузки."
    ),
    valid_from=2022,
    calendars=(TRACKS, PROGRAMMES, YEAR_END),
    items=(),
    indicators=(*SUPPORTED, *AT_RISK, *PREVENTED),
    first_position=1000,
)
