"""The schema's history: one short function a change, in order, never edited once released.

Times are integers (seconds since 1970, UTC) where the machine reads them, ISO text where they stand in a reading.
Only SQL that SQLite and PostgreSQL share.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from storage.errors import NewerSchemaError

overnight = Migrations("overnight")


def migrate(db: Database, path: Path) -> None:
    """Bring the schema to today's; refuses one that is newer than this code."""
    known = {step.name for step in overnight._migrations}
    unknown = [step.name for step in overnight.applied(db) if step.name not in known]
    if unknown:
        raise NewerSchemaError(path, unknown)
    overnight.apply(db)


def _create(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)


@overnight()
def m001_posts(db: Database) -> None:
    """Channels, their posts, and every version of each post's text.

    ``revision`` counts from 1 in the order of ``observed_at`` (the page's render time, or the export's edit time).
    ``text`` is NULL where the post was shown without its text; ``sha256`` is that of the text made alike across
    transports, whose names are kept as words with a space between. ``sightings`` are the times between the first
    and the last at which a revision was seen: a version that arrives late may have to be set among them.
    ``last_missed_at`` is when a page last left out a post that stood in its range; nothing is concluded from it.
    """
    _create(
        db,
        """CREATE TABLE channels (
            channel TEXT PRIMARY KEY,
            numeric_id BIGINT,
            paused_reason TEXT
        )""",
        """CREATE TABLE posts (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            published_at BIGINT NOT NULL,
            is_edited BIGINT NOT NULL,
            last_shown_at BIGINT,
            last_missed_at BIGINT,
            PRIMARY KEY (channel, message_id)
        )""",
        "CREATE INDEX posts_by_time ON posts (channel, published_at)",
        """CREATE TABLE album_members (
            channel TEXT NOT NULL,
            member_id BIGINT NOT NULL,
            message_id BIGINT NOT NULL,
            PRIMARY KEY (channel, member_id)
        )""",
        """CREATE TABLE revisions (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            text TEXT,
            sha256 TEXT NOT NULL,
            observed_at BIGINT NOT NULL,
            last_observed_at BIGINT NOT NULL,
            transports TEXT NOT NULL,
            PRIMARY KEY (channel, message_id, revision),
            FOREIGN KEY (channel, message_id) REFERENCES posts (channel, message_id) ON DELETE CASCADE
        )""",
        """CREATE TABLE sightings (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            observed_at BIGINT NOT NULL,
            PRIMARY KEY (channel, message_id, observed_at),
            FOREIGN KEY (channel, message_id) REFERENCES posts (channel, message_id) ON DELETE CASCADE
        )""",
        "CREATE INDEX sightings_by_time ON sightings (channel, observed_at)",
    )


