"""The limits are named before anybody sends a file."""

from roadmaps.uploads import ACCEPTED, UploadLimits, limits_in_words
from roadmaps.uploads.contents import TYPES


def test_the_sentence_beside_the_field():
    assert limits_in_words(UploadLimits(megabytes=40)) == (
        "Файл docx, odt, pdf или xlsx, не больше 40 МБ, без пароля и без макросов."
    )


def test_the_dialog_offers_what_is_taken():
    assert ",".join(TYPES) == ACCEPTED


def test_the_readers_get_the_same_bounds():
    bounds = UploadLimits(megabytes=1, unpacked_megabytes=2, entries=3).document
    assert (
        bounds.package.file_bytes,
        bounds.package.unpacked_bytes,
        bounds.package.entries,
    ) == (2**20, 2**21, 3)
    assert bounds.pages == UploadLimits().reading.pages
