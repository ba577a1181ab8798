"""Fingerprints of a run's inputs: of every school, and of all together."""

import hashlib

import numpy as np

from identification.datasets.inputs import CELL_KEYS, RunInputs
from identification.stats.digests import digest_json
from identification.stats.frozen import FrozenModel
from identification.stats.rules import IdentificationRules


_ROW = np.dtype(
    [
        ("cell", "<u8"),
        ("participants", "<i4"),
        ("score", "<f8"),
        ("below_min", "<i4"),
        ("flagged", "<u1"),
    ]
)
SCHOOL_DIGEST_BYTES = 16


def school_digests(inputs: RunInputs) -> list[str]:
    """Return a fingerprint of each school's results and conditions.

    Kept beside the school's result, so that a check of the run names the schools
    whose data are not what they were.
    """
    rows = _row_bytes(inputs)
    factors = inputs.factors[sorted(inputs.factor_codes)].to_numpy("<f8")
    # One pattern of bits for «no value», whatever made it.
    factors = np.where(np.isnan(factors), np.nan, factors) + 0.0
    width = factors.shape[1] * 8
    conditions = factors.tobytes()
    ends = (inputs.bounds * _ROW.itemsize).tolist()
    return [
        hashlib.blake2b(
            rows[ends[place] : ends[place + 1]]
            + conditions[place * width : (place + 1) * width],
            digest_size=SCHOOL_DIGEST_BYTES,
            key=code.encode()[:64],
        ).hexdigest()
        for place, code in enumerate(inputs.schools["code"])
    ]


def inputs_digest(
    inputs: RunInputs,
    digests: list[str],
    rules: IdentificationRules,
    frozen: FrozenModel | None,
) -> str:
    """Return the fingerprint of everything that decides the result of a run."""
    lines = map(":".join, zip(inputs.schools["code"].tolist(), digests, strict=True))
    schools = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return digest_json(
        {
            "year": inputs.year,
            "rules": rules.to_dict(),
            "factors": sorted(inputs.factor_codes),
            "frozen": frozen.digest() if frozen else None,
            "schools": schools,
        }
    )


def _row_bytes(inputs: RunInputs) -> bytes:
    """Return all rows as bytes that hold codes of cells, not keys or numbers."""
    names = np.array(
        [
            int.from_bytes(_short("|".join(map(str, key))), "little")
            for key in inputs.cell_keys[CELL_KEYS].itertuples(index=False)
        ],
        dtype=np.uint64,
    )
    table = np.empty(len(inputs.rows), dtype=_ROW)
    table["cell"] = names[inputs.rows["cell"].to_numpy()] if len(names) else 0
    for name in ("participants", "below_min", "flagged"):
        table[name] = inputs.rows[name].to_numpy()
    score = inputs.rows["score"].to_numpy()
    table["score"] = np.where(np.isnan(score), np.nan, score) + 0.0
    return table.tobytes()


def _short(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