@overnight()
def m002_readings(db: Database) -> None:
    """What each revision was read as; all of it can be rebuilt from the texts.

    ``scope`` is what the post says of itself, ``judged_scope`` what it is beside its neighbours (NULL: no other).
    ``night`` is the date of the night a national tally speaks for, NULL where it is no night;
    ``ends_on`` the claimant's local date on which its window ends.
    Of the revisions of a post the highest one that was read is current (``current_readings``).
    Lists of slugs (``weapons``, ``origins``) are kept as words with a space between.
    """
    _create(
        db,
        """CREATE TABLE readings (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            reader_version BIGINT NOT NULL,
            reading TEXT NOT NULL CHECK (reading IN ('tally', 'unreadable', 'not_a_report')),
            reason TEXT,
            format TEXT,
            scope TEXT,
            judged_scope TEXT,
            claimant TEXT,
            attacker TEXT,
            window_start TEXT,
            window_end TEXT,
            window_precision TEXT,
            window_words_start BIGINT,
            window_words_end BIGINT,
            night TEXT,
            ends_on TEXT,
            hit_sites_number BIGINT,
            hit_sites_hedge TEXT,
            hit_sites_words_start BIGINT,
            hit_sites_words_end BIGINT,
            debris_sites_number BIGINT,
            debris_sites_hedge TEXT,
            debris_sites_words_start BIGINT,
            debris_sites_words_end BIGINT,
            headline_number BIGINT,
            headline_what TEXT,
            headline_words_start BIGINT,
            headline_words_end BIGINT,
            itemises_regions BIGINT NOT NULL DEFAULT 0,
            PRIMARY KEY (channel, message_id, revision),
            FOREIGN KEY (channel, message_id, revision)
                REFERENCES revisions (channel, message_id, revision) ON DELETE CASCADE
        )""",
        "CREATE INDEX readings_by_night ON readings (channel, night, message_id, revision)",
        "CREATE INDEX readings_by_end ON readings (channel, ends_on)",
        "CREATE INDEX readings_by_kind ON readings (reading, channel, message_id)",
        """CREATE VIEW current_readings AS SELECT * FROM readings WHERE NOT EXISTS (
            SELECT 1 FROM readings AS later WHERE later.channel = readings.channel
                AND later.message_id = readings.message_id AND later.revision > readings.revision)""",
        """CREATE TABLE lines (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            position BIGINT NOT NULL,
            outcome TEXT NOT NULL,
            kind TEXT NOT NULL,
            weapons TEXT NOT NULL,
            number BIGINT,
            hedge TEXT NOT NULL,
            is_share BIGINT NOT NULL,
            is_total BIGINT NOT NULL,
            origins TEXT NOT NULL,
            words_start BIGINT NOT NULL,
            words_end BIGINT NOT NULL,
            PRIMARY KEY (channel, message_id, revision, position),
            FOREIGN KEY (channel, message_id, revision)
                REFERENCES readings (channel, message_id, revision) ON DELETE CASCADE
        )""",
        """CREATE TABLE places (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('origin', 'target', 'downed_over', 'region')),
            position BIGINT NOT NULL,
            place TEXT NOT NULL,
            number BIGINT,
            words_start BIGINT,
            words_end BIGINT,
            PRIMARY KEY (channel, message_id, revision, role, position),
            FOREIGN KEY (channel, message_id, revision)
                REFERENCES readings (channel, message_id, revision) ON DELETE CASCADE
        )""",
        "CREATE INDEX places_by_name ON places (place, role)",
        """CREATE TABLE doubts (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            told_by TEXT NOT NULL CHECK (told_by IN ('post', 'neighbours')),
            position BIGINT NOT NULL,
            code TEXT NOT NULL,
            detail TEXT NOT NULL,
            PRIMARY KEY (channel, message_id, revision, told_by, position),
            FOREIGN KEY (channel, message_id, revision)
                REFERENCES readings (channel, message_id, revision) ON DELETE CASCADE
        )""",
    )


@overnight()
def m003_follow(db: Database) -> None:
    """How far each channel was followed, what could not be bridged, and how the last passes went.

    Every message id from ``floor_id`` to ``top_id`` was covered by a page, gaps excepted; what lies below the floor
    is history that was not asked for. A gap shrinks from its upper end (``to_id``) and is closed when nothing is left.
    """
    _create(
        db,
        """CREATE TABLE cursors (
            channel TEXT PRIMARY KEY,
            top_id BIGINT NOT NULL,
            floor_id BIGINT NOT NULL,
            first_walk_pages BIGINT NOT NULL,
            first_walk_ended_at BIGINT
        )""",
        """CREATE TABLE gaps (
            channel TEXT NOT NULL,
            from_id BIGINT NOT NULL,
            to_id BIGINT NOT NULL,
            opened_at BIGINT NOT NULL,
            tries BIGINT NOT NULL,
            tried_at BIGINT,
            closed_at BIGINT,
            PRIMARY KEY (channel, from_id)
        )""",
        """CREATE TABLE freshness (
            channel TEXT PRIMARY KEY,
            last_tried_at BIGINT NOT NULL,
            last_good_at BIGINT,
            last_rendered_at BIGINT,
            last_error TEXT,
            failures BIGINT NOT NULL,
            restarts BIGINT NOT NULL
        )""",
        """CREATE TABLE requests (
            channel TEXT NOT NULL,
            hour BIGINT NOT NULL,
            sent BIGINT NOT NULL,
            PRIMARY KEY (channel, hour)
        )""",
    )


