"""The groups that every installation has."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db.models.signals import post_migrate

from config.staff import CURATORS, EDITORS, GROUPS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_every_right_of_a_group_exists_and_is_given() -> None:
    known = set(Permission.objects.values_list("content_type__app_label", "codename"))

    for name, rights in GROUPS.items():
        given = set(
            Group.objects.get(name=name).permissions.values_list(
                "content_type__app_label", "codename"
            )
        )
        named = {(app, one) for app, codenames in rights.items() for one in codenames}
        single = {right for right in named if right[1] != "view_*"}
        viewed = {
            (app, one)
            for app, one in known
            if (app, "view_*") in named and one.startswith("view_")
        }
        assert given == single | viewed
        assert single <= known


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        (CURATORS, "commentary.change_passage", "alerts.view_subscriber"),
        (CURATORS, "sources.view_articletext", "sources.delete_outlet"),
        (CURATORS, "commentary.delete_expertname", "commentary.delete_expert"),
        (EDITORS, "alerts.delete_subscriber", "auth.change_user"),
        (EDITORS, "commentary.change_passage", "commentary.change_statement"),
    ],
)
def test_member_of_a_group_may_do_its_work_and_no_more(group: str, may: str, may_not: str) -> None:
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name=group))

    assert (user.has_perm(may), user.has_perm(may_not)) == (True, False)


def test_migrate_completes_a_group_and_takes_nothing_away() -> None:
    curators = Group.objects.get(name=CURATORS)
    added = Permission.objects.get(codename="view_user")
    lost = Permission.objects.get(codename="change_passage")
    curators.permissions.add(added)
    curators.permissions.remove(lost)
    Group.objects.get(name=EDITORS).delete()

    call_command("migrate", stdout=StringIO())

    assert {added, lost} <= set(curators.permissions.all())
    assert Group.objects.filter(name=EDITORS).count() == 1
    assert any("config.staff" in str(key) for (key, *_rest) in post_migrate.receivers)
