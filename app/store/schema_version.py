"""The schema this program knows. Apart from Alembic so that opening a current store need not import it."""

HEAD = "0010"
"""The newest Alembic revision."""
SCHEMA = int(HEAD)
"""`user_version` of a current SQLite store."""