@overnight()
def m004_chats(db: Database) -> None:
    """Who is answered and how, who wants the digest, and which version of which post each chat was shown.

    Nothing else is kept of a person. ``language`` is NULL until it is chosen, ``told_language`` the one Telegram told
    last; ``zone`` is NULL until it is chosen. ``next_at`` is the moment from which the digest of the local date
    ``next_day`` is owed, and ``at_minute`` the wished minute after local midnight, NULL for as soon as the report
    comes. ``thread_id`` is the topic it goes to. ``muted_on`` is the local date of a digest that is not wanted.
    """
    _create(
        db,
        """CREATE TABLE chats (
            chat_id BIGINT PRIMARY KEY,
            language TEXT,
            told_language TEXT,
            zone TEXT,
            state TEXT NOT NULL CHECK (state IN ('active', 'blocked')),
            since BIGINT NOT NULL
        )""",
        """CREATE TABLE subscriptions (
            chat_id BIGINT PRIMARY KEY,
            thread_id BIGINT,
            at_minute BIGINT,
            next_at BIGINT NOT NULL,
            next_day TEXT NOT NULL,
            is_silent BIGINT NOT NULL DEFAULT 0,
            muted_on TEXT,
            FOREIGN KEY (chat_id) REFERENCES chats (chat_id) ON DELETE CASCADE
        )""",
        "CREATE INDEX subscriptions_by_time ON subscriptions (next_at)",
        """CREATE TABLE shown (
            chat_id BIGINT NOT NULL,
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            thread_id BIGINT,
            shown_at BIGINT NOT NULL,
            PRIMARY KEY (chat_id, channel, message_id),
            FOREIGN KEY (chat_id) REFERENCES chats (chat_id) ON DELETE CASCADE
        )""",
        "CREATE INDEX shown_by_post ON shown (channel, message_id, revision)",
    )


@overnight()
def m005_deliveries(db: Database) -> None:
    """What is owed to chats, one row each, under a key that cannot be owed twice.

    ``key`` is ``digest:CHAT:DATE`` and the like. ``body`` names a row of ``bodies``: one text for all who get the same.
    ``edits`` is the key of the delivery that is to be edited instead of sending anew. ``night`` is the date a digest
    tells of, and ``lacks`` the channels it had to go out without. ``state``: pending, sending (claimed, and after a
    crash ambiguous), sent, dead (refused for good), unknown (sent twice without an answer), skipped (too late).
    """
    _create(
        db,
        """CREATE TABLE bodies (
            sha256 TEXT PRIMARY KEY,
            body TEXT NOT NULL,
            made_at BIGINT NOT NULL
        )""",
        """CREATE TABLE deliveries (
            key TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('digest', 'silence', 'completion', 'correction', 'watch', 'notice')),
            chat_id BIGINT NOT NULL,
            thread_id BIGINT,
            body TEXT,
            edits TEXT,
            is_silent BIGINT NOT NULL,
            night TEXT,
            lacks TEXT NOT NULL DEFAULT '',
            not_before BIGINT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('pending', 'sending', 'sent', 'dead', 'unknown', 'skipped')),
            tries BIGINT NOT NULL DEFAULT 0,
            sent_message_id BIGINT,
            owed_at BIGINT NOT NULL,
            ended_at BIGINT,
            reason TEXT
        )""",
        "CREATE INDEX deliveries_by_state ON deliveries (state, not_before)",
        "CREATE INDEX deliveries_by_chat ON deliveries (chat_id)",
        "CREATE INDEX deliveries_by_night ON deliveries (kind, night)",
    )


@overnight()
def m006_pictures(db: Database) -> None:
    """Pictures that were drawn, one for each subject, language and theme; all of them can be drawn anew.

    ``stamp`` is a fingerprint of the readings a picture was made of. ``file_id`` is Telegram's name for it.
    """
    _create(
        db,
        """CREATE TABLE pictures (
            what TEXT NOT NULL,
            language TEXT NOT NULL,
            theme TEXT NOT NULL,
            stamp TEXT NOT NULL,
            png BYTEA NOT NULL,
            caption TEXT NOT NULL,
            file_id TEXT,
            made_at BIGINT NOT NULL,
            PRIMARY KEY (what, language, theme)
        )""",
    )


