"""Whether "not modified" can be believed of a feed, and what follows where it cannot. Pure.

    the feed's validators            how it is asked
    believed                         with them
    believed, silence improbable     once without (an audit), at most once a day
    caught in a lie                  without them for 7 days
    after these 7 days               with the very validators that it lied about: content has
                                     changed since they were given, so an honest server answers in
                                     full and is believed again; "not modified" is the next lie

So a server that goes on lying never costs an item again, and one that was repaired is believed
after a week. Only this one feed is concerned. The caller keeps the validators it lied about as
they are for as long as they are distrusted (`Verdict.keeps_validators`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from sources.scheduling.pacing import moments
from sources.scheduling.wording import in_words

AUDIT_EVERY = timedelta(days=1)
DISTRUSTED_FOR = timedelta(days=7)
# A silence that the feed's own rate would bring less than once in a thousand times.
IMPROBABLE = 0.001
# The rate is that of the latest moments; fewer than so many gaps between them tell no rate.
_CONSIDERED = 20
_FEWEST_GAPS = 4


class Asking(StrEnum):
    """How a feed is asked this time."""

    CONDITIONAL = "conditional"  # with its validators, if it has any
    AUDIT = "audit"  # without, to see whether "not modified" was true
    DISTRUSTING = "distrusting"  # without, because it was not
    PROBATION = "probation"  # with those that it lied about

    @property
    def sends_validators(self) -> bool:
        return self in {Asking.CONDITIONAL, Asking.PROBATION}


@dataclass(frozen=True, slots=True)
class Credit:
    """What is known of a feed before it is asked.

    `item_times`: when its recent items were published (or first seen), any order.
    `has_validators`: there is an ETag or Last-Modified to send. `was_unchanged`: the latest answer
    was "not modified". `asked_in_full_at`: when it was last asked without validators, None for
    never. `distrusted_at`: when it was last caught in a lie, None while it is believed.
    """

    item_times: tuple[datetime, ...] = ()
    has_validators: bool = True
    was_unchanged: bool = False
    asked_in_full_at: datetime | None = None
    distrusted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to write down after an answer.

    `distrusted_at` as in Credit. `keeps_validators`: the answer's validators take the place of the
    stored ones. `reason`: a sentence where something about the trust changed, else "". `fault`:
    a sentence where the answer cannot be taken for one, which is a failed poll.
    """

    distrusted_at: datetime | None
    keeps_validators: bool
    reason: str = ""
    fault: str = ""


def how_to_ask(now: datetime, credit: Credit) -> Asking:
    """With validators or without, and why."""
    if credit.distrusted_at is not None:
        is_over = now - credit.distrusted_at >= DISTRUSTED_FOR
        return Asking.PROBATION if is_over and credit.has_validators else Asking.DISTRUSTING
    if not (credit.has_validators and credit.was_unchanged):
        return Asking.CONDITIONAL
    asked = credit.asked_in_full_at
    if asked is not None and now - asked < AUDIT_EVERY:
        return Asking.CONDITIONAL
    return Asking.AUDIT if is_improbable(now, credit.item_times) else Asking.CONDITIONAL


def is_improbable(now: datetime, item_times: Sequence[datetime]) -> bool:
    """A feed of this rate would have published by now, with the odds of a Poisson process.

    Feeds rest at night and over weekends, which such a process does not: a silence that is no
    longer than another one among its latest twenty moments is an ordinary one.
    """
    times = moments(sorted(at for at in item_times if at <= now))[-_CONSIDERED - 1 :]
    gaps = [later - at for at, later in pairwise(times)]
    if len(gaps) < _FEWEST_GAPS:
        return False
    silence = now - times[-1]
    mean = sum(gaps, timedelta(0)) / len(gaps)
    return silence > max(gaps) and math.exp(-(silence / mean)) < IMPROBABLE


def was_lie(
    new_items: Sequence[datetime | None],
    *,
    last_unchanged_at: datetime,
    has_same_validators: bool,
) -> bool:
    """The answer to an audit shows that "not modified" was said of what had been modified.

    `new_items`: when the items that we did not know were published, None where they do not say.
    They are proof where the server names this content with the validators of the old one, where
    one of them is older than the last "not modified", and where one has no date.
    """
    return bool(new_items) and (
        has_same_validators or any(at is None or at <= last_unchanged_at for at in new_items)
    )


def judge(
    now: datetime,
    asking: Asking,
    status: int,
    *,
    distrusted_at: datetime | None = None,
    is_lie: bool = False,
) -> Verdict:
    """What an answer of HTTP `status` to a feed asked this way means for its validators.

    `distrusted_at`: as before the poll. `is_lie`: what `was_lie` says of the answer to an audit.
    """
    if status == 304:
        return _not_modified(now, asking, distrusted_at)
    if status != 200:
        return Verdict(distrusted_at, keeps_validators=False)
    if asking is Asking.AUDIT and is_lie:
        reason = (
            "its server said “not modified” of a feed that was; its validators are not used for "
            f"{in_words(DISTRUSTED_FOR)}"
        )
        return Verdict(now, keeps_validators=False, reason=reason)
    if asking is Asking.PROBATION:
        reason = "its server tells again when the feed changes; its validators are used again"
        return Verdict(None, keeps_validators=True, reason=reason)
    if asking is Asking.DISTRUSTING:
        return Verdict(distrusted_at, keeps_validators=False)
    return Verdict(None, keeps_validators=True)


def _not_modified(now: datetime, asking: Asking, distrusted_at: datetime | None) -> Verdict:
    if asking is Asking.PROBATION:
        reason = (
            "its server said “not modified” of a feed that was, once more; its validators are not "
            f"used for another {in_words(DISTRUSTED_FOR)}"
        )
        return Verdict(now, keeps_validators=False, reason=reason)
    if not asking.sends_validators:
        fault = "The server said “not modified” (HTTP 304) to a request for the whole feed."
        return Verdict(distrusted_at, keeps_validators=False, fault=fault)
    return Verdict(None, keeps_validators=False)
