"""The dialect of ERPNext: the REST and RPC interface of the Frappe framework, and the DocTypes of a sales order."""