@overnight()
def m007_inline_messages(db: Database) -> None:
    """Messages that people sent inline, wherever that was: Telegram tells neither the chat nor lets us ask for it.

    ``asks`` is what was asked for, as on a button, and ``language`` the one it was answered in, so that it can be
    written anew; ``shown`` as for chats.
    """
    _create(
        db,
        """CREATE TABLE inline_messages (
            inline_message_id TEXT PRIMARY KEY,
            asks TEXT NOT NULL,
            language TEXT NOT NULL,
            shown_at BIGINT NOT NULL
        )""",
        "CREATE INDEX inline_messages_by_time ON inline_messages (shown_at)",
        """CREATE TABLE inline_shown (
            inline_message_id TEXT NOT NULL,
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            PRIMARY KEY (inline_message_id, channel, message_id),
            FOREIGN KEY (inline_message_id) REFERENCES inline_messages (inline_message_id) ON DELETE CASCADE
        )""",
        "CREATE INDEX inline_shown_by_post ON inline_shown (channel, message_id, revision)",
    )


@overnight()
def m008_operator(db: Database) -> None:
    """What the operator says to all chats, and since when nothing is delivered because the operator said so.

    A notice is drafted first; one that is confirmed is owed to every chat, and after that ``owed``.
    """
    _create(
        db,
        """CREATE TABLE notices (
            notice TEXT PRIMARY KEY,
            text TEXT NOT NULL,
            drafted_at BIGINT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'confirmed', 'owed'))
        )""",
        """CREATE TABLE halts (
            what TEXT PRIMARY KEY CHECK (what = 'sending'),
            since BIGINT NOT NULL
        )""",
    )


@overnight()
def m009_watches(db: Database) -> None:
    """What a chat wants to be told of as soon as a night brings it, and on which paper its pictures are drawn.

    ``argument`` is the number of a ``launched`` watch, the code of a ``region`` one, empty for the others. What was
    known before ``since`` is no news to it.
    ``told_night`` is the last night it was told of, so that no correction tells it again. ``watched_nights`` are the
    versions of the posts of a night that the watches were held against, as words with a space between.
    """
    _create(
        db,
        """CREATE TABLE watches (
            chat_id BIGINT NOT NULL,
            what TEXT NOT NULL CHECK (what IN ('launched', 'ballistic', 'region', 'record')),
            argument TEXT NOT NULL,
            thread_id BIGINT,
            since BIGINT NOT NULL,
            told_night TEXT,
            PRIMARY KEY (chat_id, what, argument),
            FOREIGN KEY (chat_id) REFERENCES chats (chat_id) ON DELETE CASCADE
        )""",
        """CREATE TABLE watched_nights (
            night TEXT PRIMARY KEY,
            versions TEXT NOT NULL
        )""",
        "ALTER TABLE chats ADD COLUMN theme TEXT",
    )


@overnight()
def m010_length_and_sides(db: Database) -> None:
    """How much a chat wants to be told, and what which side says; NULL until it is chosen."""
    _create(
        db,
        "ALTER TABLE chats ADD COLUMN length TEXT CHECK (length IN ('short', 'full'))",
        "ALTER TABLE chats ADD COLUMN sides TEXT CHECK (sides IN ('both', 'ukraine', 'russia'))",
    )


@overnight()
def m011_inline_asks(db: Database) -> None:
    """What a message sent inline answers, as its buttons ask for it; until now all of them answered a bare date."""
    _create(db, "UPDATE inline_messages SET asks = 'night:' || asks WHERE asks LIKE '____-__-__'")


@overnight()
def m012_unread_pages(db: Database) -> None:
    """The newest page of a channel that could not be read, as it came; ``length`` is that of its text before a cut."""
    _create(
        db,
        """CREATE TABLE unread_pages (
            channel TEXT PRIMARY KEY,
            reason TEXT NOT NULL,
            fetched_at BIGINT NOT NULL,
            packed BLOB NOT NULL,
            length BIGINT NOT NULL
        )""",
    )


@overnight()
def m013_forwards(db: Database) -> None:
    """Which posts a channel took over from elsewhere, and from where, as far as any transport told it.

    ``forward_name`` is what is shown of the origin, ``forward_address`` its link without the host, ``forward_id`` the
    numeric id of a channel; all NULL where the origin is hidden. Posts that were stored before tell it when they are
    seen again.
    """
    _create(
        db,
        "ALTER TABLE posts ADD COLUMN is_forward BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE posts ADD COLUMN forward_name TEXT",
        "ALTER TABLE posts ADD COLUMN forward_address TEXT",
        "ALTER TABLE posts ADD COLUMN forward_id BIGINT",
    )


