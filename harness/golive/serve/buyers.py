"""The customers of a sandbox, with an account in each system that is served."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from fake_erp.erp import Erp
from fake_magento.customers.groups import GENERAL
from fake_magento.model.address import Address
from fake_magento.shop import Shop
from golive.serve.assortment import WHOLESALE
from golive.workloads.customers.faces import Face, faces


@dataclass(slots=True)
class Buyer:
    """A customer of the sandbox. `erp_number` is empty where the ERP is not served."""

    face: Face
    email: str
    shop_id: int
    address: Address
    """As the account has it: with the number it has in the address book."""
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
        """First and last name."""
        return f"{self.face.firstname} {self.face.lastname}"


BUSINESS_EVERY = 5
"""Of so many customers the last is a business, which gets the prices of its group."""


def accounts(rng: Random, count: int, shop: Shop, erp: Erp | None) -> list[Buyer]:
    """New customers; the ERP has those of the shop under the reference `M2-<customer id>`."""
    pool = faces(rng)
    buyers = []
    for at in range(count):
        face = pool[at % len(pool)]
        mailbox = f"{face.firstname}.{face.lastname}.{at + 1}".lower().replace(" ", "")
        email = f"{mailbox}@example.com"
        group_id = WHOLESALE if at % BUSINESS_EVERY == BUSINESS_EVERY - 1 else GENERAL
        account = shop.customers.add(email, face.firstname, face.lastname, face.address, group_id=group_id)
        buyer = Buyer(face, email, account.customer_id, account.addresses[0])
        if erp is not None:
            reference = f"M2-{buyer.shop_id}"
            phone = face.address.telephone
            customer = erp.customers.add(buyer.name, buyer.email, buyer.place, phone, reference)
            buyer.erp_number = customer.number
        buyers.append(buyer)
    return buyers
