"""What a programme's file may be: kinds and size, named before anybody sends one."""

from dataclasses import dataclass, field, replace

from roadmaps.documents.limits import DocumentLimits
from schools.ingest.limits import MEGABYTE


# What a browser's file dialog offers.
ACCEPTED = ".docx,.odt,.pdf,.xlsx"


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Bounds of an accepted file.

    Parameters
    ----------
    megabytes
        Size on disk. A programme with its pictures is 2 to 8 MB, a scanned order of
        ten pages at 300 points an inch is 12.
    unpacked_megabytes
        Size of all parts after unpacking.
    entries
        Parts of a package.
    reading
        Bounds that belong to reading the text, not to taking the file in.
    """

    megabytes: int = 25
    unpacked_megabytes: int = 200
    entries: int = 5_000
    reading: DocumentLimits = field(default_factory=DocumentLimits)

    @property
    def document(self) -> DocumentLimits:
        """The same bounds as the readers of documents take them."""
        package = replace(
            self.reading.package,
            file_bytes=self.megabytes * MEGABYTE,
            unpacked_bytes=self.unpacked_megabytes * MEGABYTE,
            entries=self.entries,
        )
        return replace(self.reading, package=package)


def limits_in_words(limits: UploadLimits | None = None) -> str:
    """Return the sentence that stands beside the field of the file."""
    limits = limits or UploadLimits()
    return (
        f"Файл docx, odt, pdf или xlsx, не больше {limits.megabytes} МБ,"
        " без пароля и без макросов."
    )
