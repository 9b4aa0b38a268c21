"""The smallest site that django-comments-xtd can stand on: one model, one page. Run by a Python of its own."""
