"""From one database into another: a backup and its restoring in a row."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connections

from config import data_directory
from config.backups.archive import Manifest
from config.backups.databases import opened
from config.backups.restoring import check_empty, restore
from config.backups.saving import Tell, save
from config.backups.schema import read_schema


def copy_database(from_url: str, to_url: str, *, tell: Tell) -> Manifest:
    """Copy every row of one database into another, empty one, in whichever kind of database each
    is. The backup between them lies in DATA_DIR and is gone afterwards.

    Raises BackupError; the second database is then as it was.
    """
    directory = Path(settings.DATA_DIR)
    data_directory.create(directory)
    with (
        opened(from_url, name="FROM_URL") as source,
        opened(to_url, name="TO_URL") as target,
        TemporaryDirectory(prefix="copy-", dir=directory) as place,
    ):
        # Known in a moment; not after an hour of reading.
        check_empty(read_schema(connections[target]).tables, connections[target])
        file = Path(place) / "copy.zip"
        save(file, tell=tell, using=source)
        return restore(file, tell=tell, using=target)
