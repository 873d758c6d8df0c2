from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alerts.triggers import TRIGGERS
from common.triggers import InstallsTriggers


class AlertsConfig(InstallsTriggers, AppConfig):
    name = "alerts"
    verbose_name = _("Alerts")
    triggers = TRIGGERS
