"""A worker that dies between two statements of its work, at each of them in turn."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

_MOST_STATEMENTS = 400


class Killed(BaseException):
    """The process is gone: nothing of ours may catch this."""


class _Death:
    """From statement `at` on, nothing reaches the database any more."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __call__(self, execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if sql.startswith("ROLLBACK"):  # the database does that by itself for a dead client
            return execute(sql, *args)
        self.count += 1
        if self.count >= self.at:
            raise Killed
        return execute(sql, *args)


def killed_everywhere(work: Callable[[], object], then: Callable[[int], None]) -> int:
    """Kill `work` before its first statement, its second, and so on; after each call `then` with
    the number of that statement, and forget everything that was done.

    Returns how many deaths there were: one for each statement of the work.
    """
    for at in range(1, _MOST_STATEMENTS):
        with transaction.atomic():
            try:
                with connection.execute_wrapper(_Death(at)):
                    work()
            except Killed:
                # A block without a savepoint of its own marks ours instead; it wrote nothing.
                transaction.set_rollback(False)
                then(at)
                transaction.set_rollback(True)
            else:
                transaction.set_rollback(True)
                return at - 1
    raise AssertionError(f"The work takes more than {_MOST_STATEMENTS} statements.")
