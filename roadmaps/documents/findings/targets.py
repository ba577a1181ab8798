"""Indicators with a target that nobody is going to measure."""

import re
from collections.abc import Iterable

from roadmaps.documents.model import (
    Finding,
    Indicator,
    RawDocument,
    RawTable,
    RoadMapDocument,
)
from roadmaps.documents.wording import one_line
from schools.ingest.wording import normalise_words


MEASURES = re.compile(
    r"монитор|анализ|оценк|диагностик|проверк|контрол|отчет|сбор|замер|опрос|анкетир"
    r"|обследован|подведени|учет\w* педагог|справк|аудит"
)
RHYTHM = re.compile(
    r"ежегодн|ежеквартал|ежемесячн|раз\w* в |январ|феврал|март|апрел|\bма[йяе]\b|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр|квартал|полугоди|20\d\d|в течени"
)
WORD = re.compile(r"[а-я]{4,}")
STEM = 6
# What stands in every indicator and so tells nothing.
GENERAL = frozenset(
    word[:STEM]
    for word in (
        "доля", "количество", "число", "общего", "общее", "школ", "школа", "школах", "которых",
        "образования", "образовательных", "качества", "качество", "повышения", "процент",
        "муниципальных", "организаций", "которым", "реализации", "программы", "участие",
    )
)  # fmt: skip


def findings(document: RoadMapDocument, raw: RawDocument) -> Iterable[Finding]:
    """Yield an indicator when no activity and no dated text measures its subject."""
    if not document.indicators:
        return
    slots = _slots(document, raw)
    for indicator in document.indicators:
        stems = _stems(indicator.title)
        if indicator.target and not any(_meets(stems, slot) for slot in slots):
            yield _unmeasured(indicator)


def _slots(document: RoadMapDocument, raw: RawDocument) -> list[frozenset[str]]:
    """Return the words of everything that measures at a known time."""
    texts = [
        f"{activity.title} {activity.result}"
        for activity in document.activities
        if activity.term.text
    ]
    texts.extend(
        block.text
        for block in raw.blocks
        if not isinstance(block, RawTable)
        and RHYTHM.search(normalise_words(block.text))
    )
    measuring = [text for text in texts if MEASURES.search(normalise_words(text))]
    return [_stems(text) for text in measuring]


def _stems(text: str) -> frozenset[str]:
    words = WORD.findall(normalise_words(one_line(text)))
    return frozenset(word[:STEM] for word in words) - GENERAL


def _meets(stems: frozenset[str], slot: frozenset[str]) -> bool:
    return len(stems & slot) >= min(2, len(stems))


def _unmeasured(indicator: Indicator) -> Finding:
    title = one_line(indicator.title)
    short = title if len(title) <= 80 else f"{title[:77].rstrip()}…"
    return Finding(
        "target_without_monitoring",
        f"показатель «{short}»",
        f"Для показателя с целью «{indicator.target}» не нашлось мероприятия или срока"
        " измерения: добавьте мониторинг в план.",
        indicator.refs,
    )
