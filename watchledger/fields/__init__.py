"""Text -> one value with its place, a file per kind: money, date, identifier, organisation, place, label, person."""
