from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commentary.triggers import TRIGGERS
from common.triggers import InstallsTriggers


class CommentaryConfig(InstallsTriggers, AppConfig):
    name = "commentary"
    verbose_name = _("Commentary")
    triggers = TRIGGERS
