"""Shipping addresses that are not the billing address: a present, or the company that a customer works at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fake_magento.model.address import Address
from golive.sim.seeding import address
from golive.workloads.customers.faces import Face
from golive.workloads.customers.people import Person

COMPANIES = ("Nordlicht Logistik GmbH", "Harbour & Finch Ltd", "Ateliers Morel SARL", "Kestrel Works")
AT_WORK = 0.5
"""The share of these orders that go to a company, in the name of the customer."""


class Destinations:
    """Draws where an order goes, by the number of the visit: another share changes no other order."""

    def __init__(self, seed: int, share: float, faces: Sequence[Face]) -> None:
        self._seed = seed
        self._share = share
        self._faces = faces

    def of(self, visit: int, person: Person) -> Address:
        """Return the shipping address of a visit; the same object as the billing address where it is that."""
        own = person.face.address
        if address(self._seed, "destination", visit) >= self._share:
            return own
        there = self._other(visit, own)
        if there is own or address(self._seed, "at work", visit) >= AT_WORK:
            return there
        company = COMPANIES[int(address(self._seed, "company", visit) * len(COMPANIES))]
        return replace(there, firstname=own.firstname, lastname=own.lastname, company=company)

    def _other(self, visit: int, own: Address) -> Address:
        """Return the address of another person in the same country, the own one where there is none."""
        others = [
            each.address
            for each in self._faces
            if each.address.country == own.country and each.address.street != own.street
        ]
        return others[int(address(self._seed, "receiver", visit) * len(others))] if others else own