@overnight()
def m014_held_back(db: Database) -> None:
    """What is shown to nobody, why, and what the operator decided.

    ``claimed_night`` is the night a national tally would speak for, ``drones`` how many it tells of. ``held`` is why it
    is shown to nobody: it then is ``unreadable`` to whoever counts, with this reason. ``is_beside``: the night is told
    by another tally, so this one is a window of its own. ``night`` is NULL in either case.
    ``decisions`` are about the very words of a version, whatever number it has and however it is read.
    ``told_operator`` is what the operator hears but once.
    """
    _create(
        db,
        "ALTER TABLE readings ADD COLUMN claimed_night TEXT",
        "ALTER TABLE readings ADD COLUMN drones BIGINT",
        "ALTER TABLE readings ADD COLUMN held TEXT CHECK (held IN ('implausible', 'dropped'))",
        "ALTER TABLE readings ADD COLUMN is_beside BIGINT NOT NULL DEFAULT 0",
        "UPDATE readings SET claimed_night = night",
        """UPDATE readings SET drones = (SELECT MAX(number) FROM (SELECT SUM(number) AS number FROM lines
            WHERE lines.channel = readings.channel AND lines.message_id = readings.message_id
                AND lines.revision = readings.revision AND kind = 'drone' AND is_share = 0 AND is_total = 0
            GROUP BY outcome) AS numbers) WHERE format IS NOT NULL""",
        "CREATE INDEX readings_by_claim ON readings (channel, claimed_night, message_id)",
        "CREATE INDEX readings_held ON readings (channel, claimed_night) WHERE held IS NOT NULL",
        "CREATE INDEX readings_beside ON readings (channel, claimed_night) WHERE is_beside = 1",
        "DROP VIEW current_readings",
        """CREATE VIEW current_readings AS SELECT * FROM readings WHERE NOT EXISTS (
            SELECT 1 FROM readings AS later WHERE later.channel = readings.channel
                AND later.message_id = readings.message_id AND later.revision > readings.revision)""",
        """CREATE TABLE decisions (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            decision TEXT NOT NULL CHECK (decision IN ('released', 'dropped')),
            decided_at BIGINT NOT NULL,
            PRIMARY KEY (channel, message_id, sha256)
        )""",
        """CREATE TABLE told_operator (
            about TEXT PRIMARY KEY,
            told_at BIGINT NOT NULL
        )""",
    )


@overnight()
def m015_pulses(db: Database) -> None:
    """How the long tasks of a running bot are, for a command that asks from beside it.

    ``beat_at`` is when a task last got on with its work, ``written_at`` when that was recorded.
    """
    _create(
        db,
        """CREATE TABLE pulses (
            task TEXT PRIMARY KEY,
            beat_at BIGINT,
            failures BIGINT NOT NULL,
            restarts BIGINT NOT NULL,
            error TEXT,
            written_at BIGINT NOT NULL
        )""",
    )


