"""Tables of libraries: kept out of the way, read only, or audited like our own."""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.models import Group
from django_celery_beat.admin import PeriodicTaskAdmin
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)

from schools.admin.audited import AuditedAdmin


# The libraries register their tables when these are imported; otherwise that would
# happen after this module.
for name in ("django.contrib.auth", "allauth.account", "allauth.mfa", "axes"):
    import_module(f"{name}.admin")

# Groups give no rights here; secrets of second factors are nobody's to read; a
# person's mail is changed by the person; the rest is not used by the schedule.
for model in (
    *(Group, EmailAddress, Authenticator, AccessAttempt, AccessLog, AccessFailureLog),
    *(ClockedSchedule, SolarSchedule, PeriodicTask, CrontabSchedule, IntervalSchedule),
):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(AccessAttempt)
class LockedLoginAdmin(AuditedAdmin):
    """Locked logins; deleting one opens the login before its half hour is over."""

    list_display = ["username", "ip_address", "failures_since_start", "attempt_time"]
    search_fields = ["username", "ip_address"]

    def has_add_permission(self, request: object) -> bool:
        """Refuse: they arise from failures."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """Refuse: a lock is looked at or taken off."""
        return False


@admin.register(PeriodicTask)
class ScheduledTaskAdmin(AuditedAdmin, PeriodicTaskAdmin):
    """What the portal does by itself, and when."""

    # The library's own page runs an inline script, which the policy forbids.
    change_form_template = "admin/change_form.html"


@admin.register(CrontabSchedule, IntervalSchedule)
class ScheduleAdmin(AuditedAdmin):
    """Days and intervals for the schedule."""


@admin.register(Authenticator)
class SecondFactorAdmin(AuditedAdmin):
    """Second factors without their secrets; deleting one lets a person set up anew."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__full_name"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: object) -> bool:
        """Refuse: the person sets it up."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """Refuse."""
        return False
