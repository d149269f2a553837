"""The book of models: kinds, sites and their lives, groups, things and looks at them, activities, difficulties."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"
TABLES = (
    "model_kind",
    "model_site",
    "asset",
    "model_group",
    "replication",
    "site_move",
    "asset_check",
    "difficulty",
    "group_count",
    "model_activity",
)


def upgrade() -> None:
    op.create_table(
        "model_kind",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("scope", sa.String(length=12), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("vi", sa.String(length=120), nullable=False),
        sa.Column("en", sa.String(length=120), nullable=False),
        sa.Column("facts", _JSON, nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_model_kind")),
    )
    op.create_table(
        "model_site",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind_code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("head_role", sa.String(length=80), nullable=False),
        sa.Column("has_regulation", sa.Boolean(), nullable=False),
        sa.Column("fund_source", sa.String(length=20), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("decision_no", sa.String(length=40), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("decision_by", sa.String(length=80), nullable=True),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("launch_people", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("level", sa.String(length=4), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("active_on", sa.Date(), nullable=True),
        sa.Column("parent_commune_id", sa.String(length=12), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("tags", _JSON, nullable=False),
        sa.Column("values", _JSON, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level IS NULL OR level IN ('tot','kha','tb','yeu')", name=op.f("ck_model_site_level")),
        sa.CheckConstraint(
            "state IN ('proposed','surveyed','awaiting','active','weak','paused','ended','declined')",
            name=op.f("ck_model_site_state"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_model_site_commune_id_village_id_village"),
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_model_site_commune_id_unit")),
        sa.ForeignKeyConstraint(["kind_code"], ["model_kind.code"], name=op.f("fk_model_site_kind_code_model_kind")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_model_site")),
    )
    op.create_index(op.f("ix_model_site_commune_id_kind_code_state"), "model_site", ["commune_id", "kind_code", "state"])
    op.create_index(op.f("ix_model_site_parent_id"), "model_site", ["parent_id"])
    op.create_table(
        "asset",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("eyes", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=12), nullable=True),
        sa.Column("fund_source", sa.String(length=20), nullable=True),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("storage_days", sa.Integer(), nullable=True),
        sa.Column("has_notice", sa.Boolean(), nullable=True),
        sa.Column("keeper_role", sa.String(length=80), nullable=False),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("values", _JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('camera','gong','bell','board','fire','loud')", name=op.f("ck_asset_kind")),
        sa.CheckConstraint("state IN ('working','broken','no-signal','missing')", name=op.f("ck_asset_state")),
        sa.CheckConstraint("eyes >= 1", name=op.f("ck_asset_eyes")),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_asset_commune_id_site_id_model_site"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_asset_commune_id_village_id_village"),
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_asset_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_asset")),
    )
    op.create_index(op.f("ix_asset_commune_id_kind_state"), "asset", ["commune_id", "kind", "state"])
    op.create_table(
        "model_group",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("head_role", sa.String(length=80), nullable=False),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_model_group_commune_id_site_id_model_site"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_model_group_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_model_group_commune_id_village_id_village"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_model_group")),
    )
    op.create_index(op.f("ix_model_group_commune_id_site_id"), "model_group", ["commune_id", "site_id"])
    op.create_table(
        "replication",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('planned','done','dropped')", name=op.f("ck_replication_state")),
        sa.ForeignKeyConstraint(
            ["commune_id", "child_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_replication_commune_id_child_id_model_site"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "parent_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_replication_commune_id_parent_id_model_site"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_replication_commune_id_village_id_village"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_replication")),
    )
    op.create_index(op.f("ix_replication_commune_id_parent_id"), "replication", ["commune_id", "parent_id"])
    op.create_table(
        "site_move",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", _JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_site_move_commune_id_site_id_model_site"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_site_move")),
    )
    op.create_index(op.f("ix_site_move_commune_id_site_id"), "site_move", ["commune_id", "site_id"])
    op.create_table(
        "asset_check",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("shift_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("client_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('working','broken','no-signal','missing')", name=op.f("ck_asset_check_state")),
        sa.ForeignKeyConstraint(
            ["commune_id", "asset_id"],
            ["asset.commune_id", "asset.id"],
            name=op.f("fk_asset_check_commune_id_asset_id_asset"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_asset_check")),
    )
    op.create_index(
        op.f("ix_asset_check_commune_id_asset_id_client_at"), "asset_check", ["commune_id", "asset_id", "client_at"]
    )
    op.create_table(
        "difficulty",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("check_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('money','equipment','people','law','other')", name=op.f("ck_difficulty_kind")),
        sa.CheckConstraint("owner IN ('committee','police','village','team','front')", name=op.f("ck_difficulty_owner")),
        sa.CheckConstraint("state IN ('open','solved','dropped')", name=op.f("ck_difficulty_state")),
        sa.ForeignKeyConstraint(
            ["commune_id", "asset_id"],
            ["asset.commune_id", "asset.id"],
            name=op.f("fk_difficulty_commune_id_asset_id_asset"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_difficulty_commune_id_site_id_model_site"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_difficulty_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_difficulty_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_difficulty")),
    )
    op.create_index(op.f("ix_difficulty_commune_id_state_due_on"), "difficulty", ["commune_id", "state", "due_on"])
    op.create_table(
        "group_count",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=False),
        sa.Column("trained", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "members >= 0 AND women BETWEEN 0 AND members AND trained BETWEEN 0 AND members",
            name=op.f("ck_group_count_members"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "group_id"],
            ["model_group.commune_id", "model_group.id"],
            name=op.f("fk_group_count_commune_id_group_id_model_group"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "group_id", "valid_from", name=op.f("pk_group_count")),
    )
    op.create_table(
        "model_activity",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("shift_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=6), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("values", _JSON, nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "kind IN ('gong','propaganda','meeting','drill','kit','joint','weapons','rescue')",
            name=op.f("ck_model_activity_kind"),
        ),
        sa.CheckConstraint("source IN ('phone','desk')", name=op.f("ck_model_activity_source")),
        sa.ForeignKeyConstraint(
            ["commune_id", "asset_id"],
            ["asset.commune_id", "asset.id"],
            name=op.f("fk_model_activity_commune_id_asset_id_asset"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_model_activity_commune_id_site_id_model_site"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_model_activity_commune_id_village_id_village"),
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_model_activity_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_model_activity")),
    )
    op.create_index(op.f("ix_model_activity_commune_id_on_day"), "model_activity", ["commune_id", "on_day"])
    op.create_index(
        op.f("ix_model_activity_commune_id_site_id_on_day"), "model_activity", ["commune_id", "site_id", "on_day"]
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES[1:]:
        op.execute(f"CREATE POLICY books ON {table} USING ({_MAY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
