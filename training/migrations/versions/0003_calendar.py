"""versions of the working calendar

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
import training.core.db
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    data = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), 'postgresql')
    whole = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('calendar_version',
    sa.Column('number', whole, autoincrement=False, nullable=False),
    sa.Column('zone', sa.Text(), nullable=False),
    sa.Column('weekly', data, nullable=False),
    sa.Column('days', data, nullable=False),
    sa.Column('made_at', training.core.db.Moment(timezone=True), nullable=False),
    sa.Column('made_by', whole, nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_calendar_version'))
    )


def downgrade() -> None:
    op.drop_table('calendar_version')
