"""Django's SQLite backend, which also makes the directory of its file.

SQLite creates a file but no directory, and says only "unable to open database file": whichever
command of Django's or ours is the first on a new machine would end in a traceback. Settings may
not make it: reading them leaves no traces.
"""

import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from common.sqlite.features import DatabaseFeatures
from common.sqlite.operations import DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens the database, making its directory, readable by its owner only, the first time."""

    ops_class = DatabaseOperations
    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        name = str(self.settings_dict["NAME"])
        if not name.startswith(("file:", ":memory:")):
            Path(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        return connection
