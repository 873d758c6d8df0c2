"""The files Stanceline keeps in DATA_DIR, and how secrets among them are written."""

import os
from pathlib import Path

SECRET_KEY_FILE = "secret_key"  # noqa: S105 - the name of a file
BROKER_URL_FILE = "broker_url"
ADMIN_PASSWORD_FILE = "admin_password"  # noqa: S105 - the name of a file
LOCK_FILE = "up.lock"


def create(directory: Path) -> None:
    """Make the directory, readable by its owner only; one that exists is left as it is."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)


def read_kept(path: Path) -> str:
    """The one line kept in a file, or "" when there is no such file."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def keep(path: Path, line: str) -> None:
    """Write one line that only the owner may read; a reader never sees half of it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{line}\n")
    unfinished.replace(path)
