"""Addresses of people and their memberships."""

from django.urls import path

from schools.views import people


app_name = "people"

urlpatterns = [path("", people.people_list, name="list")]
