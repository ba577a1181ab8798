"""Recognise the phrases that name days: from the letters of tokens to atoms.

A pattern is written in the letters of `lexicon` and `tokens`. _YEARS stands for those
that may follow: «2022 г.», «, 2022», «2022-2023 учебного года», «текущего года».
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from roadmaps.terms import builders
from roadmaps.terms.atoms import Atom
from roadmaps.terms.builders import in_school_year
from roadmaps.terms.tokens import Token


Builder = Callable[[Sequence[Token]], Atom | None]

_SPREAD = r"(?:y[-/]?y|y[-/]d(?![mq#\dlhw])|[de][-/]d(?=g?u))"
_YEARS = (
    rf"(?:[,(]?V?y(?:[,I]+y)+(?![-/g]*m)g*|[,(]?V?{_SPREAD}\)?g*(?:u?g+)?"
    r"|[,(]?V?y(?:ug|g)*|[,(]?V?d(?=g)g+|[,(]?V?c+u?g+\)?|V?ug)?"
)
_SHORT_YEAR = r"d(?=-m|[,;)]|$)"

_PATTERNS: tuple[tuple[str, str, Builder], ...] = (
    ("t", "tg?", builders.read_full_date),
    ("e", f"e{_YEARS}", builders.read_full_date),
    ("k", "kg?", builders.read_month_year),
    ("o", f"o#m{_YEARS}", builders.read_days_about),
    ("do", f"[do]#?m{_YEARS}", builders.read_day),
    ("o", f"od[lw]m{_YEARS}", builders.read_pieces_of_month),
    ("rdo", f"[rdo][lpw],?z?m{_YEARS}", builders.read_piece_of_month),
    ("rdo", f"[rdo][qhx]{_YEARS}", builders.read_counted),
    ("rdo", rf"[rdo]p(?:u|c|y)+g?{_YEARS}|[rdo]pg", builders.read_counted),
    ("d", r"[de][-/]d(?:g*ug*|gg|g)", builders.read_years),
    ("d", r"dg(?:ug)?", builders.read_years),
    ("m", r"m(?:yg?)?[,(]?[rdo][lpw](?!z?m)", builders.read_piece_of_month),
    ("m", f"m{_SHORT_YEAR}", builders.read_month_short_year),
    ("m", f"m{_YEARS}", builders.read_month),
    ("q", rf"q[rd](?!q){_YEARS}", builders.read_counted),
    ("hx", rf"[hx][r](?!h){_YEARS}", builders.read_counted),
    ("s", f"sv{_YEARS}", builders.read_break),
    ("s", f"s(?:-s)?O?{_YEARS}", builders.read_season),
    ("b", f"bz?m{_YEARS}", builders.read_part_of_month),
    ("b", f"b[rdo][qhx]{_YEARS}", builders.read_part_of_year),
    ("b", r"b(?=c*(?:u|y|g))c*(?:y[-/]?[yd]?)?(?:u|g)+(?:y[-/]?[yd]?g?)?", builders.read_part_of_year),
    ("cu", r"(?<=K)c*ug|(?<=D)c+ug", builders.read_coming_school_year),
    ("u", r"ug?y[-/]?[yd]g?", builders.read_years),
    ("y", r"y[-/]yg*u*g*|y[-/]d(?![mq#hlw])g*u*g*|yyg?u?g+|yg*u?g*", builders.read_years),
)  # fmt: skip
_BY_LETTER: dict[str, list[tuple[re.Pattern[str], Builder]]] = {}
for _letters, _pattern, _builder in _PATTERNS:
    for _letter in _letters:
        _BY_LETTER.setdefault(_letter, []).append((re.compile(_pattern), _builder))

_ATOMS_AT_MOST = 200


def find_atoms(tokens: Sequence[Token], written: str) -> list[Atom]:
    """Give the atoms of a wording from left to right.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of the wording.
    written : str
        Their letters; a letter that is already spoken for is «~».

    Returns
    -------
    list of Atom
        At most two hundred: no plan names more days in one cell.
    """
    atoms: list[Atom] = []
    at = 0
    while at < len(written) and len(atoms) < _ATOMS_AT_MOST:
        atom = _atom_at(tokens, written, at)
        if atom is None:
            at += 1
            continue
        atoms.append(atom)
        at = atom.end
    return atoms


def _atom_at(tokens: Sequence[Token], written: str, at: int) -> Atom | None:
    for pattern, build in _BY_LETTER.get(written[at], ()):
        match = pattern.match(written, at)
        if match is None:
            continue
        atom = build(tokens[at : match.end()])
        if atom is not None:
            atom = in_school_year(atom)
            return replace(atom, begin=at, end=match.end())
    return None
