"""What staff may do: the groups that every installation has.

Made after each `migrate`, which adds what is missing and takes nothing away. Whoever wants other
rights makes a group of their own.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections

#: Permissions by group and app, as codenames; `view_*` is every one that begins so.
Rights = Mapping[str, tuple[str, ...]]

CURATORS = "Curators"
EDITORS = "Editors"

_CURATORS: Rights = {
    "sources": (
        "view_*",
        "add_outlet",
        "change_outlet",
        "add_feed",
        "change_feed",
        "change_article",  # ask for another visit
        "change_articlemerge",  # undo one
        "change_deadlydocument",  # have it read again
    ),
    "commentary": (
        "view_*",
        "change_passage",  # accept and reject statements, publish positions
        "change_position",  # retract one
        "change_stancechange",  # confirm one
        "add_expert",
        "change_expert",
        "add_expertname",
        "change_expertname",
        "delete_expertname",
        "add_affiliation",
        "change_affiliation",
        "delete_affiliation",
        "add_expertidentifier",
        "change_expertidentifier",
        "delete_expertidentifier",
        "add_topic",
        "change_topic",
        "add_proposition",
        "change_proposition",
    ),
    "alerts": ("view_event", "view_eventstream"),
}
# What curators may, and what is about readers of alerts or cannot be taken back.
_EDITORS: Rights = {
    "sources": (*_CURATORS["sources"], "delete_outlet"),
    "commentary": (
        *_CURATORS["commentary"],
        "delete_topic",
        "decide_correctionrequest",
        "restrict_record",
        "erase_record",
    ),
    "alerts": ("view_*", "delete_subscriber"),  # by being forgotten only
}
GROUPS: Mapping[str, Rights] = {CURATORS: _CURATORS, EDITORS: _EDITORS}


def complete_groups(app_config: AppConfig, *, using: str, **kwargs: Any) -> None:  # noqa: ARG001 - a signal's signature
    """After a migrate of `app_config`: give each group what it may do with that app's rows."""
    app = app_config.label
    tables = connections[using].introspection.table_names()
    if app not in _CURATORS or "auth_group_permissions" not in tables:
        return
    create_permissions(app_config, verbosity=0, using=using)  # auth's own turn comes later
    permissions = {
        codename: pk
        for pk, codename in Permission.objects.using(using)
        .filter(content_type__app_label=app)
        .values_list("pk", "codename")
    }
    for name, rights in GROUPS.items():
        group, _is_new = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(
            *(pk for codename, pk in permissions.items() if _is_given(codename, rights[app]))
        )


def _is_given(codename: str, rights: tuple[str, ...]) -> bool:
    return codename in rights or f"{codename.partition('_')[0]}_*" in rights
