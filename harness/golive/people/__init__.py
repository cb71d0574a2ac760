"""People who read the desk: they look, repair the cause in the ERP, press retry, or type the order in by hand.

They act on the desk and the screens of both systems only, without access to the ledger.
"""