@overnight()
def m016_outbox(db: Database) -> None:
    """What became of a request is told apart: not begun, begun and answered, begun and without an answer.

    ``rank`` 0 are alarms, 1 what people wait for, 2 the rest; ``due_at`` is the hour it was wished for, ``turn`` a
    number that gives chats another order every day. ``after`` is the key of a message that has to go first.
    ``state`` sending is begun, and the answer not known. States beside the former: doubtful (it may have arrived, and
    goes once more, silently), expired (its hour passed long ago), parked (it cannot be read).
    ``flood_waits`` is how long Telegram wants to hear nothing from us, in a chat, or in all (chat 0).
    """
    _create(
        db,
        """CREATE TABLE owed (
            key TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('digest', 'silence', 'completion', 'correction', 'watch', 'notice')),
            chat_id BIGINT NOT NULL,
            thread_id BIGINT,
            body TEXT,
            edits TEXT,
            is_silent BIGINT NOT NULL,
            night TEXT,
            lacks TEXT NOT NULL DEFAULT '',
            rank BIGINT NOT NULL,
            due_at BIGINT NOT NULL,
            turn BIGINT NOT NULL,
            after TEXT,
            not_before BIGINT NOT NULL,
            expires_at BIGINT,
            state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'doubtful', 'sent', 'dead', 'unknown',
                'skipped', 'expired', 'parked')),
            tries BIGINT NOT NULL DEFAULT 0,
            sent_message_id BIGINT,
            owed_at BIGINT NOT NULL,
            ended_at BIGINT,
            reason TEXT
        )""",
        """INSERT INTO owed SELECT key, kind, chat_id, thread_id, body, edits, is_silent, night, lacks,
            CASE WHEN key LIKE 'alarm:%' THEN 0 WHEN kind IN ('digest', 'silence', 'notice') THEN 1 ELSE 2 END,
            owed_at, 0, NULL, not_before,
            CASE WHEN kind IN ('digest', 'silence') THEN owed_at + 21600 END,
            state, tries, sent_message_id, owed_at, ended_at, reason
            FROM deliveries""",
        "DROP TABLE deliveries",
        "ALTER TABLE owed RENAME TO deliveries",
        """CREATE INDEX deliveries_in_order ON deliveries (rank, due_at, turn, key, not_before, chat_id, after, state)
            WHERE state = 'pending'""",
        "CREATE INDEX deliveries_doubtful ON deliveries (not_before, key) WHERE state = 'doubtful'",
        "CREATE INDEX deliveries_sending ON deliveries (chat_id, key) WHERE state = 'sending'",
        "CREATE INDEX deliveries_ended ON deliveries (ended_at) WHERE ended_at IS NOT NULL",
        "CREATE INDEX deliveries_expiring ON deliveries (expires_at) WHERE ended_at IS NULL",
        "CREATE INDEX deliveries_by_chat ON deliveries (chat_id)",
        "CREATE INDEX deliveries_by_night ON deliveries (kind, night)",
        "CREATE INDEX shown_by_time ON shown (shown_at)",
        """CREATE TABLE flood_waits (
            chat_id BIGINT PRIMARY KEY,
            until BIGINT NOT NULL
        )""",
    )


@overnight()
def m017_shown_figures(db: Database) -> None:
    """Which figures everybody was shown, and which stand: whatever changes them, the difference finds who is told.

    ``figures`` holds the figures of readings under their fingerprints. ``readings.figures`` is the fingerprint of a
    tally's, or why there are none (unreadable, not_a_report, implausible, dropped); NULL until it is reckoned, at the
    next opening. ``current_figures`` has a row for every post that was ever a report: what stands of it now (withdrawn,
    where the channel's page leaves the post out) and, while somebody may have to be told, ``untold``: now, when
    the re-reading that changed it has ended (after_reread), in the summary of that (in_summary).
    ``shown.figures`` are the figures a chat was shown last (NULL: none), ``told`` what it was told last of the post.
    ``missed_since`` is the first page that left out a post since it was last shown.
    """
    shown = "figures TEXT", "told TEXT NOT NULL DEFAULT ''"
    _create(
        db,
        """CREATE TABLE figures (
            fingerprint TEXT PRIMARY KEY,
            figures TEXT NOT NULL
        )""",
        """CREATE TABLE current_figures (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            figures TEXT NOT NULL,
            untold TEXT CHECK (untold IN ('now', 'after_reread', 'in_summary')),
            PRIMARY KEY (channel, message_id),
            FOREIGN KEY (channel, message_id) REFERENCES posts (channel, message_id) ON DELETE CASCADE
        )""",
        """CREATE INDEX current_figures_untold ON current_figures (untold, channel, message_id)
            WHERE untold IS NOT NULL""",
        "ALTER TABLE posts ADD COLUMN missed_since BIGINT",
        "ALTER TABLE readings ADD COLUMN figures TEXT",
        """UPDATE readings SET figures = COALESCE(held, CASE WHEN reading <> 'tally' THEN reading END)""",
        """CREATE INDEX readings_without_figures ON readings (channel, message_id, revision)
            WHERE figures IS NULL""",
        *(f"ALTER TABLE {table} ADD COLUMN {column}" for table in ("shown", "inline_shown") for column in shown),
        "DROP INDEX shown_by_post",
        "CREATE INDEX shown_by_post ON shown (channel, message_id, told, figures, revision, chat_id)",
        "DROP INDEX inline_shown_by_post",
        "CREATE INDEX inline_shown_by_post ON inline_shown (channel, message_id, told, inline_message_id)",
        # the views' columns are those of their making
        "DROP VIEW current_readings",
        """CREATE VIEW current_readings AS SELECT * FROM readings WHERE NOT EXISTS (
            SELECT 1 FROM readings AS later WHERE later.channel = readings.channel
                AND later.message_id = readings.message_id AND later.revision > readings.revision)""",
    )


