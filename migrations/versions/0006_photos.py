"""Make the tables of photos."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photo",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("mime", sa.String(length=20), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=True),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=True),
        sa.Column("clean_width", sa.Integer(), nullable=True),
        sa.Column("clean_height", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('expected','stored','ready','damaged')", name=op.f("ck_photo_state")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_commune_id_owner_id"), ["commune_id", "owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_photo_commune_id_sha256"), ["commune_id", "sha256"], unique=False)
        batch_op.create_index("ix_photo_waiting", ["state", "stored_at"], unique=False)

    op.create_table(
        "upload_part",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "photo_id"],
            ["photo.commune_id", "photo.id"],
            name=op.f("fk_upload_part_commune_id_photo_id_photo"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("commune_id", "photo_id", "start", name=op.f("pk_upload_part")),
    )


def downgrade() -> None:
    op.drop_table("upload_part")
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index("ix_photo_waiting")
        batch_op.drop_index(batch_op.f("ix_photo_commune_id_sha256"))
        batch_op.drop_index(batch_op.f("ix_photo_commune_id_owner_id"))

    op.drop_table("photo")
