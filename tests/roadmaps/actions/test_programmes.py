"""A programme begins; its versions are numbered, kept and never written over."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from roadmaps.models import Programme, ProgrammeKind, ProgrammeVersion
from schools.enums import FilePurpose, Role
from schools.models import AuditEvent, StoredFile
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.roadmaps.programme_desk import NOW, Desk, docx_of, in_state, make_desk
from tests.roadmaps.uploads.clamd import UnixClamd, running


pytestmark = pytest.mark.django_db

EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def codes(refusal) -> dict[str, str]:
    return {name: found[0].code for name, found in refusal.value.error_dict.items()}


def test_a_programme_begins_as_the_schools_draft(desk):
    programme = desk.start(title="  Программа \n школы ")
    assert (programme.title, programme.state) == ("Программа школы", "draft")
    assert list(Programme.objects.visible_to(desk.team)) == [programme]
    assert list(Programme.objects.visible_to(desk.coordinator)) == []
    assert AuditEvent.objects.get(action="programme.started").actor_id == desk.team.pk


def test_the_same_form_sent_twice_makes_one_programme(desk):
    assert desk.start().pk == desk.start().pk
    with pytest.raises(ValidationError) as refusal:
        desk.start(title="Другое название")
    assert "у школы уже есть" in refusal.value.messages[0]


def test_only_the_schools_team_begins_a_programme(desk):
    for user in (desk.coordinator, desk.methodist, desk.head):
        with pytest.raises(PermissionDenied):
            desk.start(user=user)
    with pytest.raises(PermissionDenied):
        desk.start(user=person(Role.SCHOOL_TEAM, SchoolFactory()))


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"title": " "}, {"title": "no_title"}),
        ({"ends_on": dt.date(2025, 8, 31)}, {"ends_on": "period_backwards"}),
        ({"ends_on": dt.date(2052, 8, 31)}, {"ends_on": "period_long"}),
    ],
)
def test_a_slip_is_said_at_its_field(desk, values, refused):
    with pytest.raises(ValidationError) as refusal:
        desk.start(**values)
    assert codes(refusal) == refused


def test_a_kind_of_another_municipality_is_refused(desk):
    kind = ProgrammeKind.objects.create(
        territory=MunicipalityFactory(), code="own", name="Свой", short_name="Свой"
    )
    with pytest.raises(ValidationError) as refusal:
        desk.start(kind=kind)
    assert codes(refusal) == {"kind": "foreign_kind"}


def test_versions_are_numbered_and_keep_their_bytes(desk):
    programme = desk.start()
    contents = [docx_of("Первая"), docx_of("Вторая")]
    first, second = (
        desk.upload(programme, upload=ContentFile(content), comment="Правка")
        for content in contents
    )
    assert [first.number, second.number] == [1, 2]
    for version, content in zip((first, second), contents, strict=True):
        with version.file.content.open("rb") as kept:
            assert kept.read() == content
        assert version.sha256 == hashlib.sha256(content).hexdigest()
    stored = first.file
    assert (stored.purpose, stored.school) == (FilePurpose.PROGRAMME, desk.school)
    assert stored.content_type.endswith("wordprocessingml.document")


def test_the_same_file_is_named_by_its_version(desk):
    programme = desk.start()
    content = docx_of("Первая")
    before = StoredFile.objects.count()
    first = desk.upload(programme, upload=ContentFile(content))
    twice = desk.upload(programme, upload=ContentFile(content))
    assert twice.pk == first.pk
    later = NOW + dt.timedelta(minutes=5)
    with pytest.raises(ValidationError) as refusal:
        desk.upload(programme, upload=ContentFile(content), now=later)
    assert codes(refusal) == {"file": "same_file"}
    assert "уже загружен как версия 1 (10.09.2025)" in refusal.value.messages[0]
    assert StoredFile.objects.count() == before + 1


@pytest.mark.parametrize("state", ["submitted", "agreed", "running", "finished"])
def test_out_of_the_schools_hands_nothing_is_added(desk, state):
    programme = in_state(desk.school, state)
    with pytest.raises(ValidationError) as refusal:
        desk.upload(programme)
    assert refusal.value.error_list[0].code == "not_writable"
    assert programme.versions.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("Программа.docx", b"", "empty"),
        ("Программа.docx", b"%PDF-1.7 no", "wrong_content"),
        ("Программа.exe", b"MZ", "unknown_extension"),
        ("Программа.docm", docx_of(), "macros"),
        ("Картинка.svg", b"<svg/>", "unknown_extension"),
        ("Программа.docx", b"x" * (1024 * 1024 + 1), "too_large"),
    ],
)
def test_a_file_is_looked_into_before_it_is_kept(desk, settings, name, content, code):
    settings.PROGRAMME_MAX_MEGABYTES = 1
    programme = desk.start()
    with pytest.raises(ValidationError) as refusal:
        desk.upload(programme, upload=ContentFile(content), original_name=name)
    assert codes(refusal) == {"file": code}
    assert ProgrammeVersion.objects.count() == StoredFile.objects.count() == 0


def test_a_silent_scanner_lets_nothing_in(desk, settings, tmp_path):
    settings.CLAMD_ADDRESS = f"unix://{tmp_path}/clamd.ctl"
    with pytest.raises(ValidationError) as refusal:
        desk.upload(desk.start())
    assert codes(refusal) == {"file": "scanner"}


def test_what_the_scanner_finds_is_said_in_plain_words(desk, settings, tmp_path):
    address = str(tmp_path / "clamd.ctl")
    settings.CLAMD_ADDRESS = f"unix://{address}"
    # Packed, the test file is not seen; a real scanner unpacks, this one is told.
    found = b"stream: Win.Test.EICAR_HDB-1 FOUND"
    with (
        running(UnixClamd(address, answer=found)),
        pytest.raises(ValidationError) as refusal,
    ):
        desk.upload(desk.start(), EICAR)
    assert codes(refusal) == {"file": "malware"}
    assert "EICAR" in refusal.value.messages[0]
    with running(UnixClamd(str(tmp_path / "second.ctl"))) as server:
        settings.CLAMD_ADDRESS = f"unix://{tmp_path}/second.ctl"
        version = desk.upload(desk.start(), "Чистая программа")
        assert [len(content) for content in server.contents] == [
            version.file.size_bytes
        ]
