"""search: the derived full-text index (tantivy) and the language of queries.

    entry(reading: Reading) -> Entry                                pure: the words of the masked text and the filters; call it in the worker process
    analyse(view_text: str) -> str                                  pure: normalised text -> tokens separated by spaces
    Index.open(directory: Path, *, create: bool = False) -> Index   for reading; the directory is CASE/index
    index.add(entries: Iterable[tuple[int, Entry]]) -> None         (key from Store.put, entry); replaces by document id. Opens the writer: CaseBusy
    index.commit() -> None                                          makes them findable; every 10 s or 20,000 documents is plenty
    index.catch_up(pairs: Iterable[tuple[int, Reading]]) -> int     adds what store.unindexed() gives and commits; the last key (0: none)
    index.close() -> None
    parse(query: str, names: Names | None = None) -> Query          BadQuery
    index.search(query, *, limit=20, after=None) -> Found           exact total, keys of the page, mark for the next page
    index.keys(query) -> list[int]                                  of every document that matches, uncapped
"""
