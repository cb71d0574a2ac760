"""People who read the desk: they look, repair the cause in the ERP, press retry, or type the order in by hand.

They know what stands on the desk and what the screens of both systems show, and nothing of the harness' truth.
"""
