"""The short code by which a printed paper is compared with the stored one."""

import hashlib
import json
from typing import Any


# 48 bits: nobody finds another text with the same code by chance.
LETTERS = 12
GROUP = 4


def check_code(snapshot: dict[str, Any], number: str) -> str:
    """Return the code of a frozen paper.

    Parameters
    ----------
    snapshot : dict
        Everything that the paper says, as it is stored.
    number : str
        The number of the paper; the same words under another number differ.

    Returns
    -------
    str
        Twelve hexadecimal digits in groups of four: «1A2B-3C4D-5E6F».
    """
    content = json.dumps(
        [number, snapshot], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    digest = hashlib.sha256(content.encode()).hexdigest()[:LETTERS].upper()
    groups = [digest[n : n + GROUP] for n in range(0, LETTERS, GROUP)]
    return "-".join(groups)
