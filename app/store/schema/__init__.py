"""All tables of a workspace."""

from app.store.schema import connecting, content, dashboards, measuring, publishing, team
from app.store.schema.base import metadata

__all__ = ["connecting", "content", "dashboards", "measuring", "metadata", "publishing", "team"]
