"""Customers: guests, returning and new accounts, and businesses that buy on account."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from fake_magento.shop import Shop
from golive.scenario import Customers
from golive.workloads.contracts import GENERAL, agree
from golive.workloads.customers.faces import POOL, Face, faces


@dataclass(slots=True)
class Person:
    """A customer of the shop; `customer_id` is None for guests."""

    email: str
    face: Face
    customer_id: int | None
    on_account: bool = False


class People:
    """Draws the customer of each order; accounts are opened in the shop when first needed."""

    def __init__(self, shop: Shop, customers: Customers, rng: random.Random) -> None:
        self._shop = shop
        self._mix = customers
        self._rng = rng
        self.faces = faces(rng)
        self._accounts: list[Person] = []
        self._businesses: list[Person] = []
        self._guests: list[Person] = []
        self._again = 0
        """Orders of guests who have ordered before."""
        self._count = 0
        self._trade = agree(shop, customers.contract)

    def next(self) -> tuple[Person, str]:
        """A person and what kind of customer that makes the order: guest, returning, new or b2b."""
        draw, mix = self._rng.random(), self._mix
        if draw < mix.b2b:
            return self._business(), "b2b"
        if draw < mix.b2b + mix.guests:
            return self._guest(), "guest"
        if self._accounts and self._rng.random() < mix.returning:
            person = self._rng.choice(self._accounts)
            if not self._shop.customers.erased or self._shop.customers.by_email(person.email) is not None:
                return self._moved(person), "returning"
        person = self._open_account()
        self._accounts.append(person)
        return person, "new"

    def _moved(self, person: Person) -> Person:
        """The customer, from now on at the address of another face where one moves."""
        if self._mix.moving and self._rng.random() < self._mix.moving:
            there = self.faces[int(self._rng.random() * POOL)].address
            home = person.face.address
            address = replace(there, firstname=home.firstname, lastname=home.lastname)
            person.face = replace(person.face, address=address)
        return person

    def _guest(self) -> Person:
        """A guest, known or new. New ones are kept where guests come again or register."""
        mix = self._mix
        if mix.known_guests and self._guests and self._rng.random() < mix.known_guests:
            known = self._rng.choice(self._guests)
            self._again += 1
            email = known.email.upper() if self._again % 2 else known.email
            return Person(email, known.face, None)
        person = self._person(None)
        if mix.known_guests or mix.registering:
            self._guests.append(person)
        return person

    def _business(self) -> Person:
        """Few businesses with many orders each, so that they reach their credit limits."""
        mix = self._mix
        if len(self._businesses) < mix.businesses or self._rng.random() < mix.new_businesses:
            person = self._open_account(self._trade)
            person.on_account = True
            self._businesses.append(person)
            return person
        return self._rng.choice(self._businesses)

    def _open_account(self, group_id: int = GENERAL) -> Person:
        person = self._newcomer()
        face = person.face
        customer = self._shop.customers.add(
            person.email, face.firstname, face.lastname, face.address, group_id=group_id
        )
        person.customer_id = customer.customer_id
        return person

    def _newcomer(self) -> Person:
        """The person who opens an account: one who has ordered as a guest, or one who has never been here."""
        mix = self._mix
        if mix.registering and self._guests and self._rng.random() < mix.registering:
            return self._guests.pop(int(self._rng.random() * len(self._guests)))
        return self._person(None)

    def _person(self, customer_id: int | None) -> Person:
        self._count += 1
        face = self.faces[int(self._rng.random() * POOL)]
        return Person(f"{face.mailbox}.{self._count}@example.com", face, customer_id)
