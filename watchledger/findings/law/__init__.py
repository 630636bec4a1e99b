"""law: what a document itself cites, and what rights instruments say of the capabilities it buys."""

from watchledger.findings.law.cited import cited_law
from watchledger.findings.law.rights import Provision, load_rights, provisions_for

__all__ = ["Provision", "cited_law", "load_rights", "provisions_for"]
