"""Records of the shop.

Money is integer cents, in the store's currency unless a field says base currency; instants are integer milliseconds
since 1970.
"""
