from __future__ import annotations

import pytest

from watchledger.explore.agreement import cohen_kappa, krippendorff_alpha


def test_kappa_of_the_textbook_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.70, by chance 0.50."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_unknown_without_variation() -> None:
    assert cohen_kappa([]) is None
    assert cohen_kappa([("y", "y")] * 9) is None
    assert cohen_kappa([("y", "n"), ("n", "y")]) == -1


def test_alpha_of_two_reviewers_without_gaps() -> None:
    """Krippendorff's own example of binary data: ten things, six agreements, alpha 0.095."""
    first, second = "0100000010", "1110010000"
    assert krippendorff_alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=5e-4)


def test_alpha_passes_over_what_one_alone_judged() -> None:
    assert krippendorff_alpha(["yy", "nn", "y", ""]) == 1
    assert krippendorff_alpha(["yyy", "yy"]) is None
