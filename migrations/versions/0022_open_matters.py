"""Keep the open matters of reports, and what the office says of them; those of reports that are here are read out."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    op.create_table(
        "matter",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_matter_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "report_id", "id", name=op.f("pk_matter")),
    )
    op.create_index(op.f("ix_matter_commune_id_id"), "matter", ["commune_id", "id"])
    op.create_table(
        "matter_word",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("act IN ('opened','settled','reopened')", name=op.f("ck_matter_word_act")),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_matter_word_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_matter_word_commune_id_village_id_village"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_matter_word")),
    )
    op.create_index(
        op.f("ix_matter_word_commune_id_team_id_matter_id"), "matter_word", ["commune_id", "team_id", "matter_id"]
    )
    _read_out()


def _read_out() -> None:
    """The matters of the present version of every report: without this, what is open today would be forgotten."""

    def table(name: str, **columns: sa.types.TypeEngine[Any]) -> sa.TableClause:
        return sa.table(name, *(sa.column(key, kind) for key, kind in ({"commune_id": sa.String()} | columns).items()))

    body = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    report = table("report", id=sa.Uuid(), version=sa.Integer())
    version = table("report_version", report_id=sa.Uuid(), version=sa.Integer(), body=body)
    matter = table("matter", report_id=sa.Uuid(), id=sa.Uuid(), position=sa.Integer(), settled=sa.Boolean())
    same = (report.c.commune_id == version.c.commune_id) & (report.c.id == version.c.report_id)
    present = version.join(report, same & (report.c.version == version.c.version))
    rows = sa.select(version.c.commune_id, version.c.report_id, version.c.body["open_matters"]).select_from(present)
    found = [row for one in op.get_bind().execute(rows) for row in _matters(*one)]
    for first in range(0, len(found), _AT_ONCE):
        op.get_bind().execute(matter.insert(), found[first : first + _AT_ONCE])


def _matters(commune_id: str, report_id: UUID, matters: list[dict[str, Any]] | None) -> Iterator[dict[str, Any]]:
    known = {UUID(one["matter_id"]): one for one in reversed(matters or [])}
    for position, (matter_id, one) in enumerate(reversed(known.items())):
        key = {"commune_id": commune_id, "report_id": report_id, "id": matter_id}
        yield key | {"position": position, "settled": bool(one.get("settled"))}


def downgrade() -> None:
    op.drop_table("matter_word")
    op.drop_table("matter")
