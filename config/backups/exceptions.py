"""What can go wrong with a backup."""

from typing import ClassVar

from common.exceptions import DomainError


class BackupError(DomainError):
    """A backup could not be made or restored; nothing was changed."""

    code: ClassVar[str] = "backup_refused"


class DamagedBackupError(BackupError):
    """The file is not, or not any more, what a backup wrote."""

    code = "backup_damaged"


class WrongSchemaError(BackupError):
    """The tables of the backup and those of the database are not the same."""

    code = "backup_schema"


class NotEmptyError(BackupError):
    """The database that a backup should go into has rows already."""

    code = "database_not_empty"


class NoDatabaseError(BackupError):
    """An address is no database, or none that answers."""

    code = "no_database"
