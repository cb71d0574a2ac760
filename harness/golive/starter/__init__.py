"""`golive init`: the files with which a repository begins to test its integration."""
