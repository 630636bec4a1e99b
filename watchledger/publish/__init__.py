"""publish: a store, or a reading, as files and plain values for others.

export(readings, to, directory, *, unmask=False) -> dict[str, int]     csv, jsonl, parquet, xlsx; rows of each table
contract.as_json(reading, *, with_text, unmask) -> dict                the JSON of `watchledger read`
"""
