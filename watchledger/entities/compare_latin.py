"""Comparators of names in Latin letters; as compare_han.py."""

from __future__ import annotations

from collections import Counter

from watchledger.entities.comparison import Reason
from watchledger.entities.distance import edits
from watchledger.entities.name import Name
from watchledger.entities.tables import latin_classes

_ONE_EDIT, _TWO_EDITS = 4, 9
"""Letters of a word from which one, two edits count as a misspelling: CVC and CVS are two names, Trafalgura and Trafigura one."""
_TWO_EDITS_OF_LENGTH = 6
"""The same where the lengths differ: letters dropped or doubled are slips, letters exchanged mostly other names (McKesson)."""
_ANY = {"", "any"}
_SHORTENED = 6
"""Most letters of an abbreviation."""
_SHARED_FOR_SHORT = 3
"""Words that two names must share for one edit in a word of three letters to be a misspelling (Hon Wai Precision Industry)."""


def number(a: Name, b: Name) -> Reason | None:
    """Numbers tell funds, brigades and branches apart; the same signs parted differently (L-3, L3) are one."""
    if a.core != b.core and Counter(a.numbers) != Counter(b.numbers) and not (not a.numbers or not b.numbers):
        return Reason("number.differs", 0.05, f"the numbers differ: {' '.join(a.numbers)} and {' '.join(b.numbers)}")
    return None


def same_words(a: Name, b: Name) -> Reason | None:
    """The same words in any order, with or without spaces between them."""
    if Counter(a.words) != Counter(b.words) and a.core != b.core:
        return None
    if a.form != b.form and not {a.form, b.form} & _ANY:
        return Reason("form.conflict", 0.3, f"two legal forms: {a.form} and {b.form}")
    if a.words == b.words or Counter(a.words) == Counter(b.words):
        return Reason("name.same", 0.97, "the same words after folding letters, legal form, spelling and order")
    return Reason("name.joined", 0.92, "the same letters, parted differently")


def abbreviation(a: Name, b: Name) -> Reason | None:
    """One is the initials of the other, with or without its country: PLA, PLA China."""
    for short, long in ((a, b), (b, a)):
        initials = initials_of(short)
        if not initials or len(long.words) < 3:
            continue
        if initials == "".join(word[0] for word in long.words):
            return Reason("initials", 0.6, f"{short.raw} are the initials of {long.raw}")
    return None


def initials_of(name: Name) -> str:
    """The one short word of a name that may be initials, its country left out; "" where there is none."""
    words = [word for word in name.words if word not in latin_classes().country]
    return words[0] if len(words) == 1 and 3 <= len(words[0]) <= _SHORTENED else ""


def misspelt(a: Name, b: Name) -> Reason | None:
    """Every word of one has its like in the other, few letters apart; words that tell lines of business or places apart are
    never misspellings of one another."""
    if a.form != b.form and not {a.form, b.form} & _ANY:
        return None
    if len(a.words) != len(b.words) and not _own_words(a, b) and _near(a.core, b.core) and edits(a.core, b.core, 1) <= 1:
        return Reason("spelling", 0.75, "the same letters but one, parted differently")
    rest_a, rest_b = Counter(a.words) - Counter(b.words), Counter(b.words) - Counter(a.words)
    left, right = sorted(rest_a.elements()), sorted(rest_b.elements())
    if len(left) != len(right) or not left:
        return None
    said = []
    few = _ONE_EDIT - 1 if len(a.words) - len(left) >= _SHARED_FOR_SHORT else _ONE_EDIT
    for word in left:
        like = next((other for other in right if _near(word, other, few) and not _class_words(word, other)), None)
        if like is None:
            return None
        right.remove(like)
        said.append(f"{word} and {like}")
    return Reason("spelling", 0.75, f"spelt differently: {', '.join(said)}")


def _near(x: str, y: str, one_edit: int = _ONE_EDIT) -> bool:
    shorter = min(len(x), len(y))
    two = _TWO_EDITS if len(x) == len(y) else _TWO_EDITS_OF_LENGTH
    most = 2 if shorter >= two else 1 if shorter >= one_edit else 0
    return edits(x, y, most) <= most


def _class_words(x: str, y: str) -> bool:
    classes = latin_classes()
    known = classes.trade | classes.country | classes.generic
    return (x in known and y in known) or any(c.isdigit() for c in x + y)


def _own_words(a: Name, b: Name) -> bool:
    """Whether the names differ in a word that tells bodies apart."""
    differ = (Counter(a.words) - Counter(b.words)) + (Counter(b.words) - Counter(a.words))
    classes = latin_classes()
    return any(w in classes.trade or w in classes.country or any(c.isdigit() for c in w) for w in differ)


def longer(a: Name, b: Name) -> Reason | None:
    """All words of one are in the other, which has more: a parent, a sister or a branch."""
    few, many = sorted((a, b), key=lambda name: len(name.words))
    extra = Counter(many.words) - Counter(few.words)
    if Counter(few.words) - Counter(many.words) or not extra or all(w in latin_classes().generic for w in few.words):
        return None
    words = " ".join(extra)
    if words == "group" and few.form in _ANY and many.form in _ANY:
        return Reason("name.group", 0.6, "one adds the word group: its head under a short name, or a firm of it")
    if words == "city" and many.folded.startswith("city of"):
        return Reason("name.city", 0.7, "one says that the place is a city")
    return Reason("name.longer", 0.4, f"one adds {words}: a branch, a parent or a sister firm", related=True)


LATIN = (number, same_words, abbreviation, misspelt, longer)
