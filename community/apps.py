from importlib import import_module

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "community"

    def ready(self):
        import_module("community.article_export")
        import_module("community.hearing")
        import_module("community.leaving")
        import_module("community.standing_export")
        import_module("community.publishing")
        import_module("community.receivers")