@overnight()
def m018_reader(db: Database) -> None:
    """Whose reading it is: ``reader`` is the fingerprint of the reader's code, NULL where it was not kept yet.

    What another reader read is read again, the newest posts first.
    """
    _create(
        db,
        "ALTER TABLE readings ADD COLUMN reader TEXT",
        "CREATE INDEX posts_by_moment ON posts (published_at, channel, message_id)",
        "DROP VIEW current_readings",
        """CREATE VIEW current_readings AS SELECT * FROM readings WHERE NOT EXISTS (
            SELECT 1 FROM readings AS later WHERE later.channel = readings.channel
                AND later.message_id = readings.message_id AND later.revision > readings.revision)""",
    )


@overnight()
def m019_morning(db: Database) -> None:
    """What a chat wants of its morning; NULL until it is chosen.

    ``length`` is one of three: what was called full until now is the usual one. ``tells_late_side`` is whether a side
    that comes after the digest is told by a message of its own, ``with_picture`` whether a chart comes with the digest.
    ``deliveries.answers`` is the key of the delivery that one replies to.
    """
    _create(
        db,
        "ALTER TABLE chats RENAME COLUMN length TO old_length",
        "ALTER TABLE chats ADD COLUMN length TEXT CHECK (length IN ('short', 'usual', 'full'))",
        "UPDATE chats SET length = CASE old_length WHEN 'full' THEN 'usual' ELSE old_length END",
        "ALTER TABLE chats DROP COLUMN old_length",
        "ALTER TABLE chats ADD COLUMN tells_late_side BIGINT",
        "ALTER TABLE chats ADD COLUMN with_picture BIGINT",
        "ALTER TABLE deliveries ADD COLUMN answers TEXT",
    )


@overnight()
def m020_own_chats(db: Database) -> None:
    """The channels and groups in which somebody wants the digest alone, and who that was.

    ``own_chats.at_minute`` and ``thread_id`` are the hour and the topic of a digest that is paused. ``set_up_by.told``
    is whether that person was told that nothing can be sent there any more: NULL as long as it can, lost when they
    were, by_themselves where they removed the bot and need not be.
    """
    _create(
        db,
        """CREATE TABLE own_chats (
            chat_id BIGINT PRIMARY KEY,
            title TEXT NOT NULL,
            is_channel BIGINT NOT NULL,
            at_minute BIGINT,
            thread_id BIGINT,
            FOREIGN KEY (chat_id) REFERENCES chats (chat_id) ON DELETE CASCADE
        )""",
        """CREATE TABLE set_up_by (
            chat_id BIGINT PRIMARY KEY,
            setter_chat_id BIGINT NOT NULL,
            told TEXT CHECK (told IN ('lost', 'by_themselves')),
            FOREIGN KEY (chat_id) REFERENCES own_chats (chat_id) ON DELETE CASCADE
        )""",
        "CREATE INDEX set_up_by_person ON set_up_by (setter_chat_id)",
    )


@overnight()
def m021_known(db: Database) -> None:
    """What was known at which time: since when a version stood, and how another reader read it before.

    ``posts.unmarked_at`` is when the post was last seen without Telegram's edit mark: what was seen first until then
    is the text as it was published. Of posts with a mark it is not known any more, so their first version counts from
    the time it was seen. ``past_readings`` are readings whose figures another reader changed at ``until``, by the words
    they are of (a late sighting may renumber the versions); ``ends_on`` is where the window ended, ``packed`` the
    reading.
    """
    _create(
        db,
        "ALTER TABLE posts ADD COLUMN unmarked_at BIGINT",
        """UPDATE posts SET unmarked_at = (SELECT MAX(last_observed_at) FROM revisions
            WHERE revisions.channel = posts.channel AND revisions.message_id = posts.message_id) WHERE is_edited = 0""",
        """CREATE TABLE past_readings (
            channel TEXT NOT NULL,
            message_id BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            until BIGINT NOT NULL,
            reader_version BIGINT NOT NULL,
            reader TEXT,
            ends_on TEXT,
            packed TEXT NOT NULL,
            PRIMARY KEY (channel, message_id, sha256, until),
            FOREIGN KEY (channel, message_id) REFERENCES posts (channel, message_id) ON DELETE CASCADE
        )""",
        "CREATE INDEX past_readings_by_end ON past_readings (channel, ends_on)",
    )


