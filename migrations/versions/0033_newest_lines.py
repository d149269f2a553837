"""Let the newest lines of a commune be walked through without those of others."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

INDEX = "ix_search_line_commune_id_place"


def upgrade() -> None:
    op.create_index(INDEX, "search_line", ["commune_id", "place"])


def downgrade() -> None:
    op.drop_index(INDEX, table_name="search_line")
