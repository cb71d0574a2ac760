"""Where the runs of a gate or a comparison are carried out."""
