"""Watchledger: from scattered procurement records to a sourced, searchable, countable ledger of surveillance purchases."""

__version__ = "0.1.0"
