"""drafts in practice: a reception form put aside until the citizen comes back with what is missing

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

DATA = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')


def upgrade() -> None:
    op.add_column('sandbox_copy', sa.Column('draft', DATA, nullable=True))


def downgrade() -> None:
    op.drop_column('sandbox_copy', 'draft')
