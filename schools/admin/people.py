"""Accounts and offices, looked at; they are changed on the pages of people."""

from django.contrib import admin

from schools.admin.audited import ReadOnlyAdmin
from schools.models import Membership, User


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Accounts; without the password, even as a fingerprint."""

    list_display = ["username", "full_name", "email", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "full_name", "email"]
    fields = [
        "username",
        "full_name",
        "email",
        "is_active",
        "date_joined",
        "last_login",
    ]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Offices of people with their terms."""

    list_display = ["user", "role", "territory", "school", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["user", "territory", "school"]
    search_fields = ["user__username", "user__full_name"]
