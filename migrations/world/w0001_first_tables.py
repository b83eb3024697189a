# SPDX-License-Identifier: MIT
"""The first tables of a world, and the guards of its journal."""

import sqlalchemy as sa
from alembic import op

revision = "w0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_tables()
    _guard_the_journal()


def _make_tables() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.String(length=64), nullable=False),
        sa.Column("args", sa.Text(), nullable=False, comment="the command's arguments as canonical JSON"),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("planned_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.String(length=80), nullable=False, comment="groups items that are dropped together"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index("ix_agenda_item_state_due", "agenda_item", ["state", "due_at", "id"], unique=False)
    op.create_table(
        "beat_played",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("variant", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beat_played")),
    )
    op.create_index(op.f("ix_beat_played_name"), "beat_played", ["name"], unique=False)
    op.create_table(
        "calendar_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "definition",
            sa.Text(),
            nullable=False,
            comment="zone, windows, dated hours, closures, region: canonical JSON",
        ),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
    )
    op.create_index(op.f("ix_calendar_version_key"), "calendar_version", ["key"], unique=False)
    op.create_table(
        "counter",
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_counter")),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_table(
        "identity",
        sa.Column("journal", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False, comment="how it was made, canonical JSON"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("journal", name=op.f("pk_identity")),
        info={"untracked": True},
    )
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False, comment="the hash it was chained to"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="the canonical bytes that were hashed"),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("verb", sa.String(length=64), nullable=False, comment="repeats the body, for filters"),
        sa.Column("outcome", sa.String(length=16), nullable=False, comment="repeats the body, for filters"),
        sa.Column("practice_at", sa.BigInteger(), nullable=False, comment="repeats the body, for filters"),
        sa.Column("request_id", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entry")),
        info={"untracked": True},
    )
    op.create_index("uq_journal_entry_request_id", "journal_entry", ["request_id"], unique=True)
    op.create_table(
        "journal_words",
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True, comment="erased together with the words"),
        sa.Column("words", sa.Text(), nullable=True, comment="erasable without breaking the chain"),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_journal_words")),
        info={"untracked": True},
    )
    op.create_index(op.f("ix_journal_words_seq"), "journal_words", ["seq"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False, comment="values and tone, canonical JSON"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "persona_state",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("trust", sa.Integer(), nullable=False, comment="0 to 100"),
        sa.Column("mood", sa.String(length=32), nullable=False),
        sa.Column("knows", sa.Text(), nullable=False, comment="facts this person has been told, sorted JSON list"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_persona_state")),
    )
    op.create_table(
        "policy",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("key", name=op.f("uq_policy_key")),
    )
    op.create_table(
        "practice_setting",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("speed", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_setting")),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("code", name=op.f("uq_product_code")),
    )
    op.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=False, comment="sequence numbers, JSON list"),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
    )
    op.create_table(
        "staged_scenario",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("pack", sa.String(length=200), nullable=False),
        sa.Column("pack_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="the scenario with its organisation, canonical JSON"),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("attempt", sa.String(length=40), nullable=False, comment="the attempt's reference in the centre"),
        sa.Column("number", sa.Integer(), nullable=False, comment="which attempt of this learner at this scenario"),
        sa.Column("learner", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_scenario")),
    )
    op.create_table(
        "standard",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="the first match counts"),
        sa.Column(
            "definition", sa.Text(), nullable=False, comment="the clock rule and what it applies to: canonical JSON"
        ),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard")),
    )
    op.create_index(op.f("ix_standard_key"), "standard", ["key"], unique=False)
    op.create_table(
        "story_event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=True),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("visible_message", sa.Boolean(), nullable=False),
        sa.Column("waiting_for", sa.String(length=32), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False, comment="the new rule of a swap: canonical JSON"),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_event")),
    )
    op.create_index("ix_story_event_story", "story_event", ["story", "id"], unique=False)
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False, comment="the colleague who answers for the team"),
        sa.Column("calendar", sa.String(length=64), nullable=False),
        sa.Column("accept_minutes", sa.Integer(), nullable=False, comment="working minutes to accept or refuse"),
        sa.Column("complete_minutes", sa.Integer(), nullable=False, comment="working minutes to finish once accepted"),
        sa.Column("acceptance", sa.Text(), nullable=False, comment="required fields and limits, canonical JSON"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("key", name=op.f("uq_team_key")),
    )
    op.create_table(
        "trust_point",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("persona", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("trust", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_point")),
    )
    op.create_index("ix_trust_point_persona", "trust_point", ["persona", "id"], unique=False)
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=24), nullable=False),
        sa.Column("given", sa.String(length=200), nullable=False),
        sa.Column("family", sa.String(length=200), nullable=False, comment="family name, or the organisation's name"),
        sa.Column("family_folded", sa.String(length=200), nullable=False),
        sa.Column("given_folded", sa.String(length=200), nullable=False),
        sa.Column("town", sa.String(length=200), nullable=False),
        sa.Column("town_folded", sa.String(length=200), nullable=False),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("need", sa.String(length=200), nullable=False, comment="the access need, never the diagnosis"),
        sa.Column("need_detail", sa.Text(), nullable=False, comment="restricted: why the need exists"),
        sa.Column("preferred_channel", sa.String(length=16), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_customer_household_id_household")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("ref", name=op.f("uq_customer_ref")),
    )
    op.create_index(op.f("ix_customer_household_id"), "customer", ["household_id"], unique=False)
    op.create_index(
        "ix_customer_since",
        "customer",
        ["since", "family_folded", "given_folded", "id", "town_folded", "stage", "kind"],
        unique=False,
    )
    op.create_index(
        "ix_customer_sort",
        "customer",
        ["family_folded", "given_folded", "id", "town_folded", "stage", "kind"],
        unique=False,
    )
    op.create_index(
        "ix_customer_stage_sort",
        "customer",
        ["stage", "family_folded", "given_folded", "id", "town_folded", "kind"],
        unique=False,
    )
    op.create_index(
        "ix_customer_town_sort",
        "customer",
        ["town_folded", "family_folded", "given_folded", "id", "stage", "kind"],
        unique=False,
    )
    op.create_table(
        "part",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_part_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
    )
    op.create_index(op.f("ix_part_code"), "part", ["code"], unique=False)
    op.create_index(op.f("ix_part_product_id"), "part", ["product_id"], unique=False)
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("line1", sa.String(length=200), nullable=False),
        sa.Column("line2", sa.String(length=200), nullable=False),
        sa.Column("town", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("postcode_folded", sa.String(length=12), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_address_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    op.create_index(op.f("ix_address_customer_id"), "address", ["customer_id"], unique=False)
    op.create_index("ix_address_postcode", "address", ["postcode_folded", "customer_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False, comment="where and how it was said"),
        sa.Column("wording", sa.String(length=200), nullable=False, comment="what was asked"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_consent_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_customer_id"), "consent", ["customer_id"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_contact_point_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
    )
    op.create_index(op.f("ix_contact_point_customer_id"), "contact_point", ["customer_id"], unique=False)
    op.create_index("ix_contact_point_folded", "contact_point", ["folded", "customer_id"], unique=False)
    op.create_table(
        "customer_link",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["from_id"], ["customer.id"], name=op.f("fk_customer_link_from_id_customer")),
        sa.ForeignKeyConstraint(["to_id"], ["customer.id"], name=op.f("fk_customer_link_to_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_link")),
    )
    op.create_index(op.f("ix_customer_link_from_id"), "customer_link", ["from_id"], unique=False)
    op.create_index(op.f("ix_customer_link_to_id"), "customer_link", ["to_id"], unique=False)
    op.create_table(
        "customer_order",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_order_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_order")),
        sa.UniqueConstraint("ref", name=op.f("uq_customer_order_ref")),
    )
    op.create_index("ix_customer_order_customer", "customer_order", ["customer_id", "placed_at"], unique=False)
    op.create_table(
        "name_key",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_name_key_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_key")),
    )
    op.create_index("ix_name_key_customer", "name_key", ["customer_id", "word"], unique=False)
    op.create_index("ix_name_key_word", "name_key", ["word", "customer_id"], unique=False)
    op.create_table(
        "record_access",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_record_access_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_access")),
    )
    op.create_index(op.f("ix_record_access_customer_id"), "record_access", ["customer_id"], unique=False)
    op.create_table(
        "reveal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_reveal_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reveal")),
    )
    op.create_index(op.f("ix_reveal_customer_id"), "reveal", ["customer_id"], unique=False)
    op.create_table(
        "stage_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("was", sa.String(length=32), nullable=False),
        sa.Column("now", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_stage_change_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
    )
    op.create_index(op.f("ix_stage_change_customer_id"), "stage_change", ["customer_id"], unique=False)
    op.create_table(
        "order_line",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["customer_order.id"], name=op.f("fk_order_line_order_id_customer_order")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_order_line_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
    )
    op.create_index(op.f("ix_order_line_order_id"), "order_line", ["order_id"], unique=False)
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False, comment="how it arrived"),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False, comment="what happened, in the customer's words"),
        sa.Column("desired_outcome", sa.Text(), nullable=False, comment="what the customer wants"),
        sa.Column("owner", sa.String(length=40), nullable=False, comment="pseudonym, or empty for nobody"),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("first_contact_at", sa.BigInteger(), nullable=False, comment="may lie before opening"),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("close_reason", sa.String(length=32), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ticket_customer_id_customer")),
        sa.ForeignKeyConstraint(["order_id"], ["customer_order.id"], name=op.f("fk_ticket_order_id_customer_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("ref", name=op.f("uq_ticket_ref")),
    )
    op.create_index("ix_ticket_customer", "ticket", ["customer_id", "opened_at"], unique=False)
    op.create_index("ix_ticket_owner_status", "ticket", ["owner", "status"], unique=False)
    op.create_index("ix_ticket_status_opened", "ticket", ["status", "opened_at", "id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("persona", sa.String(length=64), nullable=False, comment="who it really is, in the scenario's words"),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column(
            "shown",
            sa.String(length=200),
            nullable=False,
            comment="the number or address displayed; no proof of identity",
        ),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_conversation_customer_id_customer")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_conversation_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_index(op.f("ix_conversation_customer_id"), "conversation", ["customer_id"], unique=False)
    op.create_table(
        "handoff",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("need_by", sa.BigInteger(), nullable=True, comment="when the customer needs it"),
        sa.Column("target_at", sa.BigInteger(), nullable=True, comment="agreed with the team on acceptance"),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["replaces_id"], ["handoff.id"], name=op.f("fk_handoff_replaces_id_handoff")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_handoff_team_id_team")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_handoff_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff")),
        sa.UniqueConstraint("ref", name=op.f("uq_handoff_ref")),
    )
    op.create_index(op.f("ix_handoff_ticket_id"), "handoff", ["ticket_id"], unique=False)
    op.create_table(
        "service_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story", sa.String(length=32), nullable=False, comment="ticket:12, or promise:3 without a ticket"),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=32), nullable=False, comment="handoff:3, promise:3, or empty"),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False, comment="the rule in force when it started: canonical JSON"),
        sa.Column("anchor_at", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True, comment="when the next threshold holds"),
        sa.Column("noticed", sa.Integer(), nullable=False, comment="the highest threshold entered, in percent"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendar_version.id"], name=op.f("fk_service_clock_calendar_id_calendar_version")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_service_clock_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_clock")),
    )
    op.create_index("ix_service_clock_open_next", "service_clock", ["open", "next_at", "id"], unique=False)
    op.create_index(op.f("ix_service_clock_story"), "service_clock", ["story"], unique=False)
    op.create_index(op.f("ix_service_clock_ticket_id"), "service_clock", ["ticket_id"], unique=False)
    op.create_table(
        "ticket_step",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("was", sa.String(length=32), nullable=False),
        sa.Column("now", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_step_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_step")),
    )
    op.create_index(op.f("ix_ticket_step_ticket_id"), "ticket_step", ["ticket_id"], unique=False)
    op.create_table(
        "handoff_message",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("said", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], name=op.f("fk_handoff_message_handoff_id_handoff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_message")),
    )
    op.create_index(op.f("ix_handoff_message_handoff_id"), "handoff_message", ["handoff_id"], unique=False)
    op.create_table(
        "identity_check",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("matched", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_identity_check_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_identity_check_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_check")),
    )
    op.create_index(op.f("ix_identity_check_conversation_id"), "identity_check", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_identity_check_customer_id"), "identity_check", ["customer_id"], unique=False)
    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("handoff_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column(
            "author",
            sa.String(length=200),
            nullable=False,
            comment="pseudonym of staff, or the name shown for somebody else",
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False, comment="when it happened"),
        sa.Column("entered_at", sa.BigInteger(), nullable=False, comment="when it was written down"),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_interaction_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["interaction.id"], name=op.f("fk_interaction_corrects_id_interaction")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_interaction_customer_id_customer")),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], name=op.f("fk_interaction_handoff_id_handoff")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_interaction_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
    )
    op.create_index("ix_interaction_customer_at", "interaction", ["customer_id", "at", "id"], unique=False)
    op.create_index("ix_interaction_ticket_at", "interaction", ["ticket_id", "at", "id"], unique=False)
    op.create_table(
        "threshold_notice",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("noticed_at", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["service_clock.id"], name=op.f("fk_threshold_notice_clock_id_service_clock")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threshold_notice")),
    )
    op.create_index(op.f("ix_threshold_notice_clock_id"), "threshold_notice", ["clock_id"], unique=False)
    op.create_table(
        "utterance",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("speaker", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("move", sa.String(length=64), nullable=False, comment="the authored move this was, or was heard as"),
        sa.Column("own_words", sa.Boolean(), nullable=False),
        sa.Column("technique", sa.String(length=32), nullable=False),
        sa.Column("from_state", sa.String(length=16), nullable=False, comment="parent, adult or child"),
        sa.Column("to_state", sa.String(length=16), nullable=False),
        sa.Column("hidden", sa.String(length=40), nullable=False, comment="an ulterior message, from>to"),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_utterance_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_utterance")),
    )
    op.create_index("ix_utterance_conversation", "utterance", ["conversation_id", "id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_attachment_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_attachment_interaction_id_interaction")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_attachment_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_customer_id"), "attachment", ["customer_id"], unique=False)
    op.create_index(op.f("ix_attachment_ticket_id"), "attachment", ["ticket_id"], unique=False)
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_promise_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_promise_interaction_id_interaction")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_promise_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index(op.f("ix_promise_customer_id"), "promise", ["customer_id"], unique=False)
    op.create_index("ix_promise_state_due", "promise", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_promise_ticket_id"), "promise", ["ticket_id"], unique=False)
    op.create_table(
        "handoff_item",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_handoff_item_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], name=op.f("fk_handoff_item_handoff_id_handoff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_item")),
    )
    op.create_index(op.f("ix_handoff_item_handoff_id"), "handoff_item", ["handoff_id"], unique=False)


def _guard_the_journal() -> None:
    """The journal only grows: no change, no removal, each entry the next in number."""
    op.execute(
        "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry"
        " WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entry)"
        " BEGIN SELECT RAISE(ABORT, 'the journal is written in order'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_words_no_delete BEFORE DELETE ON journal_words"
        " BEGIN SELECT RAISE(ABORT, 'words are erased, never removed'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_words_only_erased BEFORE UPDATE ON journal_words"
        " WHEN NEW.words IS NOT NULL OR NEW.salt IS NOT NULL"
        " OR NEW.commitment <> OLD.commitment OR NEW.seq <> OLD.seq"
        " BEGIN SELECT RAISE(ABORT, 'words are erased, never changed'); END"
    )
