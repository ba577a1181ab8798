"""The app `roadmaps`."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    """Configuration of the app."""

    name = "roadmaps"
    verbose_name = "Дорожные карты"
