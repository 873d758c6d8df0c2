"""SQLite as Stanceline opens it."""
