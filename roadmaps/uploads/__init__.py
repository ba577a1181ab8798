"""What a file is that a school gives as its programme, and whether it is harmless."""

from roadmaps.uploads.errors import UploadRefusedError
from roadmaps.uploads.limits import (
    ACCEPTED,
    UploadLimits,
    limits_in_words,
)
from roadmaps.uploads.recognising import Upload, recognise
from roadmaps.uploads.scanning import ScanAnswer, ScannerError, scan


__all__ = [
    "ACCEPTED",
    "ScanAnswer",
    "ScannerError",
    "Upload",
    "UploadLimits",
    "UploadRefusedError",
    "limits_in_words",
    "recognise",
    "scan",
]
