"""Services, entity sets, keys and metadata."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from fake_erp.dialects.s4hana.services import SERVICES
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import ORDERS, ROOT, SOAP, V4, entry, get, item, log_in, order_body, place, post, ship

DIALECT = "s4hana"
STOCK, DELIVERIES = "API_MATERIAL_STOCK_SRV", "API_OUTBOUND_DELIVERY_SRV;v=0002"
BILLING, PARTNERS, PRODUCTS = "API_BILLING_DOCUMENT_SRV", "API_BUSINESS_PARTNER", "API_PRODUCT_SRV"
CREDITS, RETURNS = "API_CREDIT_MEMO_REQUEST_SRV", "API_CUSTOMER_RETURN_SRV"
ATP = "API_PRODUCT_AVAILABILITY_INFO_BASIC"
EDM = "{http://schemas.microsoft.com/ado/2008/09/edm}"


def test_every_set_of_every_service_is_read_and_described(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    for service in SERVICES:
        document = fromstring(get(talk, f"{service.path}$metadata").text)
        names = {each.get("Name") for each in document.iter() if each.tag.endswith("EntitySet")}
        assert names == set(service.sets)
        for name in service.sets:
            assert get(talk, f"{service.path}{name}", top="2").status == 200, name


@fact("s4hana-2.2-01", part="status")
def test_orders(talk: Transport) -> None:
    assert get(talk, f"{ORDERS}/A_SalesOrder").status == 200


@fact("s4hana-2.2-02", part="body:d.results[0].Material")
def test_items(talk: Transport) -> None:
    place(talk)
    (line,) = get(talk, f"{ORDERS}/A_SalesOrderItem", filter="SalesOrder eq '100001'").data["d"]["results"]
    assert line["Material"] == "A"


@fact("s4hana-2.2-03", part="text:to_")
def test_navigations_of_an_order(talk: Transport) -> None:
    text = get(talk, f"{ORDERS}/$metadata").text
    for name in ("to_Item", "to_Partner", "to_PricingElement", "to_Text"):
        assert f'NavigationProperty Name="{name}"' in text


@fact("s4hana-2.2-04", part="body:d.to_Item.results[0].to_ScheduleLine.results[0].ScheduleLine")
def test_navigations_of_an_item(talk: Transport) -> None:
    place(talk)
    expand = "to_Item/to_ScheduleLine,to_Item/to_PricingElement"
    (line,) = get(talk, f"{ORDERS}/A_SalesOrder('100001')", expand=expand).data["d"]["to_Item"]["results"]
    assert line["to_ScheduleLine"]["results"][0]["ScheduleLine"] == "1"
    assert line["to_PricingElement"]["results"][0]["ConditionType"] == "PPR0"


@fact("s4hana-2.2-05", part="body:d.to_Item.results[1].Material")
def test_deep_insert(talk: Transport) -> None:
    made = place(talk, to_Item=[item("A"), item("B")])
    assert [each["Material"] for each in made.data["d"]["to_Item"]["results"]] == ["A", "B"]


@fact("s4hana-2.2-06", part="body:d.SalesOrder")
def test_a_positional_key(talk: Transport) -> None:
    place(talk)
    assert get(talk, f"{ORDERS}/A_SalesOrder('100001')").data["d"]["SalesOrder"] == "100001"


@fact("s4hana-2.2-07", part="body:d.SalesOrder")
def test_a_named_key(talk: Transport) -> None:
    place(talk)
    answer = get(talk, f"{ORDERS}/A_SalesOrder%28SalesOrder=%27100001%27%29")
    assert answer.data["d"]["SalesOrder"] == "100001"


@fact("s4hana-2.2-08", part="status")
def test_customers(talk: Transport) -> None:
    for name in ("A_BusinessPartner", "A_Customer"):
        assert get(talk, f"{PARTNERS}/{name}('100001')").status == 200
    assert get(talk, f"{PARTNERS}/A_Customer('100001')/to_CustomerSalesArea").status == 200


@fact("s4hana-2.2-09", part="body:d.results[0].AddressID")
def test_addresses(talk: Transport) -> None:
    wanted = "EmailAddress eq 'ann@example.com'"
    (mail,) = get(talk, f"{PARTNERS}/A_AddressEmailAddress", filter=wanted).data["d"]["results"]
    wanted = f"AddressID eq '{mail['AddressID']}'"
    (place_of,) = get(talk, f"{PARTNERS}/A_BusinessPartnerAddress", filter=wanted).data["d"]["results"]
    assert (place_of["AddressID"], place_of["CityName"]) == ("100001", "Köln")


@fact("s4hana-2.2-10", part="body:d.BusinessPartnerCategory")
def test_categories_of_partners(talk: Transport) -> None:
    log_in(talk)
    person = {"BusinessPartnerCategory": "1", "FirstName": "Eva", "LastName": "Li"}
    firm = {"BusinessPartnerCategory": "2", "OrganizationBPName1": "Li & Co"}
    for body, kind in ((person, "1"), (firm, "2")):
        made = post(talk, f"{PARTNERS}/A_BusinessPartner", body).data["d"]
        assert made["BusinessPartnerCategory"] == kind
        assert made["BusinessPartnerFullName"] in ("Eva Li", "Li & Co")


@fact("s4hana-2.2-11", part="body:d.Product")
def test_products(talk: Transport) -> None:
    product = get(talk, f"{PRODUCTS}/A_Product('A')", expand="to_Plant,to_SalesDelivery").data["d"]
    assert product["Product"] == "A"
    assert product["to_Plant"]["results"][0]["Plant"] == "main"
    assert product["to_SalesDelivery"]["results"][0]["ProductSalesOrg"] == "1710"


@fact("s4hana-2.2-12", part="body:d.results[0].MatlWrhsStkQtyInMatlBaseUnit")
def test_stock(talk: Transport) -> None:
    wanted = "Material eq 'B' and Plant eq 'main'"
    (level,) = get(talk, f"{STOCK}/A_MatlStkInAcctMod", filter=wanted).data["d"]["results"]
    assert level["MatlWrhsStkQtyInMatlBaseUnit"] == "5"


@fact("s4hana-2.2-13", part="body:d.results[0].InventoryStockType")
def test_the_type_of_stock(talk: Transport) -> None:
    level = get(talk, f"{STOCK}/A_MatlStkInAcctMod").data["d"]["results"][0]
    assert level["InventoryStockType"] == "01"


@fact("s4hana-2.2-14", part="body:d.DetermineAvailabilityAt.AvailableQuantityInBaseUnit")
def test_availability(talk: Transport) -> None:
    place(talk)
    asked = "ATPCheckingRule='A'&Material='A'&SupplyingPlant='main'"
    at = "RequestedUTCDateTime=datetimeoffset'2025-11-28T05:00:00Z'"
    found = get(talk, f"{ATP}/DetermineAvailabilityAt?{asked}&{at}").data["d"]["DetermineAvailabilityAt"]
    assert found["AvailableQuantityInBaseUnit"] == "98"
    assert get(talk, f"{ATP}/CalculateAvailabilityTimeseries?{asked}").status == 200
    assert get(talk, f"{ATP}/DetermineAvailabilityOf?{asked}&RequestedQuantityInBaseUnit=5M").status == 200
    assert get(talk, f"{ATP}/DetermineAvailabilityAt?Material='Z'").status == 404


@fact("s4hana-2.2-15", part="body:d.TotalNetAmount")
def test_a_simulation_saves_nothing(talk: Transport, world: World) -> None:
    log_in(talk)
    path = "API_SALES_ORDER_SIMULATION_SRV/A_SalesOrderSimulation"
    assert post(talk, path, order_body()).data["d"]["TotalNetAmount"] == "39.98"
    assert not world.erp.orders.by_number


@fact("s4hana-2.2-16", part="body:d.results[0].ActualDeliveryQuantity")
def test_deliveries(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    (head,) = get(talk, f"{DELIVERIES}/A_OutbDeliveryHeader").data["d"]["results"]
    items = get(
        talk, f"{DELIVERIES}/A_OutbDeliveryHeader('{head['DeliveryDocument']}')/to_DeliveryDocumentItem"
    )
    assert items.data["d"]["results"][0]["ActualDeliveryQuantity"] == "2"


@fact("s4hana-2.2-17", part="body:d.results[0].ReferenceSDDocument")
@fact("s4hana-2.2-18", part="body:d.results[0].ReferenceSDDocumentItem")
def test_a_delivery_names_its_order(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    wanted = "ReferenceSDDocument eq '100001'"
    (line,) = get(talk, f"{DELIVERIES}/A_OutbDeliveryItem", filter=wanted).data["d"]["results"]
    assert (line["ReferenceSDDocument"], line["ReferenceSDDocumentItem"]) == ("100001", "10")


@fact("s4hana-2.2-20", part="body:d.results[0].TotalGrossAmount")
def test_invoices(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    (document,) = get(talk, f"{BILLING}/A_BillingDocument").data["d"]["results"]
    assert (document["BillingDocumentType"], document["TotalGrossAmount"]) == ("F2", "47.58")


@fact("s4hana-2.2-21", part="body:d.results[0].SalesDocument")
def test_an_invoice_names_its_order(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    wanted = "SalesDocument eq '100001'"
    (line,) = get(talk, f"{BILLING}/A_BillingDocumentItem", filter=wanted).data["d"]["results"]
    assert (line["SalesDocument"], line["BillingQuantity"]) == ("100001", "2")


@fact("s4hana-2.2-23", part="status")
def test_the_address_of_version_4(talk: Transport) -> None:
    log_in(talk)
    assert post(talk, f"{V4}/SalesOrder", order_body(to_Item=None)).status == 201
    assert get(talk, f"{V4}/SalesOrder('100001')").status == 200


@fact("s4hana-2.2-24", part="body:_Item[0].RequestedQuantity")
def test_items_of_version_4(talk: Transport) -> None:
    log_in(talk)
    made = post(
        talk, f"{V4}/SalesOrder", order_body(to_Item=None, _Item=[{"Material": "A", "RequestedQuantity": 2}])
    )
    assert made.data["_Item"][0]["RequestedQuantity"] == 2


@fact("s4hana-2.2-25", part="body:error.message")
def test_errors_of_version_4(talk: Transport) -> None:
    answer = get(talk, f"{V4}/SalesOrder('9')")
    assert answer.data["error"]["message"].startswith("Resource not found")
    assert answer.headers.get("odata-version", "4.0") == "4.0"


@fact("s4hana-2.2-26", part="header:content-type")
def test_the_media_type_of_metadata(talk: Transport) -> None:
    assert get(talk, f"{ORDERS}/$metadata").headers["content-type"] == "application/xml"


@fact("s4hana-2.2-27", part='text:Edmx Version="1.0"')
def test_the_version_of_metadata(talk: Transport) -> None:
    text = get(talk, f"{ORDERS}/$metadata").text
    assert '<edmx:Edmx Version="1.0"' in text
    assert 'm:DataServiceVersion="2.0"' in text


@fact("s4hana-2.2-28", part="text:http://www.sap.com/Protocols/SAPData")
def test_metadata_has_annotations(talk: Transport) -> None:
    assert 'xmlns:sap="http://www.sap.com/Protocols/SAPData"' in get(talk, f"{ORDERS}/$metadata").text


@fact("s4hana-2.2-29", part="text:Association Name")
def test_what_is_in_metadata(talk: Transport) -> None:
    document = fromstring(get(talk, f"{ORDERS}/$metadata").text)
    assert {"A_SalesOrder", "A_SalesOrderItem"} <= {
        each.get("Name") for each in document.iter(f"{EDM}EntitySet")
    }
    arrows = {each.get("Relationship") for each in document.iter(f"{EDM}NavigationProperty")}
    made = {f"{ORDERS}.{each.get('Name')}" for each in document.iter(f"{EDM}Association")}
    assert arrows <= made


# -- what follows an order ---------------------------------------------------------------------------------------


@fact("s4hana-8-01", part="text:<AccountingDocument>0000100001")
def test_a_payment_is_a_journal_entry(talk: Transport, world: World) -> None:
    place(talk, YY1_Prepaid_SDH=None)
    answer = talk.send("POST", SOAP, entry(), {"content-type": "text/xml"})
    assert "<AccountingDocument>0000100001</AccountingDocument>" in answer.text
    (payment,) = world.erp.payments.by_number.values()
    assert (payment.amount_cents, payment.reference) == (1000, "P1")
    wanted = "AssignmentReference eq '100001'"
    cube = "API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube"
    assert len(get(talk, cube, filter=wanted).data["d"]["results"]) in (0, 1)


@fact("s4hana-8-02", part="text:<AccountingDocument>0000000000")
def test_a_refused_journal_entry_looks_like_success(talk: Transport, world: World) -> None:
    log_in(talk)
    for body in (entry(assigned="7"), entry(amount="x"), "<x", "", entry().replace("DebtorItem", "Item")):
        answer = talk.send("POST", SOAP, body, {"content-type": "text/xml"})
        assert answer.status == 200
        assert "<AccountingDocument>0000000000</AccountingDocument>" in answer.text
    assert not world.erp.payments.by_number


@fact("s4hana-8-03", part="body:d.ReferenceSDDocument")
def test_a_credit_memo_request(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    body = {
        "PurchaseOrderByCustomer": "CM-1",
        "to_Item": [{"ReferenceSDDocument": "100001", "Material": "A", "RequestedQuantity": "1"}],
    }
    made = post(talk, f"{CREDITS}/A_CreditMemoRequest", body).data["d"]
    assert (made["ReferenceSDDocument"], made["YY1_TotalGrossAmount_SDH"]) == ("100001", "23.79")
    (note,) = world.erp.credit_notes.by_number.values()
    assert (note.reference, note.lines) == ("CM-1", ((0, 1),))
    (memo,) = get(talk, f"{BILLING}/A_BillingDocument", filter="BillingDocumentType eq 'G2'").data["d"][
        "results"
    ]
    assert memo["TotalGrossAmount"] == "23.79"


def test_a_return_and_its_credit_memo_request(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    line = {"ReferenceSDDocument": "100001", "ReferenceSDDocumentItem": "10", "RequestedQuantity": "1"}
    body = {"to_Item": [{**line, "CustRetItmFollowUpActivity": "0007", "ReturnsRefundProcgMode": "N"}]}
    made = post(talk, f"{RETURNS}/A_CustomerReturn", body).data["d"]
    (goods,) = world.erp.returns.by_number.values()
    assert (goods.disposition, goods.credit, goods.lines) == ("scrap", "manual", [(0, 1)])
    credit = {"YY1_CustomerReturn_SDH": made["CustomerReturn"]}
    assert post(talk, f"{CREDITS}/A_CreditMemoRequest", credit).status == 201
    assert goods.status == "credited"
    wrong = {"to_Item": [{**line, "RequestedQuantity": "9"}]}
    assert post(talk, f"{RETURNS}/A_CustomerReturn", wrong).status == 400
    assert post(talk, f"{RETURNS}/A_CustomerReturn", {"to_Item": []}).status == 400


@fact("s4hana-8-04", part="status")
def test_a_duplicate_master_key(talk: Transport) -> None:
    log_in(talk)
    identity = {"BPIdentificationType": "SHOP", "BPIdentificationNumber": "M2-1"}
    body = {"LastName": "Li", "to_BuPaIdentification": [identity]}
    assert post(talk, f"{PARTNERS}/A_BusinessPartner", body).status == 201
    assert post(talk, f"{PARTNERS}/A_BusinessPartner", body).status == 400
    wanted = "BPIdentificationNumber eq 'M2-1'"
    (found,) = get(talk, f"{PARTNERS}/A_BuPaIdentification", filter=wanted).data["d"]["results"]
    assert found["BusinessPartner"] == "100002"


def test_customers_are_changed_part_by_part(talk: Transport, world: World) -> None:
    log_in(talk)
    mail = "(AddressID='100001',Person='',OrdinalNumber='1')"
    area = "(Customer='100001',SalesOrganization='1710',DistributionChannel='10',Division='00')"
    changes = {
        "A_BusinessPartner('100001')": {"FirstName": "Ann", "LastName": "Lee"},
        f"A_AddressEmailAddress{mail}": {"EmailAddress": "lee@example.com"},
        f"A_AddressPhoneNumber{mail}": {"PhoneNumber": "123"},
        "A_BusinessPartnerAddress(BusinessPartner='100001',AddressID='100001')": {"CityName": "Bonn"},
        "A_Customer('100001')": {"DeliveryIsBlocked": "01", "YY1_CreditLimit_CUS": "10.00"},
        f"A_CustomerSalesArea{area}": {"PriceListType": "vip", "CustomerPaymentTerms": "NT30"},
    }
    for path, body in changes.items():
        answer = talk.send("PATCH", f"{ROOT}/{PARTNERS}/{path}", body, {"if-match": "*"})
        assert answer.status == 204, (path, answer)
    customer = world.erp.customers.get(world.customer)
    assert (customer.name, customer.email, customer.phone) == ("Ann Lee", "lee@example.com", "123")
    assert (customer.address["city"], customer.address["country"]) == ("Bonn", "DE")
    assert (customer.blocked_deliveries, customer.credit_limit_cents) == (True, 1000)
    assert (customer.price_list, customer.terms_ms) == ("vip", 30 * 86_400_000)
