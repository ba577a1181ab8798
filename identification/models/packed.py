"""How a school's results and conditions lie in the binary columns of a run.

Forty thousand schools with 24 results each are a million small records. As JSON
they cost more than the whole calculation; as arrays they cost next to nothing,
and one school's are unpacked when its page is opened.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray


# `cell` is the place in `Run.model["cells"]`. NaN: no mean; NO_COUNT: no number.
CELL = np.dtype(
    [
        ("cell", "<u2"),
        ("participants", "<u4"),
        ("score", "<f8"),
        ("below_min", "<i4"),
        ("flagged", "?"),
    ]
)
NO_COUNT = -1

# What the 30 % rule looked at; `why` is the place in WHY_NOT.
RULE_CELL = np.dtype(
    [
        ("cell", "<u2"),
        ("participants", "<u4"),
        ("below_min", "<u4"),
        ("fired", "?"),
        ("why", "<u1"),
    ]
)
WHY_NOT = (
    "",
    "мало участников",
    "предмет не входит в правило",
    "процедура не входит в правило",
    "другой год",
)

# Values in the order of `Run.model["factors"]`; NaN: no value.
FACTOR = np.dtype("<f8")


def unpacked(content: bytes | memoryview, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return the records of a binary column."""
    return np.frombuffer(content, dtype=dtype)
