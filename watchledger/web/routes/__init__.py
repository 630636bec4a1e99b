"""The workbench's views, a file each."""
