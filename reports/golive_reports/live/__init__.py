"""The page of a run or a sandbox that goes on."""
