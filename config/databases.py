"""How Stanceline opens SQLite, whichever address names the file."""

from pathlib import Path
from typing import Any

SQLITE = "django.db.backends.sqlite3"  # as an address is parsed; ours makes its directory too
SQLITE_OPTIONS: dict[str, Any] = {
    # Without IMMEDIATE a read that turns into a write fails at once while another one writes.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON",
    "timeout": 20,  # seconds to wait for the writer
}


def sqlite_entry(entry: dict[str, Any], *, checkout: Path) -> dict[str, Any]:
    """Django's entry for a parsed SQLite address; a relative file counts from `checkout`."""
    return entry | {
        "ENGINE": "common.sqlite",
        "NAME": str(checkout / entry["NAME"]),
        "OPTIONS": {**SQLITE_OPTIONS, **entry.get("OPTIONS", {})},
    }
