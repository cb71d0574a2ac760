"""Documents that follow from orders: fulfilments, invoices, payments, credit memos, returns."""
