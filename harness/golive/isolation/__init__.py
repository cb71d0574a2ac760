"""Runs in processes of their own, forked from a golive that has everything imported.

golive -> keeper -> run. The run plays in the last one; the keeper adopts and ends what a run leaves behind; golive owns
the terminal, the signals, the limits and the verdict.
"""
