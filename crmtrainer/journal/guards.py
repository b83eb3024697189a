# SPDX-License-Identifier: MIT
"""The triggers that let the journal only grow, word for word as the migrations make them."""

from __future__ import annotations

GUARDS: dict[str, str] = {
    "journal_entry_no_update": (
        "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    "journal_entry_no_delete": (
        "CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    "journal_entry_next": (
        "CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry"
        " WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entry)"
        " BEGIN SELECT RAISE(ABORT, 'the journal is written in order'); END"
    ),
    "journal_words_no_delete": (
        "CREATE TRIGGER journal_words_no_delete BEFORE DELETE ON journal_words"
        " BEGIN SELECT RAISE(ABORT, 'words are erased, never removed'); END"
    ),
    "journal_words_only_erased": (
        "CREATE TRIGGER journal_words_only_erased BEFORE UPDATE ON journal_words"
        " WHEN NEW.words IS NOT NULL OR NEW.salt IS NOT NULL"
        " OR NEW.commitment <> OLD.commitment OR NEW.seq <> OLD.seq"
        " BEGIN SELECT RAISE(ABORT, 'words are erased, never changed'); END"
    ),
}

SEAL_GUARDS: dict[str, str] = {
    "journal_seal_no_update": (
        "CREATE TRIGGER journal_seal_no_update BEFORE UPDATE ON journal_seal"
        " BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END"
    ),
    "journal_seal_no_delete": (
        "CREATE TRIGGER journal_seal_no_delete BEFORE DELETE ON journal_seal"
        " BEGIN SELECT RAISE(ABORT, 'seals are never removed'); END"
    ),
}
"""The same for seals, which worlds have from their second schema on."""
