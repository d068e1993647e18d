"""The schema this program knows. Apart from Alembic so that opening a current store need not import it."""

SCHEMA = 5
"""`user_version` of a current SQLite store; rises by one with every migration."""
HEAD = "0006"
"""The newest Alembic revision."""