@overnight()
def m022_outside_figures(db: Database) -> None:
    """Others' tables of the same reports, as they were last read, and what was found about their disagreements.

    An edge of a period is ISO text, a moment in UTC or a date. ``low`` and ``high`` are the ends of a range, the same
    where a number is exact; what a table hides or does not know has no row. ``skipped`` is how many of its rows could
    not be used. A verdict holds only for the two figures it names.
    """
    _create(
        db,
        """CREATE TABLE outside_tables (
            slug TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            author TEXT NOT NULL,
            licence TEXT NOT NULL,
            address TEXT NOT NULL,
            skipped BIGINT NOT NULL,
            read_at BIGINT NOT NULL
        )""",
        """CREATE TABLE outside_reports (
            slug TEXT NOT NULL,
            position BIGINT NOT NULL,
            channel TEXT NOT NULL,
            message_id BIGINT,
            period_start TEXT,
            period_end TEXT,
            night TEXT,
            PRIMARY KEY (slug, position),
            FOREIGN KEY (slug) REFERENCES outside_tables (slug) ON DELETE CASCADE
        )""",
        """CREATE TABLE outside_figures (
            slug TEXT NOT NULL,
            position BIGINT NOT NULL,
            field TEXT NOT NULL,
            low BIGINT NOT NULL,
            high BIGINT NOT NULL,
            PRIMARY KEY (slug, position, field),
            FOREIGN KEY (slug, position) REFERENCES outside_reports (slug, position) ON DELETE CASCADE
        )""",
        """CREATE TABLE outside_verdicts (
            slug TEXT NOT NULL,
            place TEXT NOT NULL,
            field TEXT NOT NULL,
            ours TEXT NOT NULL,
            theirs TEXT NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('reader', 'table', 'definition', 'post_edited', 'open')),
            why TEXT NOT NULL,
            PRIMARY KEY (slug, place, field)
        )""",
    )


@overnight()
def m023_fleet(db: Database) -> None:
    """What several programs on one database share.

    ``leases`` says who does which work: ``until`` is in milliseconds of the database's clock, ``epoch`` grows with each
    new holder. ``deliveries.epoch`` is that of the lease under which a message was begun, NULL where there was none.
    ``updates`` are Telegram's updates that were taken by any of them, ``taker`` names the attempt. ``presses`` are the
    buttons that were pressed a moment ago (``what`` is the fingerprint of a message and its button, ``pressed_at`` in
    ms). ``seen_readers`` says which readers run, by fingerprint, and since when: the one that came last reads again.
    """
    _create(
        db,
        """CREATE TABLE leases (
            name TEXT PRIMARY KEY,
            holder TEXT NOT NULL,
            epoch BIGINT NOT NULL,
            until BIGINT NOT NULL
        )""",
        "ALTER TABLE deliveries ADD COLUMN epoch BIGINT",
        "CREATE TABLE updates (update_id BIGINT PRIMARY KEY, taker TEXT NOT NULL, taken_at BIGINT NOT NULL)",
        """CREATE TABLE presses (
            chat_id BIGINT NOT NULL,
            what TEXT NOT NULL,
            pressed_at BIGINT NOT NULL,
            PRIMARY KEY (chat_id, what)
        )""",
        """CREATE TABLE seen_readers (
            fingerprint TEXT PRIMARY KEY,
            first_seen_at BIGINT NOT NULL,
            last_seen_at BIGINT NOT NULL
        )""",
    )


@overnight()
def m024_due_digests(db: Database) -> None:
    """Find the digests that are due, and page through those of one moment, whatever their number."""
    _create(
        db,
        """CREATE INDEX subscriptions_due
            ON subscriptions (next_at, (CASE WHEN at_minute IS NULL THEN 1 ELSE 0 END), chat_id)""",
        "DROP INDEX subscriptions_by_time",
    )


@overnight()
def m025_forgotten(db: Database) -> None:
    """Which chats were forgotten a moment ago, so that answers that were on their way then store nothing of them.

    ``chat`` is the fingerprint of an id, ``forgotten_at`` is in milliseconds of the database's clock.
    """
    _create(db, "CREATE TABLE forgotten (chat TEXT PRIMARY KEY, forgotten_at BIGINT NOT NULL)")
