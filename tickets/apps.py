from importlib import import_module

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "tickets"

    def ready(self):
        import_module("tickets.leaving")
        import_module("tickets.receivers")
        import_module("tickets.reputation")
