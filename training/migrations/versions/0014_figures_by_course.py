"""figures by course

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

DUTY = ['ref_kind', 'ref_id', 'person_id']


def upgrade() -> None:
    op.drop_index('ix_duty_ref', table_name='duty')
    op.create_index('ix_duty_ref', 'duty', [*DUTY, 'due_on', 'anew_since'], unique=False)
    op.create_index('ix_completion_done', 'completion', [*DUTY, 'outcome', 'at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_completion_done', table_name='completion')
    op.drop_index('ix_duty_ref', table_name='duty')
    op.create_index('ix_duty_ref', 'duty', DUTY, unique=False)
