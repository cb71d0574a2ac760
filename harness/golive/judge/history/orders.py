"""Shop orders and their ERP orders, with the state that a verdict needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from golive.judge.history.documents import (
    LOST,
    NOTHING,
    Bundle,
    ErpOrder,
    ErpTerms,
    Lines,
    Money,
    Reduction,
    ShopTerms,
    Story,
    total,
)
from golive.judge.history.linking import Linker
from golive.judge.history.records.authors import IMPORTED
from golive.record.run import Fact

BY_HAND = "clerk:"
"""The prefix of `by` for ERP orders that a clerk entered."""
Row = tuple[Any, ...]


class Relinked(NamedTuple):
    """An ERP order whose reference changed, with the shop order it belonged to and the one it belongs to now."""

    doc: ErpOrder
    before: Story | None
    story: Story


class Orders:
    """All shop orders (`stories`), and the ERP orders without a shop order (`unlinked`)."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self.documents: dict[str, ErpOrder] = {}
        self.unlinked: dict[str, ErpOrder] = {}
        self.unattributed = 0
        """The number of calls about an unidentified order."""
        self._linker = Linker(self.stories)
        self.altered: dict[str, str] = {}
        """Fields that the ERP itself replaced or removed, by number of the ERP order."""
        self.custom_sources: tuple[str, ...] = ()
        """Fields of `shop.order.placed` that custom fields are compared with."""
        self.custom_values: dict[str, tuple[Any, ...]] = {}
        """Their values, by shop order."""
        self.option_words: dict[str, tuple[str, ...]] = {}
        """What was entered and selected for custom options, by shop order that has any."""
        self.untaxed: dict[str, list[tuple[str, str]]] = {}
        """(SKU, rate in percent) of lines that the ERP booked without a tax code, by reference of the order."""
        self.paid_in_erp: dict[str, int] = {}
        """Payments posted by themselves, in cents, by number of the ERP order."""
        self.renamed: dict[str, str] = {}
        """New SKUs of items that the ERP renamed, by the SKU before."""
        self.later_skus: set[str] = set()
        """SKUs that the ERP gave to items when it renamed them."""
        self.renamed_in_shop: dict[str, str] = {}
        """SKUs before of products that the shop renamed, by the new SKU."""
        self.typed_in: set[str] = set()
        """Numbers of the ERP orders that clerks entered for a shop order."""
        self.placed_again: dict[str, str] = {}
        """Orders that the shop made from a cart that had become an order already, with that one."""
        self.decimals: set[str] = set()
        """SKUs with decimal quantities."""
        self.packs: dict[str, int] = {}
        """The pieces in a pack by SKU, of articles that the shop sells by the pack; all units are of pieces."""
        self._clocks_ms = {"shop": 0, "erp": 0}
        self._misread: dict[str, str] = {}
        self._rows: dict[Any, Any] = {}
        self._dropped: dict[str, tuple[int, ...]] = {}

    def placed(self, fact: Fact) -> Story:
        """Record a new shop order and return it."""
        data, order = fact.data, fact.keys["order"]
        story = self.stories[order] = Story(
            order,
            fact.seq,
            fact.at_ms,
            data["method"],
            Money.of(data),
            self._lines(self._in_pieces(data["lines"])),
            data["email"],
            total([(row[0], row[1]) for row in data["lines"]]),
            gift_cents=data.get("gift_cents", 0),
        )
        story.ship_to, story.bill_to = self._addresses(data)
        story.clock_ms = self._clocks_ms["shop"]
        if "shipping_method" in data:
            terms = ShopTerms(
                story.method,
                data["shipping_method"],
                data["store"],
                data.get("net", False),
                data.get("guest", False),
            )
            story.terms = self._rows.setdefault((ShopTerms, terms), terms)
        if "bundles" in data:
            story.bundles = tuple([_bundle(*row) for row in data["bundles"]])
        if data.get("options"):
            self.option_words[order] = tuple(data["options"])
            story.has_options = True
        if self.decimals:
            found = [row[0] for row in data["lines"]]
            story.decimals = frozenset(
                sku for sku in found if self.renamed_in_shop.get(sku, sku) in self.decimals
            )
        if self.custom_sources:
            self.custom_values[order] = tuple([data.get(name) for name in self.custom_sources])
        replaced = self.stories.get(data.get("replaces") or "")
        if replaced is not None:
            self._linker.succeeds(story, replaced)
        self._linker.add(story)
        return story

    def reduced(self, fact: Fact) -> None:
        """Record that a part of a shop order was cancelled: its content is what is left."""
        story = self.stories.get(fact.keys["order"])
        if story is None:
            return
        data = fact.data
        before = total([(row[0], row[1]) for row in story.lines])
        story.lines, story.money = self._lines(self._in_pieces(data["lines"])), Money.of(data)
        story.gift_cents = data.get("gift_cents", 0)
        if story.bundles:
            story.bundles = tuple([_bundle(*row) for row in data.get("bundles", ())])
        left = total([(row[0], row[1]) for row in story.lines])
        ended = {sku: units - left.get(sku, 0) for sku, units in before.items() if units > left.get(sku, 0)}
        if story.reduced is not None:
            ended = total([*story.reduced.units.items(), *ended.items()])
        story.reduced = Reduction(fact.seq, fact.at_ms, ended)
        for doc in story.erp:
            _share(story, doc)

    def clock_set(self, fact: Fact) -> None:
        """Note how far the clock of a system is off from now on."""
        self._clocks_ms[fact.kind.partition(".")[0]] = fact.data["by_ms"]

    def created(self, fact: Fact) -> None:
        """Record a new ERP order and attach it to its shop order. Sales at a till are skipped."""
        data, number = fact.data, fact.keys["order"]
        if data["by"] == "till":
            return
        doc = ErpOrder(
            number,
            fact.keys["ref"],
            fact.seq,
            fact.at_ms,
            data["status"],
            Money.of(data),
            self._lines(data["lines"]),
            data["email"],
            ordered_ms=data.get("ordered_ms"),
            last_seq=fact.seq,
        )
        doc.clock_ms = self._clocks_ms["erp"]
        self._head(doc, data)
        if self._misread and doc.ref in self._misread:
            self.altered[number] = self._misread.pop(doc.ref)
        if doc.status == "released":
            doc.live_ms = fact.at_ms
        if data["by"].startswith(IMPORTED):
            doc.imported = True
            self.typed_in.add(number)
        self.documents[number] = doc
        if data["by"].startswith(BY_HAND):  # another fact identifies the shop order: no match by content
            self.unlinked[number] = doc
            return
        story = self._linker.link(doc)
        if story is None:
            self.unlinked[number] = doc
        else:
            _share(story, doc)
            story.dropped += self._dropped.pop(doc.ref, ())

    def typed(self, fact: Fact) -> None:
        """Attach an ERP order that a clerk entered to the shop order it was entered for."""
        story, doc = self.stories.get(fact.keys["order"]), self.unlinked.get(fact.keys["number"])
        if story is not None and doc is not None:
            del self.unlinked[doc.number]
            self.typed_in.add(doc.number)
            self._linker.attach(doc, story)
            _share(story, doc)

    def dropped(self, fact: Fact) -> None:
        """Record an order that the ERP accepted and did not keep.

        Its shop order may be known only after a repeated call.
        """
        ref = fact.keys["ref"]
        story = self.story_of(ref)
        if story is not None:
            story.dropped = (*story.dropped, fact.seq)
        elif ref:
            self._dropped[ref] = (*self._dropped.get(ref, ()), fact.seq)

    def status(self, fact: Fact) -> None:
        """Record a status change of an ERP order; its first release makes it live."""
        doc = self.documents.get(fact.keys["order"])
        if doc is None:
            return
        doc.status, doc.last_seq = fact.data["to"], fact.seq
        doc.cancelled_ms = None if doc.is_live else fact.at_ms
        if doc.live_ms is None and doc.status == "released":
            doc.live_ms = fact.at_ms

    def lost(self, fact: Fact) -> None:
        """Record that an ERP order is gone since a backup was restored; its number may be given to another."""
        number = fact.keys["order"]
        doc = self.documents.pop(number, None)
        for kept in (self.unlinked, self.altered, self.paid_in_erp):
            kept.pop(number, None)
        self.typed_in.discard(number)
        if doc is None:
            return
        if doc.is_live and doc.story is not None:
            doc.story.lost_ms = fact.at_ms
        doc.status, doc.last_seq = LOST, fact.seq

    def changed(self, fact: Fact) -> Relinked | None:
        """Record a change of an ERP order; returns the shop orders it belonged to and belongs to where these differ.

        A candidate's update changes its content for the comparison; a substitution in the warehouse does not. Identity
        follows the reference: where that names another shop order, the ERP order is that one's from now on.
        """
        doc = self.documents.get(fact.keys["order"])
        if doc is None:
            return None
        data, doc.last_seq = fact.data, fact.seq
        if data["why"] in ("updated", "restored"):
            doc.money, doc.lines = Money.of(data), self._lines(data["lines"])
            self._head(doc, data)
            self.altered.pop(doc.number, None)
        ref = fact.keys["ref"]
        doc.ref = ref
        moved = self._follow(doc, fact)
        if doc.story is not None:
            _share(doc.story, doc)
        return moved

    def _follow(self, doc: ErpOrder, fact: Fact) -> Relinked | None:
        before = doc.story
        story = self._linker.link(doc) if before is None else self._linker.now_of(doc, before)
        if story is None or story is before:
            return None
        if before is None:
            self.unlinked.pop(doc.number, None)
        else:
            self._linker.detach(doc, before)
            doc.relinked, doc.seq, doc.created_ms = True, fact.seq, fact.at_ms
            doc.live_ms = None if doc.live_ms is None else fact.at_ms
            self._linker.attach(doc, story)
        return Relinked(doc, before, story)

    def misread(self, fact: Fact) -> None:
        """Record what the ERP replaced or removed of an order that it is about to save."""
        ref, what = fact.keys.get("ref", ""), fact.data.get("what", "")
        if ref and what:
            before = self._misread.get(ref)
            self._misread[ref] = f"{before}, {what}" if before else what

    def line_untaxed(self, fact: Fact) -> None:
        """Record a line whose tax rate is that of no tax code."""
        self.untaxed.setdefault(fact.keys["ref"], []).append((fact.data["item"], fact.data["rate"]))

    def refused(self, ref: str) -> None:
        """Forget what was replaced or removed of an order that was then refused."""
        self._misread.pop(ref, None)

    def item_renamed(self, fact: Fact) -> None:
        """Record that the ERP gave an item another SKU."""
        self.renamed[fact.data["from"]] = fact.data["to"]
        self.later_skus.add(fact.data["to"])

    def used_again(self, sku: str) -> None:
        """Record that another article has a SKU from now on: orders so far mean the one that had it before."""
        now = self.renamed.pop(sku, None)
        if now is None:
            return
        both: Iterable[Story | ErpOrder] = (*self.stories.values(), *self.documents.values())
        for each in both:
            if any(row[0] == sku for row in each.lines):
                each.lines = self._lines([[now if row[0] == sku else row[0], *row[1:]] for row in each.lines])

    def payment_posted(self, fact: Fact) -> None:
        """Add up the payments that are posted for an ERP order."""
        number = fact.keys["order"]
        self.paid_in_erp[number] = self.paid_in_erp.get(number, 0) + fact.data["amount_cents"]

    def _head(self, doc: ErpOrder, data: dict[str, Any]) -> None:
        """Read addresses and terms of a fact; fields that it does not have stay unknown."""
        doc.ship_to, doc.bill_to = self._addresses(data)
        doc.filled = self.kept(data.get("filled", ()))
        payment = data.get("payment")
        if payment is None:
            return
        method, cents, prepaid = payment
        custom = data.get("custom") or {}
        channel = custom.get("sales_channel")
        terms = ErpTerms(
            method,
            data["shipping_method"],
            channel if isinstance(channel, str) else "",
            prepaid,
            data.get("net", False),
        )
        doc.terms, doc.payment_cents = self._rows.setdefault(terms, terms), cents
        if self.custom_sources or self.option_words:
            doc.custom = tuple(custom.items())

    @property
    def phantoms(self) -> list[ErpOrder]:
        """Live ERP orders without a shop order."""
        return [doc for doc in self.unlinked.values() if doc.is_live]

    def story_of(self, ref: str) -> Story | None:
        """Return the order that a reference identifies, None for none."""
        return self._linker.story_of(ref)

    def named_in(self, text: str) -> Story | None:
        """Return the order whose number is a text or occurs in it, None for none."""
        return self.stories.get(text) or self._linker.named_in(text)

    def called(self, key: str) -> None:
        """Count a call about an ERP order under a reference that identifies no shop order."""
        if key not in self.stories and self._linker.story_of(key) is None:
            self.unattributed += 1

    def kept(self, rows: Iterable[Row]) -> tuple[Any, ...]:
        """Return rows with equal ones shared, to save memory: few distinct rows occur very often."""
        kept = self._rows.setdefault
        return tuple([kept(row, row) for row in rows])

    def _in_pieces(self, rows: list[list[Any]]) -> list[list[Any]]:
        """Return rows of the shop with the price of a piece where it is that of a pack."""
        if not self.packs:
            return rows
        sizes = [self.packs.get(self.renamed_in_shop.get(row[0], row[0]), 1) for row in rows]
        return [
            [sku, units, price and price // size, discount]
            for (sku, units, price, discount), size in zip(rows, sizes, strict=True)
        ]

    def _lines(self, rows: list[list[Any]]) -> Lines:
        return self.kept(sorted([tuple(row) for row in rows]))

    def _addresses(self, data: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return ship-to and bill-to address; equal ones are one object, to save memory."""
        kept = self._rows.setdefault
        ship_to = tuple(data.get("ship_to", ()))
        ship_to = kept(ship_to, ship_to)
        if "bill_to" not in data:
            return ship_to, ()
        if data["bill_to"] is None:
            return ship_to, ship_to
        bill_to = tuple(data["bill_to"])
        return ship_to, kept(bill_to, bill_to)

    @staticmethod
    def give_up(story: Story, sku: str, quantity: int) -> int:
        """Remove units from the open quantity of an order. Returns how many were removed."""
        taken = min(quantity, story.open.get(sku, 0))
        if taken > 0:
            story.open[sku] -= taken
            if not story.open[sku]:
                del story.open[sku]
                if not story.open:
                    story.open = NOTHING
        return taken


def _bundle(sku: str, units: int, cents: int, parts: list[list[Any]]) -> Bundle:
    return Bundle(sku, units, cents, tuple([(part[0], part[1], part[2]) for part in parts]))


def _share(story: Story, doc: ErpOrder) -> None:
    """Share equal content between both documents, to save memory: there may be a million orders."""
    if doc.lines == story.lines:
        doc.lines = story.lines
    if doc.money == story.money:
        doc.money = story.money
    doc.ref = story.order if doc.ref == story.order else doc.ref
    if doc.bill_to == story.bill_to:
        doc.bill_to = story.bill_to
    if doc.ship_to == story.ship_to:
        doc.ship_to = story.ship_to
    if doc.payment_cents == story.money.total:
        doc.payment_cents = story.money.total
    if doc.email == story.email:
        doc.email = story.email
