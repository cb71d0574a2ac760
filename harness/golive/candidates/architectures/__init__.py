"""Eight correct integrations of other designs than the reference.

None may be accused: they measure the false alarms of the judge. `parts` has what they share.
"""
