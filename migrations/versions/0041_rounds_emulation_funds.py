"""Review rounds and their sheets, steps of difficulties, silences, inspections, reminders; emulation and fund books."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"
TABLES = (
    "model_reminder",
    "review_round",
    "commendation",
    "fund_entry",
    "fund_publication",
    "inspection",
    "review_sheet",
    "commendation_evidence",
    "difficulty_step",
    "site_silence",
)
# Rows of these are added and read; no policy lets anybody change or delete one.
ADDED_ONLY = ("fund_entry", "fund_publication")


def upgrade() -> None:
    op.create_table(
        "model_reminder",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('round','sheet','difficulty','replication')", name=op.f("ck_model_reminder_kind")),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_model_reminder_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "kind", "record_id", "on_day", name=op.f("pk_model_reminder")),
    )
    op.create_table(
        "review_round",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("kinds", _JSON, nullable=False),
        sa.Column("criteria", _JSON, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_review_round_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_review_round")),
    )
    op.create_index(op.f("ix_review_round_commune_id_closed_at"), "review_round", ["commune_id", "closed_at"])
    op.create_table(
        "commendation",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=8), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("site_commune_id", sa.String(length=12), nullable=True),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decision_no", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("declined_why", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("about IN ('team','member','site','body')", name=op.f("ck_commendation_about")),
        sa.CheckConstraint("form IN ('praise','letter','certificate','merit','title')", name=op.f("ck_commendation_form")),
        sa.CheckConstraint("level IN ('commune','province','ministry','state')", name=op.f("ck_commendation_level")),
        sa.CheckConstraint("state IN ('proposed','decided','declined','withdrawn')", name=op.f("ck_commendation_state")),
        sa.ForeignKeyConstraint(
            ["commune_id", "member_id"],
            ["member.commune_id", "member.id"],
            name=op.f("fk_commendation_commune_id_member_id_member"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_commendation_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_commendation_commune_id_unit")),
        sa.ForeignKeyConstraint(
            ["site_commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_commendation_site_commune_id_site_id_model_site"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_commendation")),
    )
    op.create_index(op.f("ix_commendation_commune_id_year_state"), "commendation", ["commune_id", "year", "state"])
    op.create_table(
        "fund_entry",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_fund_entry_amount")),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_fund_entry_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_fund_entry_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_fund_entry")),
        sa.UniqueConstraint("commune_id", "team_id", "seq", name=op.f("uq_fund_entry_commune_id_team_id_seq")),
        sa.UniqueConstraint("commune_id", "undoes", name=op.f("uq_fund_entry_commune_id_undoes")),
    )
    op.create_table(
        "fund_publication",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opening", sa.BigInteger(), nullable=False),
        sa.Column("came_in", sa.BigInteger(), nullable=False),
        sa.Column("went_out", sa.BigInteger(), nullable=False),
        sa.Column("closing", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_fund_publication_commune_id_team_id_team"),
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_fund_publication_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "team_id", "year", name=op.f("pk_fund_publication")),
    )
    op.create_table(
        "inspection",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("inspector", sa.String(length=80), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("difficulties", _JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(site_id IS NULL) <> (team_id IS NULL)", name=op.f("ck_inspection_object")),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_inspection_commune_id_site_id_model_site"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_inspection_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_inspection_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_inspection")),
    )
    op.create_index(op.f("ix_inspection_commune_id_on_day"), "inspection", ["commune_id", "on_day"])
    op.create_table(
        "review_sheet",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("site_commune_id", sa.String(length=12), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("points", _JSON, nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("weaknesses", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=4), nullable=True),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("villages", _JSON, nullable=False),
        sa.Column("villages_due", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("level IS NULL OR level IN ('tot','kha','tb','yeu')", name=op.f("ck_review_sheet_level")),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('carried','nothing','awaits','passed')", name=op.f("ck_review_sheet_outcome")
        ),
        sa.CheckConstraint("state IN ('todo','draft','done','left_out')", name=op.f("ck_review_sheet_state")),
        sa.CheckConstraint(
            "verdict IS NULL OR verdict IN ('keep','consolidate','replicate','pause','end')",
            name=op.f("ck_review_sheet_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "round_id"],
            ["review_round.commune_id", "review_round.id"],
            name=op.f("fk_review_sheet_commune_id_round_id_review_round"),
        ),
        sa.ForeignKeyConstraint(
            ["site_commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_review_sheet_site_commune_id_site_id_model_site"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "round_id", "site_id", name=op.f("pk_review_sheet")),
    )
    op.create_index(op.f("ix_review_sheet_site_commune_id_site_id"), "review_sheet", ["site_commune_id", "site_id"])
    op.create_table(
        "commendation_evidence",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("commendation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('report','incident','activity')", name=op.f("ck_commendation_evidence_kind")),
        sa.ForeignKeyConstraint(
            ["commune_id", "commendation_id"],
            ["commendation.commune_id", "commendation.id"],
            name=op.f("fk_commendation_evidence_commune_id_commendation_id_commendation"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "commendation_id", "kind", "record_id", name=op.f("pk_commendation_evidence")),
    )
    op.create_table(
        "difficulty_step",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("difficulty_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("step IN ('hand','postpone','solve','drop')", name=op.f("ck_difficulty_step_step")),
        sa.ForeignKeyConstraint(
            ["commune_id", "difficulty_id"],
            ["difficulty.commune_id", "difficulty.id"],
            name=op.f("fk_difficulty_step_commune_id_difficulty_id_difficulty"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_difficulty_step")),
    )
    op.create_index(op.f("ix_difficulty_step_commune_id_difficulty_id"), "difficulty_step", ["commune_id", "difficulty_id"])
    op.create_table(
        "site_silence",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("difficulty_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "difficulty_id"],
            ["difficulty.commune_id", "difficulty.id"],
            name=op.f("fk_site_silence_commune_id_difficulty_id_difficulty"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_site_silence_commune_id_site_id_model_site"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "site_id", "since", name=op.f("pk_site_silence")),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        if table in ADDED_ONLY:
            op.execute(f"CREATE POLICY books_read ON {table} FOR SELECT USING ({_MAY})")
            op.execute(f"CREATE POLICY books_add ON {table} FOR INSERT WITH CHECK ({_MAY})")
        else:
            op.execute(f"CREATE POLICY books ON {table} USING ({_MAY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
