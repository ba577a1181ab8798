"""Slips of the pen in the names of months: one letter lost, added, changed or swapped."""

_SHORTEST = 6

# Long forms only: one letter off «марта» is «карта», one off «июня» is «июля».
_FORMS = {
    stem + ending: number
    for stem, number, endings in (
        ("январ", 1, "ь я е ю ем"),
        ("феврал", 2, "ь я е ю ем"),
        ("апрел", 4, "ь я е ю ем"),
        ("август", 8, " а е у ом"),
        ("сентябр", 9, "ь я е ю ем"),
        ("октябр", 10, "ь я е ю ем"),
        ("ноябр", 11, "ь я е ю ем"),
        ("декабр", 12, "ь я е ю ем"),
    )
    for ending in endings.split(" ")
}


def _shortened(word: str) -> set[str]:
    """Give the words that are left when one letter is taken away."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


_SHORTENED = {short: n for form, n in _FORMS.items() for short in _shortened(form)}


def nearest_month(word: str) -> int:
    """Give the month whose name is one slip away from a word, or 0."""
    if len(word) < _SHORTEST - 1:
        return 0
    if word in _SHORTENED:
        return _SHORTENED[word]
    for short in sorted(_shortened(word)):
        month = _FORMS.get(short) or _SHORTENED.get(short)
        if month:
            return month
    return 0
