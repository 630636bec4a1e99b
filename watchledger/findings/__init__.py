"""Notice and Text -> findings: match, status, quantity, verdict. The vocabulary is data: taxonomies/*.yaml, context.yaml."""

from watchledger.findings import taxonomy
from watchledger.findings.about import about
from watchledger.findings.find import find
from watchledger.findings.further import find_further, further
from watchledger.findings.taxonomy import Taxonomy, load

__all__ = ["Taxonomy", "about", "find", "find_further", "further", "load", "taxonomy"]
