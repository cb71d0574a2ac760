"""What the dialect of S/4HANA says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import NATIVE_ONLY, About

_NO_SERVICE = "no OData service of S/4HANA offers it"
_FILES = "files go through IDocs and other middleware, which are not modelled"

ABOUT = About(
    product="SAP S/4HANA",
    versions=("2023",),
    speaks={
        "token.create": "GET or HEAD of a service with x-csrf-token: Fetch, POST /sap/bc/sec/oauth2/token",
        "openapi.read": "GET $metadata and the service document",
        "customer.create": "POST API_BUSINESS_PARTNER/A_BusinessPartner",
        "customer.list": "GET A_BusinessPartner, A_BuPaIdentification, A_AddressEmailAddress",
        "customer.read": "GET A_BusinessPartner('1'), A_Customer('1')",
        "customer.update": "PATCH A_BusinessPartner, A_BusinessPartnerAddress, A_Customer, A_CustomerSalesArea",
        "item.list": "GET API_PRODUCT_SRV/A_Product",
        "item.read": "GET A_Product('A')",
        "stock.list": "GET API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod",
        "stock.read": "GET API_PRODUCT_AVAILABILITY_INFO_BASIC/DetermineAvailabilityAt, A_MaterialStock('A')",
        "price.list": "GET API_SLSPRICINGCONDITIONRECORD_SRV/A_SlsPrcgCndnRecdValidity",
        "price.read": "POST API_SALES_ORDER_SIMULATION_SRV/A_SalesOrderSimulation",
        "order.create": "POST API_SALES_ORDER_SRV/A_SalesOrder, POST SalesOrder in version 4",
        "order.list": "GET A_SalesOrder?$filter=PurchaseOrderByCustomer eq 'R1'",
        "order.read": "GET A_SalesOrder('1')?$expand=to_Item",
        "order.update": "PATCH A_SalesOrder, A_SalesOrderItem, A_SalesOrderItemPrElement; POST to_Item; $batch",
        "order.release": "PATCH A_SalesOrder with an empty DeliveryBlockReason, of an order never released",
        "order.approve": "POST releaseApprovalRequest",
        "order.hold": "PATCH A_SalesOrder with a DeliveryBlockReason",
        "order.unhold": "PATCH A_SalesOrder with an empty DeliveryBlockReason",
        "order.cancel": "DELETE A_SalesOrder, or SalesDocumentRjcnReason of every open item",
        "delivery.list": "GET API_OUTBOUND_DELIVERY_SRV;v=0002/A_OutbDeliveryHeader, A_OutbDeliveryItem",
        "delivery.read": "GET A_OutbDeliveryHeader('1')",
        "invoice.list": "GET API_BILLING_DOCUMENT_SRV/A_BillingDocument, A_BillingDocumentItem",
        "invoice.read": "GET A_BillingDocument('1')",
        "payment.create": "POST Journal Entry - Post (Synchronous), SOAP",
        "payment.list": "GET API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube",
        "payment.read": "GET A_OperationalAcctgDocItemCube(...)",
        "return.create": "POST API_CUSTOMER_RETURN_SRV/A_CustomerReturn",
        "return.list": "GET A_CustomerReturn",
        "return.read": "GET A_CustomerReturn('1')",
        "credit_note.create": "POST API_CREDIT_MEMO_REQUEST_SRV/A_CreditMemoRequest",
        "credit_note.list": "GET A_CreditMemoRequest",
        "credit_note.read": "GET A_CreditMemoRequest('1')",
        "batch.create": "POST $batch, answered at once",
    },
    login=("user", "password", "client_id", "client_secret", "token_url"),
    lacks={
        **NATIVE_ONLY,
        "health.read": _NO_SERVICE,
        "warehouse.list": "plants are customizing; A_ProductPlant names those of a product",
        "order.flow": "follow ReferenceSDDocument of the items",
        "period.list": _NO_SERVICE,
        "journal.list": _NO_SERVICE,
        "batch.list": "a $batch is answered at once and not kept",
        "batch.read": "a $batch is answered at once and not kept",
        **{f"file.{verb}": _FILES for verb in ("create", "list", "read", "rename", "delete")},
        "change.list": "read the change number of a set, or the events of the installation",
        **{
            f"subscription.{verb}": "events are subscribed to in SAP Event Mesh"
            for verb in ("create", "list", "delete")
        },
    },
    limits="no published rate; work processes, and a run time of ten minutes; 5000 rows in a page",
    clients=(
        "SAP Cloud SDK (VDM 2.1.0)",
        "pyodata 1.12.1",
        "sap-odata-python 1.2.0",
        "sap-odata-client 0.1.3",
    ),
    sources=(
        "SAP Business Accelerator Hub: API_SALES_ORDER_SRV and the other A2X services named above",
        "sources of pyodata, sap-odata-python and sap-odata-client",
        "clients generated from the EDMX of API_SALES_ORDER_SRV (be-lenka/sap_sales-order)",
    ),
)
