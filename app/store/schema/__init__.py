"""All tables of a workspace."""

from app.store.schema import content, measuring, publishing, team
from app.store.schema.base import metadata

__all__ = ["content", "measuring", "metadata", "publishing", "team"]
