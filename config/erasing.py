"""Lawful erasure across the apps: alerts lets go, commentary erases and blanks, in one
transaction; then the mail that is kept as files goes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from alerts.services.erasure import forget, remove_kept_mail
from commentary.exceptions import AlreadyErasedError, NotAllowedError
from commentary.services.erasure import (
    ERASE,
    Doomed,
    Erased,
    carry_out,
    plan_person,
    plan_record,
)
from commentary.services.restriction import require


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an erasure came to; `erased` is None when it was erased before."""

    erased: Erased | None
    messages: int
    mail_files: int


def erase_record(name: str, *, by: str, reason: str) -> Outcome:
    """Erase a statement, position or correction request by its public id.

    `by` is the username of an Editor. Raises NotAllowedError, UnknownRecordError, DecisionError.
    """
    return _erase(lambda: plan_record(name), by=by, reason=reason)


def erase_person(slug: str, *, by: str, reason: str) -> Outcome:
    """Erase a person with everything said by and about them.

    Raises NotAllowedError, UnknownExpertError, DecisionError.
    """
    return _erase(lambda: plan_person(slug), by=by, reason=reason)


def _erase(plan: Callable[[], Doomed], *, by: str, reason: str) -> Outcome:
    editor = User.objects.filter(username=by).first()
    if editor is None:
        raise NotAllowedError(f"There is no user {by!r}; --by names the Editor who decided it.")
    require(editor, ERASE)
    try:
        with transaction.atomic():
            doomed = plan()
            messages = forget(records=doomed.records, experts=doomed.experts)
            erased = carry_out(doomed, editor=editor, reason=reason)
    except AlreadyErasedError:
        return Outcome(erased=None, messages=0, mail_files=remove_kept_mail())
    return Outcome(erased=erased, messages=messages, mail_files=remove_kept_mail())
