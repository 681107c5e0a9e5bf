"""progress by activity

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_progress_ref', 'progress', ['ref_kind', 'ref_id', 'person_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_progress_ref', table_name='progress')
