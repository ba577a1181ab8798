"""Whether a row of a plan asks something of the schools themselves."""

import re


_SCHOOL = (
    r"(?:ОУ|ОО|ОУО|школ\w*|ШН\w*|общеобразовательн\w*|образовательн\w+ (?:организаци|"
    r"учреждени)\w*|М[БАК]?О?ОУ)"
)
_CONCERNED = re.compile(
    r"\bшкольн\w+ (?:команд|администраци)"
    r"|\bШНО?РО?\b|\bШНСУ\b"
    r"|\bшкол\w* с низким|\bшкол\w* в (?:неблагоприятн|статусе)"
    rf"|\b(?:руководител|директор|заместител|администраци|педагог|учител|команд)\w*"
    rf"(?: директор\w*)? {_SCHOOL}\b"
    r"|^(?:школы|ОУ|ОО|директора|общеобразовательные (?:организации|учреждения)"
    r"|образовательные (?:организации|учреждения))$",
    re.IGNORECASE,
)


def concerns_schools(party: str) -> bool:
    """Tell whether a responsible party stands for the schools of the programme.

    Parameters
    ----------
    party : str
        The wording of one party: «руководители ОУ», «школьные команды».

    Returns
    -------
    bool
        False for bodies with a director of their own («директор МБУ …»).
    """
    return bool(_CONCERNED.search(" ".join(party.split())))
