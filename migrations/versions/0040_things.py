"""Camera roads, needs of cameras, texts of loudspeakers; what a look found wrong."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"
TABLES = ("camera_road", "camera_need", "road_camera", "loud_script")
LOOKED_AT = ("asset", "asset_check")


def upgrade() -> None:
    _add_roads()
    _add_needs()
    _add_scripts()
    for table in LOOKED_AT:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("defects", _JSON, nullable=True))
        op.execute(sa.text(f"UPDATE {table} SET defects = '[]'"))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("defects", existing_type=_JSON, nullable=False)
    with op.batch_alter_table("asset") as batch:
        batch.add_column(sa.Column("need_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_asset_commune_id_need_id_camera_need"),
            "camera_need",
            ["commune_id", "need_id"],
            ["commune_id", "id"],
        )
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"CREATE POLICY books ON {table} USING ({_MAY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def _village(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_commune_id_village_id_village"
    return sa.ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"], name=op.f(name))


def _commune(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f(f"fk_{table}_commune_id_unit"))


def _add_roads() -> None:
    op.create_table(
        "camera_road",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("from_place", sa.String(length=120), nullable=False),
        sa.Column("to_place", sa.String(length=120), nullable=False),
        sa.Column("length_m", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length_m > 0", name=op.f("ck_camera_road_length")),
        sa.ForeignKeyConstraint(
            ["commune_id", "site_id"],
            ["model_site.commune_id", "model_site.id"],
            name=op.f("fk_camera_road_commune_id_site_id_model_site"),
        ),
        _village("camera_road"),
        _commune("camera_road"),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_camera_road")),
    )
    op.create_table(
        "road_camera",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("road_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "asset_id"],
            ["asset.commune_id", "asset.id"],
            name=op.f("fk_road_camera_commune_id_asset_id_asset"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "road_id"],
            ["camera_road.commune_id", "camera_road.id"],
            name=op.f("fk_road_camera_commune_id_road_id_camera_road"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "road_id", "asset_id", name=op.f("pk_road_camera")),
    )
    op.create_index(op.f("ix_road_camera_commune_id_asset_id"), "road_camera", ["commune_id", "asset_id"])


def _add_needs() -> None:
    op.create_table(
        "camera_need",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("road_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("eyes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("priority BETWEEN 1 AND 3", name=op.f("ck_camera_need_priority")),
        sa.CheckConstraint("eyes >= 1", name=op.f("ck_camera_need_eyes")),
        sa.CheckConstraint("state IN ('needed','planned','met','dropped')", name=op.f("ck_camera_need_state")),
        sa.ForeignKeyConstraint(
            ["commune_id", "road_id"],
            ["camera_road.commune_id", "camera_road.id"],
            name=op.f("fk_camera_need_commune_id_road_id_camera_road"),
        ),
        _village("camera_need"),
        _commune("camera_need"),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_camera_need")),
    )
    op.create_index(op.f("ix_camera_need_commune_id_state"), "camera_need", ["commune_id", "state"])


def _add_scripts() -> None:
    op.create_table(
        "loud_script",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_role", sa.String(length=20), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _commune("loud_script"),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_loud_script")),
    )
    op.create_index(op.f("ix_loud_script_commune_id_ended_on"), "loud_script", ["commune_id", "ended_on"])


def downgrade() -> None:
    with op.batch_alter_table("asset") as batch:
        batch.drop_constraint(op.f("fk_asset_commune_id_need_id_camera_need"), type_="foreignkey")
        batch.drop_column("need_id")
    for table in LOOKED_AT:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("defects")
    for table in ("road_camera", "camera_need", "camera_road", "loud_script"):
        op.drop_table(table)
