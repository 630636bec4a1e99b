"""What differs by language: the view that matching reads (normal), numerals, date words. A file each."""
