"""The day before the month, the hour out of twenty-four, and an Arabic comma between; Django looks for these names."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
