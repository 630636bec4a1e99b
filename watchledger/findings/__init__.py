"""Notice and Text -> findings: match, status, quantity, verdict. The vocabulary is data: taxonomies/*.yaml, context.yaml."""

from watchledger.findings import taxonomy
from watchledger.findings.find import find
from watchledger.findings.taxonomy import Taxonomy, load

__all__ = ["Taxonomy", "find", "load", "taxonomy"]
