"""Listing: sorted, within the tree, hidden files counted and not read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from watchledger.errors import InputError
from watchledger.model import Leaf, Limits, Skipped, Unread
from watchledger.sources import walk


def listed(path: Path) -> list[Leaf | Unread | Skipped]:
    return list(walk(path, Limits()))


def test_files_come_sorted_with_size_and_time(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "子目录/c.txt", "子目录/深/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    leaves = listed(tmp_path)
    assert [Path(leaf.path).name for leaf in leaves] == ["a.txt", "b.html", "c.txt", "d.txt"]
    first = leaves[0]
    assert isinstance(first, Leaf)
    assert (first.size, first.mtime_ns) == (5, (tmp_path / "a.txt").stat().st_mtime_ns)


def test_a_file_is_its_own_only_leaf(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text("named by the person, so read", "utf-8")
    assert [leaf.path for leaf in listed(tmp_path / ".hidden.txt")] == [str(tmp_path / ".hidden.txt")]


def test_hidden_and_system_files_are_skipped_and_counted(tmp_path: Path) -> None:
    for name in (".git/config", ".DS_Store", "Thumbs.db", "~$notice.docx", "__MACOSX/x", "notice.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    pieces = listed(tmp_path)
    assert len([piece for piece in pieces if isinstance(piece, Skipped)]) == 5
    assert [Path(piece.path).name for piece in pieces if isinstance(piece, Leaf)] == ["notice.txt"]


def test_links_do_not_lead_out_of_the_tree_nor_in_circles(tmp_path: Path) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    (tree / "deep").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("x", "utf-8")
    (tree / "notice.txt").write_text("x", "utf-8")
    (tree / "deep" / "circle").symlink_to(tree)
    (tree / "deep" / "again.txt").symlink_to(tree / "notice.txt")
    (tree / "out").symlink_to(outside)
    (tree / "out.txt").symlink_to(outside / "secret.txt")
    (tree / "broken").symlink_to(tree / "nothing")
    pieces = listed(tree)
    assert [Path(piece.path).name for piece in pieces if isinstance(piece, Leaf)] == ["notice.txt"]
    assert {Path(piece.path).name for piece in pieces if isinstance(piece, Unread)} == {"out", "out.txt"}
    assert {Path(piece.path).name for piece in pieces if isinstance(piece, Skipped)} == {"circle", "again.txt", "broken"}


def test_a_link_that_the_person_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [Path(leaf.path).name for leaf in listed(tmp_path / "link")] == ["a.txt"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (piece,) = listed(tmp_path)
    assert isinstance(piece, Unread)
    assert "not a file" in piece.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may list everything")
def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    (piece,) = listed(tmp_path)
    assert isinstance(piece, Unread)


def test_nothing_there_is_an_error_of_the_person(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        listed(tmp_path / "nothing")
