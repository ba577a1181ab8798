"""Make `nist.json`: two of NIST's Statistical Reference Datasets.

Works of the United States government, in the public domain. Norris is read from
the copy in scipy's own tests; the observations of Longley from statsmodels, its
certified values are written below as NIST states them
(https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml). Run it again with

    python -m tests.identification.stats.reference.make_nist
"""

import json
import re
from pathlib import Path

import scipy.stats
from statsmodels.datasets import longley


LONGLEY = {
    "coefficients": [
        "-3482258.63459582",
        "15.0618722713733",
        "-0.358191792925910E-01",
        "-2.02022980381683",
        "-1.03322686717359",
        "-0.511041056535807E-01",
        "1829.15146461355",
    ],
    "se_classical": [
        "890420.383607373",
        "84.9149257747669",
        "0.334910077722432E-01",
        "0.488399681651699",
        "0.214274163161675",
        "0.226073200069370",
        "455.478499142212",
    ],
    "residual_sd": "304.854073561965",
    "r_squared": "0.995479004577296",
}


def norris() -> dict[str, object]:
    """Read the certified values and the observations of Norris."""
    folder = Path(scipy.stats.__file__).parent / "tests/data/nist_linregress"
    text = (folder / "Norris.dat").read_text(encoding="ascii")
    number = r"(-?\d+\.\d+(?:E[-+]\d+)?)"
    rows = re.findall(rf"B\d\s+{number}\s+{number}", text)
    sd = re.search(rf"Standard Deviation\s+{number}", text[text.index("Residual\n") :])
    share = re.search(rf"R-Squared\s+{number}", text)
    data = text[text.rindex("Data:") :].splitlines()[1:]
    pairs = [line.split() for line in data if line.strip()]
    return {
        "coefficients": [value for value, _ in rows],
        "se_classical": [error for _, error in rows],
        "residual_sd": sd and sd.group(1),
        "r_squared": share and share.group(1),
        "names": ["x"],
        "outcome": [float(y) for y, _ in pairs],
        "factors": [[float(x)] for _, x in pairs],
    }


def main() -> None:
    """Write the file beside this script."""
    data = longley.load_pandas()
    content = {
        "provenance": "NIST Statistical Reference Datasets, see make_nist.py",
        "norris": norris(),
        "longley": LONGLEY
        | {
            "names": list(data.exog.columns),
            "outcome": data.endog.tolist(),
            "factors": data.exog.to_numpy().tolist(),
        },
    }
    path = Path(__file__).parent / "nist.json"
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
