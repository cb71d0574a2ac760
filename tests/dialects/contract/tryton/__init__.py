"""A real ERP, Tryton, behind the operations of the contract."""
