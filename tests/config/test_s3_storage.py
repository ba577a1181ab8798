"""Files of people in a store with the API of S3: a real one, on loopback."""

import hashlib
import logging
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from moto.server import ThreadedMotoServer

from roadmaps.actions.programme_reading import read_version
from roadmaps.models import ProgrammeVersion
from tests.roadmaps.programme_desk import NOW, docx_of, make_desk


pytestmark = pytest.mark.django_db

BUCKET = "portal"
KEYS = {"access_key": "key", "secret_key": "secret", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, settings):
    store = boto3.resource(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )
    store.create_bucket(Bucket=BUCKET)
    # As config/settings/services.py builds it from the environment.
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                **KEYS,
                "bucket_name": BUCKET,
                "endpoint_url": endpoint,
                "signature_version": "s3v4",
                "addressing_style": "path",
                "default_acl": None,
                "file_overwrite": False,
                "querystring_auth": True,
            },
        }
    }
    assert storages["default"].bucket_name == BUCKET
    return store.Bucket(BUCKET)


def test_a_version_goes_there_and_comes_back_whole(bucket):
    desk = make_desk()
    programme = desk.start()
    content = docx_of("Цель программы")
    version = desk.upload(programme, upload=ContentFile(content))
    keys = [item.key for item in bucket.objects.all()]
    assert keys == [version.file.content.name]
    kept = bucket.Object(keys[0]).get()["Body"].read()
    assert hashlib.sha256(kept).hexdigest() == version.sha256
    client = Client()
    client.force_login(desk.team)
    answer = client.get(reverse("programmes:file", args=[programme.pk, 1]))
    assert b"".join(answer.streaming_content) == content
    answer.close()


def test_the_worker_reads_from_there(bucket):
    desk = make_desk()
    version = desk.upload(desk.start(), "Цель программы")
    assert read_version(version_id=version.pk, now=NOW)
    read = ProgrammeVersion.objects.get(pk=version.pk)
    assert read.paragraphs == ["Цель программы"]


def test_a_file_that_is_gone_is_not_there(bucket):
    desk = make_desk()
    programme = desk.start()
    version = desk.upload(programme, "Цель программы")
    bucket.Object(version.file.content.name).delete()
    client = Client()
    client.force_login(desk.team)
    answer = client.get(reverse("programmes:file", args=[programme.pk, 1]))
    assert answer.status_code == 404
