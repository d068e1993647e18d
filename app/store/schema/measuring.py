"""Published posts, the three metric tables, audience figures, comments, imports.

`observation` is append-only, save for the imports that told a figure; `post_total` and `day_sum` are kept by triggers in the
same transaction (`store.triggers`). `post_id` 0 stands for the profile itself and `day` 0 for a lifetime figure, so neither is
a foreign key.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from app.store.schema.base import flag, key, link, ref, table, words
from app.store.types import BigId, Day, EpochSecond, Flag, JsonText, Real, UtcTime

import_run = table(
    "import_run",
    key(),
    words("file_name"),
    words("sha256"),
    words("source"),
    ref("profile", null=True),
    ref("member", null=True, delete="SET NULL"),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    words("state"),
    Column("rows_read", Integer, nullable=False, default=0),
    Column("rows_kept", Integer, nullable=False, default=0),
    Column("rows_skipped", Integer, nullable=False, default=0),
    Column("report", JsonText, nullable=False),
)

published_post = table(
    "published_post",
    key(),
    ref("profile"),
    words("external_id"),
    ref("variant", null=True, delete="SET NULL", index=True),
    Column("published_at", UtcTime),
    Column("day", Day, nullable=False),
    Column("hour", Integer),
    flag("estimated"),
    Column("format", Text),
    words("text"),
    Column("permalink", Text),
    Column("paid", Flag),
    flag("missing_in_latest"),
    Column("followers_at", Real),
    ref("import_run", null=True),
    Column("seen_at", UtcTime, nullable=False),
    UniqueConstraint("profile_id", "external_id"),
    Index("ix_published_post_profile_id_day", "profile_id", "day", "variant_id", "format", "import_run_id"),
)

published_pillar = table("published_pillar", link("published_post"), ref("pillar", delete="CASCADE"))
published_persona = table(
    "published_persona",
    link("published_post"),
    link("persona"),
    Index("ix_published_persona_persona_id", "persona_id"),
)
"""What somebody said a post is about that was not planned here. One that was goes by its plan."""

post_before = table(
    "post_before",
    link("published_post"),
    link("import_run"),
    Column("part", Text, primary_key=True),
    Column("was", JsonText, nullable=False),
    Index("ix_post_before_import_run_id", "import_run_id"),
)
"""What stood in a part of a post before an import changed it (`queries.post_changes`), as long as that can be put back."""

audience_before = table(
    "audience_before",
    link("audience_figure"),
    link("import_run"),
    Column("was_value", Real, nullable=False),
    words("was_unit"),
    flag("was_at_most"),
    Column("was_run_id", BigId),
    Index("ix_audience_before_import_run_id", "import_run_id"),
)
"""What stood in a figure of the audience before an import said it otherwise, and which import had put that."""

joint_import = table(
    "joint_import",
    Column("joint_id", BigId, primary_key=True, autoincrement=False),
    link("import_run"),
    Index("ix_joint_import_import_run_id", "import_run_id"),
)
"""The imports that a number below zero in `observation.import_id` stands for (`queries.joint_imports`)."""

metric = table(
    "metric",
    key(),
    words("network"),
    words("name"),
    Column("key", Text),
    UniqueConstraint("network", "name"),
)

observation = table(
    "observation",
    Column("profile_id", BigId, primary_key=True, autoincrement=False),
    Column("post_id", BigId, primary_key=True, autoincrement=False),
    Column("metric_id", BigId, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("observed_at", EpochSecond, primary_key=True, autoincrement=False),
    Column("value", Real, nullable=False),
    Column("import_id", BigId),
    sqlite_with_rowid=False,
)

post_total = table(
    "post_total",
    Column("profile_id", BigId, primary_key=True, autoincrement=False),
    Column("post_id", BigId, primary_key=True, autoincrement=False),
    Column("metric_id", BigId, primary_key=True, autoincrement=False),
    Column("value", Real, nullable=False),
    Column("observed_at", EpochSecond, nullable=False),
    sqlite_with_rowid=False,
)

day_sum = table(
    "day_sum",
    Column("profile_id", BigId, primary_key=True, autoincrement=False),
    Column("metric_id", BigId, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("format", Text, primary_key=True),
    Column("total", Real, nullable=False),
    Column("known", BigId, nullable=False),
    sqlite_with_rowid=False,
)

post_pack = table(
    "post_pack",
    Column("profile_id", BigId, primary_key=True, autoincrement=False),
    Column("chunk", BigId, primary_key=True, autoincrement=False),
    Column("posts", Integer, nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("texts", LargeBinary, nullable=False),
)
"""Posts with their totals packed as columns (`queries.post_pack`): made when figures are read, dropped by triggers when
something in them changes."""
CHUNK_BITS = 12
"""A pack holds posts whose ids differ in their last twelve bits."""

audience_figure = table(
    "audience_figure",
    key(),
    ref("profile"),
    words("dimension"),
    words("bucket"),
    words("metric"),
    Column("value", Real, nullable=False),
    words("unit"),
    flag("at_most"),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    ref("import_run", null=True),
    UniqueConstraint("profile_id", "dimension", "metric", "first_day", "last_day", "bucket"),
)

remote_comment = table(
    "remote_comment",
    key(),
    ref("profile"),
    words("external_id"),
    ref("published_post", null=True, delete="SET NULL", index=True),
    Column("parent_external_id", Text),
    words("kind", "comment"),
    words("author"),
    words("text"),
    Column("at", UtcTime, nullable=False),
    flag("is_own"),
    flag("is_question"),
    UniqueConstraint("profile_id", "external_id"),
)
