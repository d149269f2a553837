"""Keep a line of words for each report and each incident, and what finds them quickly.

The lines of reports that are here already are written by ``flask search rebuild``. Whoever lets Alembic rebuild the table on
SQLite has to make the triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# Words come folded and parted by spaces, so that every sign beyond ASCII is a letter. Nobody asks in what order they stand
# (detail); what is being typed is a beginning of three letters behind that of the kind (prefix).
_SQLITE = (
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='search_line', content_rowid='place', detail=none, prefix='4', tokenize="ascii tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER search_line_written AFTER INSERT ON search_line BEGIN
        INSERT INTO search_words(rowid, words) VALUES (new.place, new.words);
    END
    """,
    """
    CREATE TRIGGER search_line_deleted AFTER DELETE ON search_line BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.place, old.words);
    END
    """,
    """
    CREATE TRIGGER search_line_changed AFTER UPDATE ON search_line BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.place, old.words);
        INSERT INTO search_words(rowid, words) VALUES (new.place, new.words);
    END
    """,
)
# Of words as they stand there: PostgreSQL's own reading of a text would make addresses and numbers out of some.
_POSTGRESQL = (
    "CREATE INDEX ix_search_line_words ON search_line USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)


def upgrade() -> None:
    op.create_table(
        "search_line",
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_search_line_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_search_line")),
    )
    with op.batch_alter_table("search_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_line_commune_id_report_id"), ["commune_id", "report_id"], unique=False)
    for command in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(command)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_line")
