"""Feeds that were registered before their host was kept learn it."""

from contextlib import suppress

from django.db import migrations

from common.http.errors import BadUrlError
from sources.addresses import host_of


def fill_hosts(apps, schema_editor):
    feeds = apps.get_model("sources", "Feed").objects.using(schema_editor.connection.alias)
    for pk, url in feeds.filter(host="").values_list("pk", "url"):
        with suppress(BadUrlError):
            feeds.filter(pk=pk).update(host=host_of(url)[:300])


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_feeds_and_articles")]

    operations = [migrations.RunPython(fill_hosts, migrations.RunPython.noop)]
