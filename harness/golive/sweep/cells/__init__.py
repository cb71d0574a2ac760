"""The cells of a sweep: what plays one in memory, where it is played, and where the results are kept."""
