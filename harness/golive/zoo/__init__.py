"""The zoo: defects that real integrations had, each as one change of the reference integration.

A defect names the bundled scenario that reveals it, what an observer who knows both systems sees, and the causes that
send an engineer to the right place. `golive selftest` plays them and tells how many the judge catches and explains.
The judge knows none of them: its modules do not import this package.
"""
