"""All rows of a chat in every table of the schema: deleted with the chat, moved when the chat gets another id.

A column holds a chat if it is called ``chat_id`` or ``…_chat_id``, or refers to ``chats``. A migration that adds such
a column has nothing more to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter

from storage.chats import forgotten
from storage.engines.engine import Database, Table

CHATS = "chats"
CHAT = "chat_id"


@dataclass(frozen=True, slots=True)
class OfChat:
    """A table with a column that holds the id of a chat."""

    table: Table
    column: str


def columns_of_chats(db: Database) -> list[OfChat]:
    """Return the columns that hold a chat; a table comes before the tables it refers to, so ``chats`` is last."""
    by_name = {table.name: table for table in db.schema_tables()}
    order = TopologicalSorter(dict.fromkeys(by_name, ()))
    for table in by_name.values():
        for parent, _ in table.links.values():
            if parent != table.name:
                order.add(parent, table.name)
    ordered = [by_name[name] for name in order.static_order() if name in by_name]
    return [OfChat(table, column) for table in ordered for column in table.columns if _is_chat(table, column)]


def empty(db: Database, chat_id: int) -> None:
    """Delete every row of a chat."""
    for one in columns_of_chats(db):
        db.execute(f'DELETE FROM "{one.table.name}" WHERE "{one.column}" = ?', (chat_id,))  # nosec B608: the schema's


def move(db: Database, old_id: int, new_id: int) -> None:
    """Change the id of a chat that is stored under its old one, in every row.

    Where both ids have a row under the same key, the row of the id known longer stays: an answer may be recorded in the
    new chat before Telegram reports the move, or in the old one after it.
    """
    forgotten.moved(db, old_id, new_id)
    known = dict(db.execute("SELECT chat_id, since FROM chats WHERE chat_id IN (?, ?)", (old_id, new_id)).fetchall())
    if old_id not in known or old_id == new_id:
        return
    db.check_links_at_the_end()
    old_stays = new_id not in known or known[old_id] < known[new_id]
    for one in columns_of_chats(db):
        for key in one.table.keys:
            if one.column in key:
                _settle(db, one, key, (old_id, new_id), old_stays=old_stays)
        db.execute(
            f'UPDATE "{one.table.name}" SET "{one.column}" = ? WHERE "{one.column}" = ?',  # nosec B608: the schema's
            (new_id, old_id),
        )


def _is_chat(table: Table, column: str) -> bool:
    return column == CHAT or column.endswith(f"_{CHAT}") or table.links.get(column, ("", ""))[0] == CHATS


def _settle(db: Database, one: OfChat, key: tuple[str, ...], ids: tuple[int, int], *, old_stays: bool) -> None:
    """Merge two rows under one key into the row of the new id, with the values of the row that wins.

    The row of the old id is deleted in either case: other rows may already refer to that of the new one.
    """
    name, column = one.table.name, one.column
    same = " AND ".join([f'other."{column}" = ?', *(f'other."{of}" = "{name}"."{of}"' for of in key if of != column)])
    values = ", ".join(f'"{of}"' for of in one.table.columns if of not in key)
    old_id, new_id = ids
    if old_stays and values:
        db.execute(
            f"""UPDATE "{name}" SET ({values}) = (SELECT {values} FROM "{name}" AS other WHERE {same})
                WHERE "{column}" = ? AND EXISTS (SELECT 1 FROM "{name}" AS other WHERE {same})""",  # nosec B608
            (old_id, new_id, old_id),
        )
    db.execute(
        f"""DELETE FROM "{name}" WHERE "{column}" = ? AND EXISTS (SELECT 1 FROM "{name}" AS other WHERE {same})""",  # nosec B608
        (old_id, new_id),
    )
