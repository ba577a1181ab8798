"""The worker opens the addresses that are due, one message each."""

import pytest

from monitoring.actions import site_links
from monitoring.enums import LinkCheck
from monitoring.models import SiteCheck
from monitoring.tasks import sites
from tests.monitoring.site_town import SiteTown


pytestmark = pytest.mark.django_db


def test_each_due_address_is_handed_out(monkeypatch):
    town = SiteTown()
    check, _ = town.check()
    town.check(item=town.report, verdict="no", address="")
    # The window must not be a year old on the day of the test.
    monkeypatch.setattr(site_links, "LOOKED_AFTER", site_links.LOOKED_AFTER * 100)
    asked: list[int] = []
    monkeypatch.setattr(sites.check_site_address, "delay", asked.append)
    assert (sites.check_site_addresses(), asked) == (1, [check.pk])


def test_the_made_up_addresses_of_the_demo_rest(settings, monkeypatch):
    SiteTown().check()
    settings.DEMO = True
    monkeypatch.setattr(site_links, "LOOKED_AFTER", site_links.LOOKED_AFTER * 100)
    assert sites.check_site_addresses() == 0
    settings.DEMO = False
    monkeypatch.setattr(sites.check_site_address, "delay", lambda _pk: None)
    assert sites.check_site_addresses() == 1


def test_an_address_of_our_own_network_is_not_asked():
    """The portal asks the public web only; a person has seen the page."""
    check, _ = SiteTown().check(address="http://127.0.0.1:8/")
    assert sites.check_site_address(check.pk) == LinkCheck.UNKNOWN
    check.refresh_from_db()
    assert (check.link_state, bool(check.link_detail)) == (LinkCheck.UNKNOWN, True)
    assert sites.check_site_address(0) == ""
    assert SiteCheck.objects.count() == 1
