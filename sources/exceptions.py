"""What the parsers and services of sources refuse."""

from typing import ClassVar

from common.exceptions import DomainError


class NotAFeedError(DomainError):
    """A document that was fetched as a feed is none; the sentence says what it is."""

    code: ClassVar[str] = "not_a_feed"


class UnknownFeedError(DomainError):
    """An address was named that is not registered as a feed."""

    code: ClassVar[str] = "unknown_feed"


class AddressTakenError(DomainError):
    """A feed cannot move to an address at which another one is registered."""

    code: ClassVar[str] = "address_taken"


class FeedBusyError(DomainError):
    """A feed that is paused or being polled cannot be hurried."""

    code: ClassVar[str] = "feed_busy"


class HostBusyError(DomainError):
    """Somebody waits for a host whose turn does not come soon."""

    code: ClassVar[str] = "host_busy"


class BadOutletError(DomainError):
    """An outlet's name that cannot be one."""

    code: ClassVar[str] = "bad_outlet"


class ArticleRefusedError(DomainError):
    """What was given is not an article, or cannot be read as one; nothing was stored."""

    code: ClassVar[str] = "article_refused"


class BadOpmlError(DomainError):
    """A file that is not an OPML list of feeds."""

    code: ClassVar[str] = "bad_opml"


class QuarantinedError(DomainError):
    """A document ended the process that read it, twice, and is not read again."""

    code: ClassVar[str] = "quarantined"


class UnknownMergeError(DomainError):
    """A merge of articles was named that stands no longer, or never did."""

    code: ClassVar[str] = "unknown_merge"
