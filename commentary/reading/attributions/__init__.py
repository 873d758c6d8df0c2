"""Statements of running text: cues, their sources and the words that they say were said."""
