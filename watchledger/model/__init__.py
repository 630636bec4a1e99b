"""The nouns: frozen, without input or output. Import them from their modules or from here."""

from watchledger.model.document import RECORD, Document, Leaf, Origin, Skipped, Unread
from watchledger.model.finding import BOUGHT, CERTAINTIES, PARTS, RUNGS, STAGES, STATUSES, Finding, Verdict
from watchledger.model.limits import Limits
from watchledger.model.notice import NOTICE_TYPES, Bidder, Claim, Fact, Item, Lot, Money, Notice, Paper, Supplier, Term
from watchledger.model.reading import Reading
from watchledger.model.text import Block, Box, Mask, Span, Text, masked, text_id_of

__all__ = [
    "BOUGHT", "CERTAINTIES", "NOTICE_TYPES", "PARTS", "RECORD", "RUNGS", "STAGES", "STATUSES", "Bidder", "Block", "Box",
    "Claim", "Document", "Fact", "Finding", "Item", "Leaf", "Limits", "Lot", "Mask", "Money", "Notice", "Origin", "Paper",
    "Reading", "Skipped", "Span", "Supplier", "Term", "Text", "Unread", "Verdict", "masked", "text_id_of",
]  # fmt: skip
