"""The sample: something to look at on a new installation.

Two parts. Real facts in our own words (`higashino`), without a word of anybody's. And a year-long
argument about the ferries of an invented country (`ferries`), in articles written for it, carried
through the same pipeline as any feed and decided by the same services.
"""
