"""Addresses of people and their memberships."""

from django.urls import path

from schools.views import people, people_changes


app_name = "people"

urlpatterns = [
    path("", people.people_list, name="list"),
    path("me/", people.me, name="me"),
    path("invite/", people_changes.invite, name="invite"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/invite/", people_changes.invite_again, name="invite_again"),
    path("<int:pk>/appoint/", people_changes.appoint, name="appoint"),
    path("<int:pk>/rename/", people_changes.rename, name="rename"),
    path("<int:pk>/block/", people_changes.block, name="block"),
    path(
        "memberships/<int:pk>/end/",
        people_changes.membership_end,
        name="membership_end",
    ),
]
