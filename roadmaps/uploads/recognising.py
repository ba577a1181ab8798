"""Tells what a school's file is by its content, or refuses it in one sentence."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from roadmaps.documents.guard import DocumentKind, inspect_document
from roadmaps.uploads.contents import IN_WORDS, TYPES, content_of
from roadmaps.uploads.errors import (
    UploadRefusedError,
    as_upload_refusal,
    extension_of,
    upload_refusal,
)
from roadmaps.uploads.limits import UploadLimits
from roadmaps.uploads.pdf_contents import refuse_active_pdf
from roadmaps.uploads.second_nature import refuse_second_nature
from roadmaps.uploads.word_fields import refuse_starting_fields
from schools.ingest.errors import RefusedFile
from schools.ingest.limits import MEGABYTE


OTHER_MACROS = frozenset({".ppam", ".pptm", ".xlsb", ".xla"})


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted file.

    Parameters
    ----------
    kind
        ``docx``, ``odt``, ``pdf`` or ``xlsx``.
    content_type
        The type to keep and to answer with; what a browser says is never kept.
    size
        Bytes.
    """

    kind: DocumentKind
    content_type: str
    size: int


def recognise(
    source: Path | bytes, *, name: str, limits: UploadLimits | None = None
) -> Upload:
    """Return what a file is, when its content agrees with its name and is harmless.

    Parameters
    ----------
    source : Path or bytes
        The file or its content; hostile until proven otherwise.
    name : str
        What the person called it; its ending must fit the content.
    limits : UploadLimits, optional
        Bounds of size.

    Returns
    -------
    Upload
        Kind and canonical content type.

    Raises
    ------
    UploadRefusedError
        With a code of `roadmaps.uploads.errors.REFUSALS` and one sentence: the file
        is too large, damaged, locked, of another kind, or holds macros, programs,
        other files, or a second file for another program.
    """
    limits = limits or UploadLimits()
    if isinstance(source, Path):
        return _recognise(source, name, limits)
    if len(source) > limits.megabytes * MEGABYTE:
        raise upload_refusal("too_large", limit=limits.megabytes)
    with tempfile.TemporaryDirectory(prefix="programme-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(source)
        return _recognise(path, name, limits)


def _recognise(path: Path, name: str, limits: UploadLimits) -> Upload:
    extension = extension_of(name)
    try:
        kind = inspect_document(path, name=name, limits=limits.document)
        content = content_of(path, limits.document.package)
        if content != extension:
            raise _other_content(extension, content)
        _look_inside(path, kind, limits)
    except RefusedFile as refused:
        raise _worded(refused, path, name, limits) from refused
    return Upload(kind, TYPES[extension], path.stat().st_size)


def _look_inside(path: Path, kind: DocumentKind, limits: UploadLimits) -> None:
    package = limits.document.package
    refuse_second_nature(path, extension=f".{kind}", limits=package)
    if kind == "pdf":
        refuse_active_pdf(path)
    elif kind == "docx":
        refuse_starting_fields(path, package)


def _worded(
    refused: RefusedFile, path: Path, name: str, limits: UploadLimits
) -> UploadRefusedError:
    """Say in the refusal what the file is, where the guard only says what it is not."""
    if isinstance(refused, UploadRefusedError):
        return refused
    if refused.code == "unknown_extension" and extension_of(name) in OTHER_MACROS:
        return upload_refusal("macros")
    if refused.code != "wrong_content":
        return as_upload_refusal(refused, name=name, limits=limits)
    content = content_of(path, limits.document.package)
    return _other_content(extension_of(name), content)


def _other_content(extension: str, content: str) -> UploadRefusedError:
    # The guard saw that the promised main part is not what its place says.
    words = IN_WORDS["unknown"] if content == extension else IN_WORDS[content]
    return upload_refusal("wrong_content", extension=extension, content=words)
