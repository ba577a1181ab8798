"""How the statistics refuse to calculate, and how they warn."""

from __future__ import annotations

from dataclasses import dataclass


class StatisticsRefusal(ValueError):  # noqa: N818 - refusing is not a fault of ours
    """The figures asked for cannot be calculated from these data.

    Parameters
    ----------
    code : str
        Stable name of the cause, for tests and for pages that offer a remedy.
    message : str
        One Russian sentence for people; it names the factor, column or setting.
    subject : str
        What is at fault: the factor's code, the column or the parameter.
    """

    def __init__(self, code: str, message: str, subject: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.subject = subject


@dataclass(frozen=True)
class Finding:
    """A remark that goes with a result and does not stop it.

    Attributes
    ----------
    code : str
        Stable name of the kind of remark.
    message : str
        A Russian sentence for people.
    subject : str
        The factor, cell or column that the remark is about; may be empty.
    """

    code: str
    message: str
    subject: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return the remark as a plain dictionary, ready for JSON."""
        return {"code": self.code, "message": self.message, "subject": self.subject}
