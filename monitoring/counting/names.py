"""Recognises a person's name in what was typed: forms hold counts, never people."""

import itertools
import re


REFUSAL = (
    "Имён здесь не пишут: замените «{found}» количеством людей, должностью или классом."
)
_PART = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:ович|евич|ьич|овна|евна|ична|инична|оглы|кызы)"
_INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
_SPACE = r"[ \u00a0\u2009\u202f]+"
# Surname, name and patronymic in any order, or with initials. A full stop may end a
# sentence, so a single initial is no name.
_WRITTEN = re.compile(
    rf"\b(?:{_PART}{_SPACE})?{_PART}{_SPACE}{_PATRONYMIC}\b(?:{_SPACE}{_PART}\b)?"
    rf"|\b{_PART}{_SPACE}?{_INITIALS}"
    rf"|(?<![А-ЯЁа-яё]){_INITIALS}{_SPACE}?{_PART}\b"
)
_SURNAME = re.compile(
    r"[а-яё]{2,}(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|цкий|ская|цкая|енко|ко"
    r"|ук|юк|ян|дзе|швили|их|ых|ой|ов[ау]|ев[ау])",
    re.IGNORECASE,
)
_PATRONYMIC_ANY_CASE = re.compile(
    r"[а-яё]{3,}(?:ович|евич|ьич|овна|евна|ична)", re.IGNORECASE
)
_WORDS = re.compile(r"[а-яё]+(?:-[а-яё]+)?", re.IGNORECASE)
# A school, a prize or a street may be called after a person.
_CALLED_AFTER = re.compile(
    r"(?:\bим\.?|\bимени|\bпамяти|\bул\.|\bулица|\bулице|\bпр\.|\bпросп\.)\s*$",
    re.IGNORECASE,
)
# The commonest given names of schools' registers, by their first form.
_GIVEN = frozenset(
    [
        "александр",
        "александра",
        "алексей",
        "алина",
        "алиса",
        "алла",
        "анастасия",
        "анатолий",
        "андрей",
        "анна",
        "антон",
        "антонина",
        "арсений",
        "артём",
        "артем",
        "богдан",
        "борис",
        "вадим",
        "валентин",
        "валентина",
        "валерий",
        "валерия",
        "варвара",
        "василий",
        "василиса",
        "вера",
        "вероника",
        "виктор",
        "виктория",
        "виталий",
        "владимир",
        "владислав",
        "вячеслав",
        "галина",
        "георгий",
        "герман",
        "глеб",
        "григорий",
        "даниил",
        "данил",
        "дарья",
        "денис",
        "диана",
        "дмитрий",
        "ева",
        "евгений",
        "евгения",
        "егор",
        "екатерина",
        "елена",
        "елизавета",
        "жанна",
        "зинаида",
        "зоя",
        "иван",
        "игорь",
        "илья",
        "инна",
        "ирина",
        "кирилл",
        "кира",
        "ксения",
        "константин",
        "кристина",
        "лариса",
        "лев",
        "леонид",
        "лидия",
        "любовь",
        "людмила",
        "максим",
        "маргарита",
        "марина",
        "мария",
        "марк",
        "матвей",
        "михаил",
        "надежда",
        "наталья",
        "наталия",
        "никита",
        "николай",
        "нина",
        "оксана",
        "олег",
        "олеся",
        "ольга",
        "павел",
        "пётр",
        "петр",
        "полина",
        "раиса",
        "роман",
        "руслан",
        "светлана",
        "семён",
        "семен",
        "сергей",
        "снежана",
        "софия",
        "софья",
        "станислав",
        "степан",
        "тамара",
        "татьяна",
        "тимофей",
        "тимур",
        "ульяна",
        "фёдор",
        "федор",
        "эдуард",
        "элина",
        "эльвира",
        "юлия",
        "юрий",
        "яна",
        "ярослав",
    ]
)


def name_in(text: str) -> str | None:
    """Return what in a text looks like a person's name.

    Parameters
    ----------
    text : str
        A comment, an answer in words, or what stands in the place of a number.

    Returns
    -------
    str or None
        The words that were taken for a name; None when there are none. What something
        is called after («школа им. А. С. Пушкина») is not a name.

    Notes
    -----
    Three signs: a patronymic or initials beside a capitalised word; a common given name
    beside a patronymic in any case; a common given name beside a capitalised surname.
    """
    for found in _WRITTEN.finditer(text):
        if not _CALLED_AFTER.search(text[: found.start()]):
            return found.group().strip()
    words = list(_WORDS.finditer(text))
    for first, second in itertools.pairwise(words):
        if text[first.end() : second.start()].strip():
            continue
        if _are_name(first.group(), second.group()) and not _CALLED_AFTER.search(
            text[: first.start()]
        ):
            return text[first.start() : second.end()]
    return None


def refusal_of(text: str) -> str | None:
    """Return the sentence that refuses a text with a name in it.

    Parameters
    ----------
    text : str
        As for `name_in`.

    Returns
    -------
    str or None
        The sentence with the words found, None for a text without names.
    """
    found = name_in(text)
    return None if found is None else REFUSAL.format(found=found)


def _are_name(first: str, second: str) -> bool:
    """Tell whether two words in a row are a given name with a patronymic or surname."""
    if first.lower() in _GIVEN and _PATRONYMIC_ANY_CASE.fullmatch(second):
        return True
    if not (first[0].isupper() and second[0].isupper()):
        return False
    pair = (first.lower(), second.lower())
    return any(
        given in _GIVEN and _SURNAME.fullmatch(other) is not None
        for given, other in (pair, pair[::-1])
    )
