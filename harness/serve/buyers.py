"""The customers of a sandbox, with an account in each system that is served."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from harness.workloads.people import Face, faces


@dataclass(slots=True)
class Buyer:
    """`shop_id` is None and `erp_number` empty where that system is not served."""

    face: Face
    email: str
    shop_id: int | None = None
    erp_number: str = ""

    @property
    def place(self) -> dict[str, str]:
        """The address as an ERP keeps it."""
        address = self.face.address
        return {
            "street": ", ".join(address.street),
            "city": address.city,
            "postcode": address.postcode,
            "country": address.country,
        }

    @property
    def name(self) -> str:
        return f"{self.face.firstname} {self.face.lastname}"


def accounts(rng: Random, count: int, shop: Shop | None, erp: Erp | None) -> list[Buyer]:
    """New customers; the ERP knows those of the shop by the reference `M2-<customer id>`."""
    pool = faces(rng)
    buyers = []
    for at in range(count):
        face = pool[at % len(pool)]
        mailbox = f"{face.firstname}.{face.lastname}.{at + 1}".lower().replace(" ", "")
        buyer = Buyer(face, f"{mailbox}@example.com")
        if shop is not None:
            account = shop.customers.add(buyer.email, face.firstname, face.lastname, face.address)
            buyer.shop_id = account.customer_id
        if erp is not None:
            reference = f"M2-{buyer.shop_id or at + 1}"
            phone = face.address.telephone
            customer = erp.customers.add(buyer.name, buyer.email, buyer.place, phone, reference)
            buyer.erp_number = customer.number
        buyers.append(buyer)
    return buyers
