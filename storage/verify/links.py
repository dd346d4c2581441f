"""Check references between rows: none may refer to a row that does not exist."""

from __future__ import annotations

from storage.engines.engine import Database
from storage.verify.report import Check

# A post that became a part of an album lives on under the album's id.
_NOWHERE = """SELECT channel || '/' || message_id FROM {table} AS named
    WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.channel = named.channel AND posts.message_id = named.message_id)
        AND NOT EXISTS (SELECT 1 FROM album_members WHERE album_members.channel = named.channel
            AND album_members.member_id = named.message_id)
    ORDER BY channel, message_id"""
_BODILESS = """SELECT key FROM deliveries WHERE body IS NOT NULL AND body NOT IN (SELECT sha256 FROM bodies)
    ORDER BY key"""
# These may refer to posts that are not stored: an album's first item may never have been shown.
FREE = frozenset({"posts", "album_members"})


def check_links(db: Database) -> Check:
    """Check every foreign key, every row that refers to a post, every message that is owed."""
    found = db.broken_links()
    for table in _naming_posts(db):
        rows = db.execute(_NOWHERE.format(table=table)).fetchall()  # nosec B608: a name of the schema
        found += [f"{table}: there is no post {post}" for (post,) in rows]
    found += [f"deliveries: {key} has no text" for (key,) in db.execute(_BODILESS).fetchall()]
    if found:
        return Check("links", False, f"{len(found):,} rows refer to something that does not exist.", tuple(found[:20]))
    return Check("links", True, "Every row refers to something that exists.")


def _naming_posts(db: Database) -> list[str]:
    """Return the tables whose rows refer to a post without a foreign key."""
    naming = [table for table in db.schema_tables() if {"channel", "message_id"} <= set(table.columns)]
    return [table.name for table in naming if table.name not in FREE and "message_id" not in table.links]
