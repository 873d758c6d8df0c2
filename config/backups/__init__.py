"""The whole database in one file, the same for SQLite and PostgreSQL.

`saving` writes it, `restoring` reads it into an empty database, `copying` does both. Below them:
`archive` (the file), `schema` (which tables, by which migrations), `rows` (what stands in a
table), `columns` (one value), `databases` (connections and transactions).
"""
