"""What a run could not establish, each with the setting that would make it known."""
