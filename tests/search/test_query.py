from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.errors import BadQuery
from watchledger.search import Query, parse
from watchledger.search.tree import FIELDS, And, DocumentId, Everything, Exactly, Not, Or, Within, Words

NAMES = dict.fromkeys(("video.face", "facial recognition", "人脸识别"), ("video.face",)) | {"video": ("video.face", "video.cctv")}


def words(*units: str, field: str = "text", prefix: bool = False) -> Words:
    return Words(units, field, prefix)


公安 = words("公", "安")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", Everything()),
        ("*", Everything()),
        ("公安", 公安),
        ("“公 安”", 公安),
        ("CCTV", words("cctv")),
        ("DS-2CD", words("ds", "-", "2cd")),
        ("license plate", And((words("license"), words("plate")))),
        ('"license plate"', words("license", "plate")),
        ("cam*", words("cam", prefix=True)),
        ("公安*", 公安),
        ("a b OR c", Or((And((words("a"), words("b"))), words("c")))),
        ("a AND (b OR c)", And((words("a"), Or((words("b"), words("c")))))),
        ("a NOT b", And((words("a"), Not(words("b"))))),
        ("-公安", Not(公安)),
        ("NOT -公安", 公安),
        ("NOT(a OR b)", Not(Or((words("a"), words("b"))))),
        ("and or not", And((words("and"), words("or"), words("not")))),
        ('"OR"', words("or")),
        ("（公安 OR a）", Or((公安, words("a")))),
        ("公(安)局", words("公", "(", "安", ")", "局")),
        ("buyer:公安", words("公", "安", field="buyer")),
        ("采购人：公安", words("公", "安", field="buyer")),
        ("Buyer:“公安”", words("公", "安", field="buyer")),
        ("supplier:a(b)c", words("a", "(", "b", ")", "c", field="supplier")),
        ("buyer:(公安 OR a)", Or((words("公", "安", field="buyer"), words("a", field="buyer")))),
        ("year:2018..2020", Within("year", 2018, 2020)),
        ("year:2018", Within("year", 2018, 2018)),
        ("year>=2018", Within("year", 2018, None)),
        ("amount>100万", Within("amount", 1e6, None, with_low=False)),
        ("amount≤1,000", Within("amount", None, 1000)),
        ("金额＞5", Within("amount", 5, None, with_low=False)),
        ("award<5", Within("award", None, 5, with_high=False)),
        ("budget=5", Within("budget", 5, 5)),
        ("type:award", Exactly("type", ("award",))),
        ("类型：中标", Exactly("type", ("award",))),
        ("status:failed", Exactly("status", ("failed",))),
        ("technology:video.face", Exactly("technology", ("video.face",))),
        ('technology:"Facial  Recognition"', Exactly("technology", ("video.face",))),
        ("technology:人臉識別", Exactly("technology", ("video.face",))),
        ("technology:video", Exactly("technology", ("video.face", "video.cctv"))),
        ("technology:video.face/negated", Exactly("technology", ("video.face/negated",))),
        ("技术:人脸识别/bought", Exactly("technology", ("video.face/required", "video.face/maintenance"))),
        ("document:AB12", DocumentId("ab12")),
        ("http://x", words("http", ":", "/", "/", "x")),
        ("10:30", words("10", ":", "30")),
        ("时间：10", words("时", "间", ":", "10")),
        ("a<b", words("a", "<", "b")),
    ],
)  # fmt: skip
def test_trees(query: str, tree: Query) -> None:
    assert parse(query, NAMES) == tree


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('"公安', r"quotation mark is not closed.*character 1"),
        ("公安 (a OR b", r"\( is not closed.*character 4"),
        ("a)", r"\) closes nothing.*character 2"),
        ("a OR", "something must follow.*the end"),
        ("OR a", 'OR needs something on both sides.*write "OR"'),
        ("a AND OR b", "OR needs something"),
        ("()", r"something must stand before this \)"),
        ('""', "nothing to search for between"),
        ("NOT", "something must follow"),
        ("yeer:2018", "did you mean year:"),
        ("colour:red", "no field colour: fields are title, buyer"),
        ("buyer:", "buyer: needs a value"),
        ("buyer>5", "buyer is no number"),
        ("year:soon", "'soon' is no number; write"),
        ("year:2020..2018", "ends before it begins"),
        ("amount>", "needs a number"),
        ("amount>1..2", "a range goes with a colon: amount:1..2"),
        ("type:awrd", "takes one of .*did you mean award"),
        ("document:xyz", "takes an id"),
        ("technology:facial", "no technology is called 'facial'; close to it: facial recognition"),
        ("(" * 60 + "a" + ")" * 60, "nested more than 50 deep"),
        ("a " * 1001, "more than 1,000 terms"),
        ("a" * 20_001, "longer than"),
    ],
)  # fmt: skip
def test_messages_say_what_is_wrong_where_and_what_to_write(query: str, message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        parse(query, NAMES)


PIECES = st.sampled_from(
    ["公安", "a", '"', "“", "(", "）", "OR", "AND", "NOT", "-", "buyer:", "year:", "年:2018", "amount>", "1..2", "*", " ", "：",
     "technology:", "x/y"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=30))
def test_every_query_gives_a_tree_or_a_reason(query: str) -> None:
    try:
        parse(query, NAMES)
    except BadQuery as error:
        assert "character" in str(error) or "longer" in str(error)


TERMS = st.sampled_from(["公安", "cctv", "“license plate”", "buyer:公安", "year:2018", "amount>5"])
QUERIES = st.recursive(
    TERMS,
    lambda q: st.builds("({} {})".format, q, q) | st.builds("({} OR {})".format, q, q) | st.builds("NOT {}".format, q),
    max_leaves=12,
)  # fmt: skip


def written(tree: Query) -> str:
    """The tree in the language again."""
    match tree:
        case And(parts):
            return "(" + " AND ".join(map(written, parts)) + ")"
        case Or(parts):
            return "(" + " OR ".join(map(written, parts)) + ")"
        case Not(part):
            return "NOT " + written(part)
        case Words(units, field):
            return ("" if field == "text" else f"{field}:") + '"' + " ".join(units) + '"'
        case Within(field, low, high):
            return f"{field}:{low:.0f}..{high:.0f}" if low is not None and high is not None else f"{field}>{low:.0f}"
    raise AssertionError(tree)


@given(QUERIES)
def test_what_a_tree_says_is_read_back_as_the_tree(query: str) -> None:
    tree = parse(query)
    assert parse(written(tree)) == tree or "NOT NOT" in written(tree)


DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "reference" / "query.md").read_text("utf-8")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_documented(field: str) -> None:
    assert f"`{field}:`" in DOCUMENTATION or f"`{field}`" in DOCUMENTATION


@pytest.mark.parametrize("query", re.findall(r"`((?:[a-z]+|[^`\x00-\x7f]+)(?::|[<>]=?)[^`]+|[^`\x00-\x7f]+)`", DOCUMENTATION))
def test_every_example_of_the_documentation_is_understood(query: str) -> None:
    parse(query, NAMES)
