from django.apps import AppConfig
from django.contrib import admin
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = _("Installation")

    def ready(self) -> None:
        from config.staff import complete_groups  # noqa: PLC0415 - it needs the models

        admin.site.site_header = admin.site.site_title = "Stanceline"
        post_migrate.connect(complete_groups, dispatch_uid="config.staff.complete_groups")
