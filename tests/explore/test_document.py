from __future__ import annotations

import pytest

from watchledger.errors import NoSuchDocument
from watchledger.explore.document import find_document, view

from .conftest import Held


def test_a_document_by_id_beginning_or_path(held: Held) -> None:
    wanted = held.readings[5]
    for named in (wanted.document_id, wanted.document_id[:8], wanted.sha256, wanted.origin.path, wanted.origin.path.split("/")[-1]):
        assert find_document(held.case, named).id == wanted.document_id


def test_no_document_or_too_many(held: Held) -> None:
    with pytest.raises(NoSuchDocument, match="holds no document 'nothing'"):
        find_document(held.case, "nothing")
    with pytest.raises(NoSuchDocument, match="no document 'ab'"):
        find_document(held.case, "ab")


def test_a_view_is_masked_unless_asked(held: Held) -> None:
    wanted = held.readings[5]
    assert wanted.text is not None
    name = wanted.text.content[wanted.masks[0].start : wanted.masks[0].end]
    masked = view(held.case, wanted.document_id)
    assert name not in masked.shown
    assert len(masked.shown) == len(wanted.text.content)
    assert view(held.case, wanted.document_id, unmask=True).shown == wanted.text.content
