"""Make the tables of units."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instance",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_instance")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_folded", sa.String(length=120), nullable=False),
        sa.Column("parent_id", sa.String(length=12), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("former_district", sa.String(length=120), nullable=True),
        sa.Column("former_province", sa.String(length=120), nullable=True),
        sa.CheckConstraint("kind IN ('province','xa','phuong','dac_khu','thi_tran')", name=op.f("ck_unit_kind")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_id_valid_to"), ["parent_id", "valid_to"], unique=False)

    op.create_table(
        "unit_successor",
        sa.Column("unit_id", sa.String(length=12), nullable=False),
        sa.Column("successor_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name=op.f("fk_unit_successor_successor_id_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_successor_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", "successor_id", name=op.f("pk_unit_successor")),
    )
    with op.batch_alter_table("unit_successor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_successor_successor_id"), ["successor_id"], unique=False)

    op.create_table(
        "village",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('thon','to_dan_pho')", name=op.f("ck_village_kind")),
        sa.ForeignKeyConstraint(
            ["commune_id", "merged_into_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_village_commune_id_merged_into_id_village"),
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_village_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_village")),
    )


def downgrade() -> None:
    op.drop_table("village")
    with op.batch_alter_table("unit_successor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_successor_successor_id"))

    op.drop_table("unit_successor")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parent_id_valid_to"))
        batch_op.drop_index(batch_op.f("ix_unit_name_folded"))

    op.drop_table("unit")
    op.drop_table("instance")
