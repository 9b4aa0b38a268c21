"""Words sorted by what they can name, one table a class, written by us; see `read`."""
