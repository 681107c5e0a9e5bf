"""questions from a lesson

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('thread', sa.Column('spot', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('thread') as batch_op:
        batch_op.drop_column('spot')
