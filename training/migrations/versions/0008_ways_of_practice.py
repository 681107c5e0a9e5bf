"""ways of practice: mode, time limit and trouble of an attempt, and the variant of a copy

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
import training.core.db
from sqlalchemy.dialects import postgresql
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

DATA = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')


def upgrade() -> None:
    op.add_column('sandbox_copy', sa.Column('variant', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='0', nullable=False))
    op.add_column('sandbox_run', sa.Column('mode', sa.Text(), server_default='alone', nullable=False))
    op.add_column('sandbox_run', sa.Column('ends_at', training.core.db.Moment(), nullable=True))
    op.add_column('sandbox_run', sa.Column('trouble', DATA, server_default='{}', nullable=False))
    op.add_column('sandbox_run', sa.Column('detours', DATA, server_default='[]', nullable=False))
    op.add_column('sandbox_run', sa.Column('stuck_at', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    for column in ('stuck_at', 'detours', 'trouble', 'ends_at', 'mode'):
        op.drop_column('sandbox_run', column)
    op.drop_column('sandbox_copy', 'variant')
