"""Defects of the document as a calm list: where, what, and the way there."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.model import Finding
from roadmaps.models import Intake
from roadmaps.presenters.intake_review import Source


def finding_lines(
    source: Source, findings: Iterable[Finding], intake: Intake
) -> list[dict[str, Any]]:
    """Return the findings for the component `findings_list`."""
    rows = {
        ref: address
        for address, activity in zip(
            keys.addresses(source.document.activities),
            source.document.activities,
            strict=True,
        )
        for ref in activity.refs
    }
    page = reverse("intake:detail", args=[intake.pk])
    found = []
    for finding in findings:
        line: dict[str, Any] = {
            "severity": "warning",
            "message": finding.message,
            "place": finding.where,
        }
        address = next((rows[ref] for ref in finding.refs if ref in rows), None)
        if address is not None:
            anchor = keys.CellKey(address, "").anchor
            line["url"] = f"{page}?{urlencode({'row': address})}#{anchor}"
        found.append(line)
    return found
