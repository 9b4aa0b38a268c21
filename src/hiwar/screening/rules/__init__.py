"""Rules: one idea per file. A rule reads the candidate and returns a finding, or None when it has nothing to say."""
