r"""Customer accounts; guests have none. Source: Magento source, Magento\Customer\Model\AccountManagement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from fake_magento.config import StoreConfig
from fake_magento.errors import ShopError
from fake_magento.model.address import Address
from fake_magento.model.customer import Customer, Erased


class Customers:
    """Customers in the order they registered; one account per e-mail address, regardless of case."""

    def __init__(self, now: Callable[[], int], stores: Mapping[str, StoreConfig]) -> None:
        self._now = now
        self._stores = stores
        self._by_id: dict[int, Customer] = {}
        self._by_email: dict[str, Customer] = {}
        self.erased: list[Erased] = []
        self._next_address = 1
        self._next_id = 1

    def add(
        self,
        email: str,
        firstname: str,
        lastname: str,
        *addresses: Address,
        store: str | None = None,
        group_id: int = 1,
    ) -> Customer:
        """Register a customer; the first address is the default. Raises ShopError for an e-mail that is taken."""
        if email.lower() in self._by_email:
            raise ShopError("A customer with the same email address already exists in an associated website.")
        now = self._now()
        customer = Customer(
            customer_id=self._next_id,
            email=email,
            firstname=firstname,
            lastname=lastname,
            addresses=[self._numbered(address) for address in addresses],
            store=self._stores[store] if store else next(iter(self._stores.values())),
            created_ms=now,
            updated_ms=now,
            group_id=group_id,
        )
        self._next_id += 1
        self._by_id[customer.customer_id] = customer
        self._by_email[email.lower()] = customer
        return customer

    def save(self, customer: Customer, changes: dict[str, object], addresses: list[Address] | None) -> None:
        """Change an account. `addresses` replace those of the customer; None keeps them.

        Raises ShopError for an e-mail address that is taken.
        """
        email = str(changes.get("email", customer.email))
        other = self._by_email.get(email.lower())
        if other is not None and other is not customer:
            raise ShopError("A customer with the same email address already exists in an associated website.")
        del self._by_email[customer.email.lower()]
        for name, value in changes.items():
            setattr(customer, name, value)
        self._by_email[customer.email.lower()] = customer
        if addresses is not None:
            known = {address.address_id for address in customer.addresses}
            customer.addresses = [
                address if address.address_id in known else self._numbered(address) for address in addresses
            ]
        customer.updated_ms = self._now()

    def remove(self, customer: Customer) -> None:
        """Delete an account. Its orders stay."""
        del self._by_id[customer.customer_id], self._by_email[customer.email.lower()]

    def remove_address(self, address_id: int) -> bool:
        """Delete an address; False when no customer has it."""
        for customer in self:
            kept = [address for address in customer.addresses if address.address_id != address_id]
            if len(kept) != len(customer.addresses):
                customer.addresses = kept
                return True
        return False

    def _numbered(self, address: Address) -> Address:
        numbered = replace(address, address_id=self._next_address)
        self._next_address += 1
        return numbered

    def find(self, customer_id: int) -> Customer | None:
        """A customer by id."""
        return self._by_id.get(customer_id)

    def by_email(self, email: str) -> Customer | None:
        """A customer by e-mail address."""
        return self._by_email.get(email.lower())

    def __iter__(self) -> Iterator[Customer]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)
