from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commentary.triggers import SEARCH_INDEX, TRIGGERS
from common.triggers import InstallsTriggers


class CommentaryConfig(InstallsTriggers, AppConfig):
    name = "commentary"
    verbose_name = _("Commentary")
    triggers = TRIGGERS

    def remove_triggers(self, *, using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
        super().remove_triggers(using=using, plan=plan, **kwargs)
        if plan:
            SEARCH_INDEX.remove(using=using)

    def install_triggers(self, *, using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
        super().install_triggers(using=using, plan=plan, **kwargs)
        SEARCH_INDEX.install(using=using, renew=bool(plan))
        if plan:
            # Models can be imported only after the apps, of which this is one.
            from commentary.services.search_index import rebuild_after_migrate  # noqa: PLC0415

            rebuild_after_migrate(using=using)
