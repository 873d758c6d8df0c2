from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.triggers import InstallsTriggers
from sources.triggers import TRIGGERS


class SourcesConfig(InstallsTriggers, AppConfig):
    name = "sources"
    verbose_name = _("Sources")
    triggers = TRIGGERS
