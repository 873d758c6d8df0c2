"""Outlets, feeds and what they brought, in the admin. Services own the rows; staff say what is
polled and when.
"""

from sources.admin import articles, documents, feeds, hosts, outlets, polls, stories

__all__ = ["articles", "documents", "feeds", "hosts", "outlets", "polls", "stories"]
