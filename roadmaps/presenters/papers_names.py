"""Names of people as official papers write them: initials before the surname."""

from schools.templatetags.portal_format import NBSP


WORDS_OF_A_FULL_NAME = 3


def with_initials(full_name: str) -> str:
    """Return «П.И. Полевой» for «Полевой Пётр Ильич»; other names stay as they are."""
    words = full_name.split()
    if len(words) != WORDS_OF_A_FULL_NAME or not all(_is_name(word) for word in words):
        return full_name
    surname, first, patronymic = words
    return f"{first[0]}.{patronymic[0]}.{NBSP}{surname}"


def initialled(signature: dict[str, str]) -> dict[str, str]:
    """Return who signs: the post from a capital letter, the name with initials."""
    post = signature["post"]
    return {
        "post": post[:1].upper() + post[1:],
        "name": with_initials(signature["name"]),
    }


def _is_name(word: str) -> bool:
    return (
        word.replace("-", "").isalpha() and word[0].isupper() and word != word.upper()
    )
