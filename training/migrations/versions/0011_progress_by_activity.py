"""progress by activity

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_progress_ref', 'progress', ['ref_kind', 'ref_id', 'person_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_progress_ref', table_name='progress')
