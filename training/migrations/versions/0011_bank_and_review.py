"""a bank that lives: titles, states, labels, imports; and spaced review

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import training.core.db
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('question_category',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('info', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_category')),
    sa.UniqueConstraint('unit_id', 'path', name=op.f('uq_question_category_unit_id_path'))
    )
    op.create_table('question_import',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('format', sa.Text(), nullable=False),
    sa.Column('file_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('counts', sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), 'postgresql'), nullable=False),
    sa.Column('made_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', training.core.db.Moment(timezone=True), nullable=False),
    sa.Column('kept_at', training.core.db.Moment(timezone=True), nullable=True),
    sa.Column('taken_back_at', training.core.db.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_import')),
    sa.UniqueConstraint('code', name=op.f('uq_question_import_code'))
    )
    with op.batch_alter_table('question_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_import_unit_id'), ['unit_id'], unique=False)

    op.create_table('review_card',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('competency', sa.Text(), nullable=False),
    sa.Column('state', sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), 'postgresql'), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('last_at', training.core.db.Moment(timezone=True), nullable=False),
    sa.Column('seen', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lapses', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('retired_at', training.core.db.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_card')),
    sa.UniqueConstraint('person_id', 'source', 'item_id', name=op.f('uq_review_card_person_id_source_item_id'))
    )
    with op.batch_alter_table('review_card', schema=None) as batch_op:
        batch_op.create_index('ix_review_card_due_on', ['person_id', 'retired_at', 'due_on'], unique=False)

    op.create_table('review_intake',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('until', training.core.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_intake'))
    )
    op.create_table('question_tag',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tag', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_tag_question_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_tag')),
    sa.UniqueConstraint('question_id', 'tag', name=op.f('uq_question_tag_question_id_tag'))
    )
    with op.batch_alter_table('question_tag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_tag_tag'), ['tag'], unique=False)

    op.create_table('review_answer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('card_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_uuid', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rating', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fraction', sa.Double(), nullable=False),
    sa.Column('response', sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), 'postgresql'), nullable=True),
    sa.Column('at', training.core.db.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['card_id'], ['review_card.id'], name=op.f('fk_review_answer_card_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_answer')),
    sa.UniqueConstraint('client_uuid', name=op.f('uq_review_answer_client_uuid'))
    )
    with op.batch_alter_table('review_answer', schema=None) as batch_op:
        batch_op.create_index('ix_review_answer_person_id', ['person_id', 'at'], unique=False)

    op.add_column('question', sa.Column('title', sa.Text(), server_default='', nullable=False))
    op.add_column('question', sa.Column('state', sa.Text(), server_default='ready', nullable=False))
    op.add_column('question', sa.Column('level', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='0', nullable=False))
    op.add_column('question', sa.Column('source', sa.Text(), server_default='', nullable=False))
    op.add_column('question', sa.Column('idnumber', sa.Text(), server_default='', nullable=False))
    op.add_column('question', sa.Column('fingerprint', sa.Text(), server_default='', nullable=False))
    op.add_column('question', sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.add_column('question', sa.Column('edited', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_fingerprint'), ['fingerprint'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_import_id'), ['import_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_state'), ['state'], unique=False)
    op.execute("UPDATE question SET state = 'retired' WHERE archived_at IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_state'))
        batch_op.drop_index(batch_op.f('ix_question_import_id'))
        batch_op.drop_index(batch_op.f('ix_question_fingerprint'))
        batch_op.drop_column('edited')
        batch_op.drop_column('import_id')
        batch_op.drop_column('fingerprint')
        batch_op.drop_column('idnumber')
        batch_op.drop_column('source')
        batch_op.drop_column('level')
        batch_op.drop_column('state')
        batch_op.drop_column('title')

    with op.batch_alter_table('review_answer', schema=None) as batch_op:
        batch_op.drop_index('ix_review_answer_person_id')

    op.drop_table('review_answer')
    with op.batch_alter_table('question_tag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_tag_tag'))

    op.drop_table('question_tag')
    op.drop_table('review_intake')
    with op.batch_alter_table('review_card', schema=None) as batch_op:
        batch_op.drop_index('ix_review_card_due_on')

    op.drop_table('review_card')
    with op.batch_alter_table('question_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_import_unit_id'))

    op.drop_table('question_import')
    op.drop_table('question_category')
