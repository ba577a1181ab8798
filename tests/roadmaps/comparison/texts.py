"""Texts of programmes for these tests: long enough to be told apart."""

from random import Random


COPIED = (
    "Анализ результатов показал, что учителя школы редко посещают уроки друг друга и"
    " почти не обсуждают причины повторяющихся ошибок учеников на контрольных работах"
)
LAW = (
    "Федеральный закон от 29 декабря 2012 г. № 273-ФЗ «Об образовании в Российской"
    " Федерации» с последующими изменениями и дополнениями к нему"
)
ORDER = (
    "Приказ Министерства просвещения России от 31.05.2021 № 287 «Об утверждении и"
    " введении федерального государственного образовательного стандарта школы»"
)
FORM = (
    "Наименование показателя, единица измерения, исходное значение, целевое значение по"
    " годам, источник данных и ответственный исполнитель программы"
)


def paragraphs(seed: int, count: int = 40, words: int = 30) -> list[str]:
    """Return a text that has nothing in common with that of another seed."""
    random = Random(seed)
    return [
        " ".join(f"слово{seed}{random.choice('абвгдежз')}{random.randrange(500)}" for _ in range(words))
        for _ in range(count)
    ]  # fmt: skip
