"""Numbers and places without a label."""

import pytest

from watchledger.notices.english_place import number_at_head, place_at_head


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Rejection of all bids, RFB 1123-22 Exterior Cameras", "1123-22"),
        ("3. AWARD OF BID 24-07, PLATE READERS", "24-07"),
        ("Sole Source Purchase (Req. No. SO-23-1182)", "SO-23-1182"),
        ("The bid of the lowest bidder was 24 pages.", None),
    ],
)
def test_number(content: str, code: str | None) -> None:
    cut = number_at_head(content)
    assert (content[slice(*cut)] if cut else None) == code


def test_place() -> None:
    content = "TOWN OF HARLAN FERRY, MARYLAND\nMinutes"
    cut = place_at_head(content, None)
    assert cut is not None
    assert content[slice(*cut)] == "HARLAN FERRY, MARYLAND"
    content = "The Otter Creek County Sheriff's Office"
    cut = place_at_head(content, (0, len(content)))
    assert cut is not None
    assert content[slice(*cut)] == "Otter Creek County"
    assert place_at_head("A paper of nobody", None) is None
