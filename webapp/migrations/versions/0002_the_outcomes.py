"""The outcomes: reasoning line, frameworks, teams, sources, ledger, learning, benchmark."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("found_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=300), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_agenda_item_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_agenda_item_programme_id_key")),
    )
    op.create_table(
        "benchmark_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("residents", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("read_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_benchmark_package_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_benchmark_package_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark_package")),
        sa.UniqueConstraint(
            "programme_id",
            "municipality",
            "year",
            "sha256",
            name=op.f("uq_benchmark_package_programme_id_municipality_year_sha256"),
        ),
    )
    op.create_table(
        "burden",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("behaviour", sa.Text(), nullable=False),
        sa.CheckConstraint("who IN ('inwoner', 'professional')", name=op.f("ck_burden_who")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_burden_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_burden")),
        sa.UniqueConstraint("programme_id", "name", name=op.f("uq_burden_programme_id_name")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_certificate_organisation_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_certificate_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    op.create_table(
        "context_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("influence", database.JsonText(), nullable=False),
        sa.Column("series", database.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_context_factor_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_factor")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_context_factor_programme_id_code")),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("from_kind", sa.String(length=20), nullable=False),
        sa.Column("from_code", sa.String(length=40), nullable=False),
        sa.Column("to_kind", sa.String(length=20), nullable=False),
        sa.Column("to_code", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.String(length=20), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("design", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("far_enough", sa.Boolean(), nullable=False),
        sa.Column("agreed_weight", sa.String(length=10), nullable=True),
        sa.Column("unplanned", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "evidence <> 'bewezen' OR (design <> '' AND reviewer_id IS NOT NULL)", name=op.f("ck_contribution_proof")
        ),
        sa.CheckConstraint(
            "evidence IN ('verondersteld', 'aannemelijk', 'onderbouwd', 'bewezen')", name=op.f("ck_contribution_evidence")
        ),
        sa.CheckConstraint("reviewer_id IS NULL OR reviewer_id <> proposed_by_id", name=op.f("ck_contribution_second_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_contribution_programme_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["account.id"], name=op.f("fk_contribution_proposed_by_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["account.id"], name=op.f("fk_contribution_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint(
            "programme_id",
            "from_kind",
            "from_code",
            "to_kind",
            "to_code",
            name=op.f("uq_contribution_programme_id_from_kind_from_code_to_kind_to_code"),
        ),
    )
    op.create_table(
        "explored_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("look", database.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_explored_filter_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_explored_filter_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explored_filter")),
    )
    with op.batch_alter_table("explored_filter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_explored_filter_account_id"), ["account_id"], unique=False)

    op.create_table(
        "framework_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("present", database.JsonText(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_framework_session_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_framework_session_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_session")),
    )
    op.create_table(
        "glossary_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=100), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_glossary_term_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
        sa.UniqueConstraint("programme_id", "term", name=op.f("uq_glossary_term_programme_id_term")),
    )
    op.create_table(
        "investment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("euro", sa.Double(), nullable=False),
        sa.Column("budgeted", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_investment_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investment")),
        sa.UniqueConstraint(
            "programme_id", "year", "purpose", "budgeted", name=op.f("uq_investment_programme_id_year_purpose_budgeted")
        ),
    )
    op.create_table(
        "kpi_definition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("goal", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("not_measured", sa.Text(), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_kpi_definition_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_definition")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_kpi_definition_programme_id_code")),
    )
    op.create_table(
        "learning_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_learning_question_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_question")),
        sa.UniqueConstraint("programme_id", "number", "version", name=op.f("uq_learning_question_programme_id_number_version")),
    )
    op.create_table(
        "ledger_roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(length=80), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_ledger_roster_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_roster")),
        sa.UniqueConstraint("programme_id", "population", "start", name=op.f("uq_ledger_roster_programme_id_population_start")),
    )
    with op.batch_alter_table("ledger_roster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_roster_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "mechanism",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("strength", sa.String(length=20), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("checklist", database.JsonText(), nullable=False),
        sa.Column("terms", database.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_mechanism_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mechanism")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_mechanism_programme_id_code")),
    )
    op.create_table(
        "member_set",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_member_set_programme_id")),
        sa.PrimaryKeyConstraint("programme_id", "digest", name=op.f("pk_member_set")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("area_code", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("fte", sa.Double(), nullable=True),
        sa.Column("volunteers", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_place_organisation_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_place_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("programme_id", "name", "period", name=op.f("uq_place_programme_id_name_period")),
    )
    op.create_table(
        "population_margin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("trait", sa.String(length=60), nullable=False),
        sa.Column("option", sa.String(length=60), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_population_margin_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_margin")),
        sa.UniqueConstraint("programme_id", "trait", "option", name=op.f("uq_population_margin_programme_id_trait_option")),
    )
    op.create_table(
        "report_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("scope", database.JsonText(), nullable=False),
        sa.Column("layout", database.JsonText(), nullable=False),
        sa.Column("changed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_report_plan_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_report_plan_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_plan")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_report_plan_programme_id_code")),
    )
    op.create_table(
        "shared_challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("agreed_by", database.JsonText(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_shared_challenge_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_challenge")),
        sa.UniqueConstraint("programme_id", "version", name=op.f("uq_shared_challenge_programme_id_version")),
    )
    op.create_table(
        "source_dataset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("table_id", sa.String(length=40), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=100), nullable=False),
        sa.Column("division_year", sa.Integer(), nullable=True),
        sa.Column("retrieved_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("report", database.JsonText(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("imported_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_source_dataset_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_source_dataset_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_dataset")),
    )
    op.create_table(
        "source_upload",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_source_upload_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_source_upload_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_upload")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("municipality", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("composition", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_team_organisation_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_team_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_team_programme_id_code")),
    )
    op.create_table(
        "team_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("survey", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(length=300), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_team_agreement_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_agreement")),
    )
    op.create_table(
        "activity_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('versterken', 'doorgaan', 'aanpassen', 'stoppen')", name=op.f("ck_activity_decision_decision")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_activity_decision_reason")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_activity_decision_account_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_decision_activity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_decision")),
    )
    op.create_table(
        "activity_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("as_agreed", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("as_agreed IN ('ja', 'deels', 'nee')", name=op.f("ck_activity_delivery_as_agreed")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_delivery_activity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_delivery")),
        sa.UniqueConstraint("activity_id", "period", name=op.f("uq_activity_delivery_activity_id_period")),
    )
    op.create_table(
        "activity_mechanism",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("mechanism_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_mechanism_activity_id")),
        sa.ForeignKeyConstraint(["mechanism_id"], ["mechanism.id"], name=op.f("fk_activity_mechanism_mechanism_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_mechanism")),
        sa.UniqueConstraint("activity_id", "mechanism_id", name=op.f("uq_activity_mechanism_activity_id_mechanism_id")),
    )
    op.create_table(
        "contribution_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('cijfer', 'verhaal', 'studie')", name=op.f("ck_contribution_evidence_kind")),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_contribution_evidence_contribution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_evidence")),
    )
    op.create_table(
        "contribution_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("scored_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("weight IN ('geen', 'klein', 'middel', 'groot')", name=op.f("ck_contribution_vote_weight")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contribution_vote_account_id")),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_contribution_vote_contribution_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_contribution_vote_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_vote")),
        sa.UniqueConstraint(
            "contribution_id", "organisation_id", name=op.f("uq_contribution_vote_contribution_id_organisation_id")
        ),
    )
    op.create_table(
        "fidelity_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("mechanism_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer IN ('ja', 'deels', 'nee')", name=op.f("ck_fidelity_check_answer")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_fidelity_check_account_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_fidelity_check_activity_id")),
        sa.ForeignKeyConstraint(["mechanism_id"], ["mechanism.id"], name=op.f("fk_fidelity_check_mechanism_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fidelity_check")),
    )
    op.create_table(
        "framework_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("card_values", database.JsonText(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_framework_card_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_framework_card_programme_id")),
        sa.ForeignKeyConstraint(["session_id"], ["framework_session.id"], name=op.f("fk_framework_card_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_card")),
    )
    op.create_table(
        "interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_interest_activity_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_interest_organisation_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_interest_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
    )
    op.create_table(
        "learning_cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("no_action_because", sa.Text(), nullable=False),
        sa.Column("talk_on", sa.Date(), nullable=True),
        sa.Column("talk_where", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "state IN ('rapportage', 'eerst_het_team', 'gesprek', 'verbeteractie', 'gesloten')",
            name=op.f("ck_learning_cycle_state"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_learning_cycle_programme_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["report_snapshot.id"], name=op.f("fk_learning_cycle_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_cycle")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_learning_cycle_programme_id_number")),
    )
    op.create_table(
        "macro_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ambition_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("population", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("series", database.JsonText(), nullable=False),
        sa.Column("promise", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["ambition_id"], ["ambition.id"], name=op.f("fk_macro_goal_ambition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macro_goal")),
        sa.UniqueConstraint("ambition_id", "code", name=op.f("uq_macro_goal_ambition_id_code")),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=100), nullable=False),
        sa.Column("population_group", sa.String(length=100), nullable=False),
        sa.Column("area_code", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["source_dataset.id"], name=op.f("fk_observation_dataset_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint(
            "dataset_id",
            "measure",
            "population_group",
            "area_code",
            "period",
            name=op.f("uq_observation_dataset_id_measure_population_group_area_code_period"),
        ),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_dataset_id"), ["dataset_id"], unique=False)

    op.create_table(
        "prevention_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("mechanism_id", sa.Integer(), nullable=True),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("assumption", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=20), nullable=False),
        sa.Column("design", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "evidence <> 'bewezen' OR (design <> '' AND reviewer_id IS NOT NULL AND reviewer_id <> author_id)",
            name=op.f("ck_prevention_claim_proof"),
        ),
        sa.CheckConstraint(
            "evidence IN ('verondersteld', 'aannemelijk', 'onderbouwd', 'bewezen')", name=op.f("ck_prevention_claim_evidence")
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_prevention_claim_activity_id")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_prevention_claim_author_id")),
        sa.ForeignKeyConstraint(["mechanism_id"], ["mechanism.id"], name=op.f("fk_prevention_claim_mechanism_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_prevention_claim_programme_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["account.id"], name=op.f("fk_prevention_claim_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prevention_claim")),
    )
    op.create_table(
        "provision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("layer", sa.String(length=20), nullable=False),
        sa.Column("statutory", sa.Boolean(), nullable=False),
        sa.Column("material", sa.Boolean(), nullable=False),
        sa.Column("law", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "layer IN ('eigen_kracht', 'sociale_basis', 'lichte_ondersteuning', 'maatwerk')", name=op.f("ck_provision_layer")
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_provision_activity_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_provision_organisation_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_provision_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provision")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_provision_programme_id_code")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("scope", database.JsonText(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_publication_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_publication_programme_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["report_snapshot.id"], name=op.f("fk_publication_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_table(
        "reach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("target_group", sa.String(length=200), nullable=False),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("series", database.JsonText(), nullable=False),
        sa.Column("size_source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_reach_activity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reach")),
        sa.UniqueConstraint("activity_id", "period", "target_group", name=op.f("uq_reach_activity_id_period_target_group")),
    )
    op.create_table(
        "report_file",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("step", sa.String(length=100), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("asked_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("touched_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('wacht', 'bezig', 'klaar', 'mislukt')", name=op.f("ck_report_file_state")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_report_file_account_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_report_file_programme_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["report_snapshot.id"], name=op.f("fk_report_file_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint("snapshot_id", "kind", "source_sha256", name=op.f("uq_report_file_snapshot_id_kind_source_sha256")),
    )
    op.create_table(
        "risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'treedt_op', 'voorbij')", name=op.f("ck_risk_state")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_risk_activity_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_risk_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("people >= 0", name=op.f("ck_tally_people")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tally_account_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_tally_activity_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_tally_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
        sa.UniqueConstraint("mark", name=op.f("uq_tally_mark")),
    )
    op.create_table(
        "team_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_answer_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_answer")),
    )
    op.create_table(
        "team_budget",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("budgeted", sa.Double(), nullable=True),
        sa.Column("realised", sa.Double(), nullable=True),
        sa.Column("clients", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_budget_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_budget")),
        sa.UniqueConstraint("team_id", "period", name=op.f("uq_team_budget_team_id_period")),
    )
    op.create_table(
        "team_risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_risk_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_risk")),
    )
    op.create_table(
        "team_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_team_seat_account_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_seat_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_seat")),
        sa.UniqueConstraint("team_id", "account_id", name=op.f("uq_team_seat_team_id_account_id")),
    )
    op.create_table(
        "term_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_term_reading_organisation_id")),
        sa.ForeignKeyConstraint(["term_id"], ["glossary_term.id"], name=op.f("fk_term_reading_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_reading")),
        sa.UniqueConstraint("term_id", "organisation_id", name=op.f("uq_term_reading_term_id_organisation_id")),
    )
    op.create_table(
        "counterfactual",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_counterfactual_activity_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["macro_goal.id"], name=op.f("fk_counterfactual_goal_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_counterfactual_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counterfactual")),
    )
    op.create_table(
        "dialogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("participants", database.JsonText(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_dialogue_account_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["learning_cycle.id"], name=op.f("fk_dialogue_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue")),
    )
    op.create_table(
        "improvement_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=True),
        sa.Column("aim", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("from_residents", sa.Boolean(), nullable=False),
        sa.CheckConstraint("aim IN ('aanbod', 'ambitie')", name=op.f("ck_improvement_action_aim")),
        sa.CheckConstraint("state IN ('open', 'bezig', 'gedaan', 'vervallen')", name=op.f("ck_improvement_action_state")),
        sa.ForeignKeyConstraint(["cycle_id"], ["learning_cycle.id"], name=op.f("fk_improvement_action_cycle_id")),
        sa.ForeignKeyConstraint(["result_id"], ["societal_result.id"], name=op.f("fk_improvement_action_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_action")),
    )
    op.create_table(
        "intermediate_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["societal_result.id"], name=op.f("fk_intermediate_result_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intermediate_result")),
        sa.UniqueConstraint("result_id", "code", name=op.f("uq_intermediate_result_result_id_code")),
    )
    op.create_table(
        "provision_volume",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provision_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("volume", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("users", sa.Integer(), nullable=True),
        sa.Column("euro", sa.Double(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["provision_id"], ["provision.id"], name=op.f("fk_provision_volume_provision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provision_volume")),
        sa.UniqueConstraint("provision_id", "period", name=op.f("uq_provision_volume_provision_id_period")),
    )
    op.create_table(
        "published_cut",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("definition", database.JsonText(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_published_cut_publication_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_cut")),
    )
    with op.batch_alter_table("published_cut", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_cut_publication_id"), ["publication_id"], unique=False)

    op.create_table(
        "quote_risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("quote_sha256", sa.String(length=64), nullable=False),
        sa.Column("story_mark", sa.String(length=64), nullable=False),
        sa.Column("traits", database.JsonText(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_quote_risk_publication_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_risk")),
    )
    op.create_table(
        "rival_explanation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pleads_for", database.JsonText(), nullable=False),
        sa.Column("pleads_against", database.JsonText(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'houdbaar', 'verworpen')", name=op.f("ck_rival_explanation_state")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_rival_explanation_account_id")),
        sa.ForeignKeyConstraint(["result_id"], ["societal_result.id"], name=op.f("fk_rival_explanation_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rival_explanation")),
    )
    op.create_table(
        "substitution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("provision_id", sa.Integer(), nullable=False),
        sa.Column("persons_low", sa.Double(), nullable=False),
        sa.Column("persons_high", sa.Double(), nullable=False),
        sa.Column("months_low", sa.Double(), nullable=False),
        sa.Column("months_high", sa.Double(), nullable=False),
        sa.Column("price_low", sa.Double(), nullable=True),
        sa.Column("price_high", sa.Double(), nullable=True),
        sa.Column("price_source", sa.String(length=300), nullable=False),
        sa.Column("payer", sa.String(length=200), nullable=False),
        sa.Column("gainer", sa.String(length=200), nullable=False),
        sa.Column("societal_gain", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=20), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("prevention", sa.Boolean(), nullable=False),
        sa.CheckConstraint("evidence IN ('verondersteld', 'aannemelijk', 'onderbouwd')", name=op.f("ck_substitution_evidence")),
        sa.CheckConstraint(
            "persons_low <= persons_high AND months_low <= months_high AND price_low <= price_high",
            name=op.f("ck_substitution_ranges"),
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_substitution_activity_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_substitution_programme_id")),
        sa.ForeignKeyConstraint(["provision_id"], ["provision.id"], name=op.f("fk_substitution_provision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    op.create_table(
        "team_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_team_reply_account_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["learning_cycle.id"], name=op.f("fk_team_reply_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_reply")),
    )
    op.create_table(
        "ambition_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ambition_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["improvement_action.id"], name=op.f("fk_ambition_version_action_id")),
        sa.ForeignKeyConstraint(["ambition_id"], ["ambition.id"], name=op.f("fk_ambition_version_ambition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ambition_version")),
    )
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('gevraagd', 'geleverd', 'goedgekeurd', 'afgekeurd')", name=op.f("ck_data_request_state")),
        sa.ForeignKeyConstraint(["dataset_id"], ["source_dataset.id"], name=op.f("fk_data_request_dataset_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_data_request_indicator_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_data_request_organisation_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_data_request_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    op.create_table(
        "expectation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("locked_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("way IN ('omhoog', 'omlaag', 'gelijk')", name=op.f("ck_expectation_way")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_expectation_account_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_expectation_indicator_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_expectation_organisation_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_expectation_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expectation")),
        sa.UniqueConstraint(
            "indicator_id", "wave_id", "organisation_id", name=op.f("uq_expectation_indicator_id_wave_id_organisation_id")
        ),
    )
    op.create_table(
        "indicator_definition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("measure_kind", sa.String(length=30), nullable=False),
        sa.Column("rule", database.JsonText(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_indicator_definition_account_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_definition_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_definition")),
        sa.UniqueConstraint("indicator_id", "number", name=op.f("uq_indicator_definition_indicator_id_number")),
    )
    op.create_table(
        "indicator_evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('behouden', 'aanpassen', 'schrappen')", name=op.f("ck_indicator_evaluation_verdict")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_indicator_evaluation_account_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_evaluation_indicator_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_indicator_evaluation_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_evaluation")),
    )
    op.create_table(
        "cause_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("names", sa.String(length=20), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("mechanism_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("coded_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("names IN ('activiteit', 'mechanisme', 'andere', 'weet_niet')", name=op.f("ck_cause_coding_names")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_cause_coding_account_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_cause_coding_activity_id")),
        sa.ForeignKeyConstraint(["mechanism_id"], ["mechanism.id"], name=op.f("fk_cause_coding_mechanism_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_cause_coding_response_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause_coding")),
        sa.UniqueConstraint("response_id", "question", name=op.f("uq_cause_coding_response_id_question")),
    )
    op.create_table(
        "team_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("released_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_team_release_account_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_team_release_response_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_release")),
        sa.UniqueConstraint("response_id", "question", name=op.f("uq_team_release_response_id_question")),
    )
    op.create_table(
        "context_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("factor_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_context_story_account_id")),
        sa.ForeignKeyConstraint(["factor_id"], ["context_factor.id"], name=op.f("fk_context_story_factor_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_context_story_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_story")),
        sa.UniqueConstraint("factor_id", "story_id", name=op.f("uq_context_story_factor_id_story_id")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("baseline", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("baseline_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("status", sa.String(length=10), server_default="vast", nullable=False))
        batch_op.add_column(sa.Column("steering", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("source_kind", sa.String(length=10), server_default="nieuw", nullable=False))
        batch_op.add_column(sa.Column("owner", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("behaviour", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("evaluation", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("early_reason", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("definition_version", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("kpi", sa.String(length=60), server_default="", nullable=False))

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_check_constraint("status", "status IN ('proef', 'vast', 'vervallen')")
        batch_op.create_check_constraint("source_kind", "source_kind IN ('bestaand', 'nieuw')")


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_indicator_source_kind"), type_="check")
        batch_op.drop_constraint(op.f("ck_indicator_status"), type_="check")

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_column("kpi")
        batch_op.drop_column("definition_version")
        batch_op.drop_column("early_reason")
        batch_op.drop_column("evaluation")
        batch_op.drop_column("behaviour")
        batch_op.drop_column("due_on")
        batch_op.drop_column("owner")
        batch_op.drop_column("source_kind")
        batch_op.drop_column("steering")
        batch_op.drop_column("status")
        batch_op.drop_column("baseline_on")
        batch_op.drop_column("baseline")

    op.drop_table("context_story")
    op.drop_table("team_release")
    op.drop_table("cause_coding")
    op.drop_table("indicator_evaluation")
    op.drop_table("indicator_definition")
    op.drop_table("expectation")
    op.drop_table("data_request")
    op.drop_table("ambition_version")
    op.drop_table("team_reply")
    op.drop_table("substitution")
    op.drop_table("rival_explanation")
    op.drop_table("quote_risk")
    with op.batch_alter_table("published_cut", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_cut_publication_id"))

    op.drop_table("published_cut")
    op.drop_table("provision_volume")
    op.drop_table("intermediate_result")
    op.drop_table("improvement_action")
    op.drop_table("dialogue")
    op.drop_table("counterfactual")
    op.drop_table("term_reading")
    op.drop_table("team_seat")
    op.drop_table("team_risk")
    op.drop_table("team_budget")
    op.drop_table("team_answer")
    op.drop_table("tally")
    op.drop_table("risk")
    op.drop_table("report_file")
    op.drop_table("reach")
    op.drop_table("publication")
    op.drop_table("provision")
    op.drop_table("prevention_claim")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_dataset_id"))

    op.drop_table("observation")
    op.drop_table("macro_goal")
    op.drop_table("learning_cycle")
    op.drop_table("interest")
    op.drop_table("framework_card")
    op.drop_table("fidelity_check")
    op.drop_table("contribution_vote")
    op.drop_table("contribution_evidence")
    op.drop_table("activity_mechanism")
    op.drop_table("activity_delivery")
    op.drop_table("activity_decision")
    op.drop_table("team_agreement")
    op.drop_table("team")
    op.drop_table("source_upload")
    op.drop_table("source_dataset")
    op.drop_table("shared_challenge")
    op.drop_table("report_plan")
    op.drop_table("population_margin")
    op.drop_table("place")
    op.drop_table("member_set")
    op.drop_table("mechanism")
    with op.batch_alter_table("ledger_roster", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_roster_programme_id"))

    op.drop_table("ledger_roster")
    op.drop_table("learning_question")
    op.drop_table("kpi_definition")
    op.drop_table("investment")
    op.drop_table("glossary_term")
    op.drop_table("framework_session")
    with op.batch_alter_table("explored_filter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_explored_filter_account_id"))

    op.drop_table("explored_filter")
    op.drop_table("contribution")
    op.drop_table("context_factor")
    op.drop_table("certificate")
    op.drop_table("burden")
    op.drop_table("benchmark_package")
    op.drop_table("agenda_item")
