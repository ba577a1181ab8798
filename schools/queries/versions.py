"""What a row says now, as plain values: for the trail and for edit conflicts."""

import hashlib
import json
from collections.abc import Iterable

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model


def plain_values(row: Model, fields: Iterable[str]) -> dict[str, object]:
    """Return values as JSON keeps them; a foreign key is the key of its row."""
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in fields}  # noqa: SLF001 the public registry of fields
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def fingerprint(row: Model, fields: Iterable[str]) -> str:
    """Return a short mark that changes whenever one of the fields does."""
    text = json.dumps(plain_values(row, fields), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def differences(
    before: dict[str, object], after: dict[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Keep what differs of two sets of values."""
    changed = [name for name, value in after.items() if before.get(name) != value]
    return (
        {name: before.get(name) for name in changed},
        {name: after[name] for name in changed},
    )
