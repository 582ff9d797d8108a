"""What the outcomes still lacked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "store_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_stamp")),
    )
    op.create_table(
        "framework_step_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(length=40), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("roles", database.JsonText(), nullable=False),
        sa.Column("organisations", database.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_framework_step_agreement_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_step_agreement")),
        sa.UniqueConstraint(
            "programme_id", "framework", "dimension", name=op.f("uq_framework_step_agreement_programme_id_framework_dimension")
        ),
    )
    op.create_table(
        "reminder_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(length=80), nullable=False),
        sa.Column("made_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("next_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('week', 'dag')", name=op.f("ck_reminder_mail_kind")),
        sa.CheckConstraint(
            "state IN ('wacht', 'bezig', 'onderweg', 'verstuurd', 'onzeker', 'mislukt')", name=op.f("ck_reminder_mail_state")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reminder_mail_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_mail")),
        sa.UniqueConstraint("account_id", "day", name=op.f("uq_reminder_mail_account_id_day")),
        info={"unseen": True},
    )
    with op.batch_alter_table("reminder_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_mail_next_at"), ["next_at"], unique=False)

    op.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("prompt IN ('doelen', 'aanpak', 'resultaten')", name=op.f("ck_reflection_prompt")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reflection_account_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["learning_cycle.id"], name=op.f("fk_reflection_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sa.UniqueConstraint("cycle_id", "prompt", name=op.f("uq_reflection_cycle_id_prompt")),
    )
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_hand_over_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_hand_over_programme_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_hand_over_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_table(
        "story_sphere",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("sphere", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_story_sphere_account_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_sphere_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_sphere")),
        sa.UniqueConstraint("story_id", "sphere", name=op.f("uq_story_sphere_story_id_sphere")),
    )
    with op.batch_alter_table("story_sphere", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_sphere_story_id"), ["story_id"], unique=False)

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", database.JsonText(), server_default="{}", nullable=False))

    with op.batch_alter_table("desk_preference", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminders", sa.String(length=8), server_default="", nullable=False))

    with op.batch_alter_table("framework_card", schema=None) as batch_op:
        batch_op.add_column(sa.Column("exception", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("improvement_action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_improvement_action_mark"), ["mark"])

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("activity_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_indicator_activity_id"), "activity", ["activity_id"], ["id"])

    with op.batch_alter_table("published_cut", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", database.JsonText(), server_default="{}", nullable=False))

    with op.batch_alter_table("report_snapshot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=5), server_default="nl", nullable=False))
        batch_op.create_index("ix_report_snapshot_newest", ["programme_id", "language", "id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("report_snapshot", schema=None) as batch_op:
        batch_op.drop_index("ix_report_snapshot_newest")
        batch_op.drop_column("language")

    with op.batch_alter_table("published_cut", schema=None) as batch_op:
        batch_op.drop_column("told")

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_indicator_activity_id"), type_="foreignkey")
        batch_op.drop_column("activity_id")

    with op.batch_alter_table("improvement_action", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_improvement_action_mark"), type_="unique")
        batch_op.drop_column("mark")

    with op.batch_alter_table("framework_card", schema=None) as batch_op:
        batch_op.drop_column("exception")

    with op.batch_alter_table("desk_preference", schema=None) as batch_op:
        batch_op.drop_column("reminders")

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_column("told")

    with op.batch_alter_table("story_sphere", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_story_sphere_story_id"))

    op.drop_table("story_sphere")
    op.drop_table("hand_over")
    op.drop_table("reflection")
    with op.batch_alter_table("reminder_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_mail_next_at"))

    op.drop_table("reminder_mail")
    op.drop_table("framework_step_agreement")
    op.drop_table("store_stamp")
