"""`stock.picking` and `stock.move`: transfers of orders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from fake_erp.dialects.odoo.logistics import picking_facts as facts
from fake_erp.dialects.odoo.logistics.picking_facts import Picking, pickings_of
from fake_erp.dialects.odoo.masters.stocks import CUSTOMERS, location_pair, warehouse_pair
from fake_erp.dialects.odoo.methods.generic import refused
from fake_erp.dialects.odoo.models.base import Act, Job, Model, Plan, View
from fake_erp.dialects.odoo.models.domains import leaves
from fake_erp.dialects.odoo.models.fields import char, choice, instant, integer, link, number, several, table
from fake_erp.dialects.odoo.sales.order_facts import LINES_AT_MOST, order_id, party
from fake_erp.dialects.record_ids import ids_of
from fake_erp.model import Delivery, Order, Return
from fake_erp.times import instant_of_text


def _all(view: View) -> Iterator[Picking]:
    for order in view.erp.orders.by_number.values():
        yield from pickings_of(view, order)


def _find(view: View, wanted: int) -> Picking | None:
    order = view.models["sale.order"].find(view, wanted // facts.PICKINGS_AT_MOST)
    if order is None:
        return None
    return next((each for each in pickings_of(view, order) if each.id == wanted), None)


def _of_order(view: View, value: Any) -> list[Picking]:
    order = view.models["sale.order"].find(view, value) if type(value) is int else None
    return [] if order is None else pickings_of(view, order)


def _of_name(view: View, value: Any) -> list[Picking]:
    order = view.erp.orders.by_number.get(str(value))
    return [] if order is None else pickings_of(view, order)


def _papers(view: View) -> tuple[dict[str, Any], dict[str, Any]]:
    deliveries: dict[str, Any] = view.erp.shipping.by_number
    returns: dict[str, Any] = view.erp.returns.by_number
    return deliveries, returns


def _changed(view: View, node: Any) -> Any:
    """Transfers of orders that may have changed since an instant in a domain, of those that are done only."""
    since, done = 0, False
    for leaf in leaves(node):
        if leaf.path in ("write_date", "date_done") and leaf.operator in (">", ">="):
            since = max(since, instant_of_text(str(leaf.value)) or 0)
        done = done or (leaf.path == "state" and leaf.operator == "=" and leaf.value == "done")
    if not done:
        return _all(view)
    orders: dict[str, Order] = {}
    for papers in _papers(view):
        for paper in reversed(papers.values()):
            if paper.posted_at_ms < since:
                break
            orders.setdefault(paper.order.number, paper.order)
    return [each for order in orders.values() for each in pickings_of(view, order)]


def _name(view: View, picking: Picking) -> str:
    paper = picking.delivery or picking.goods
    return f"{facts.warehouse_of(picking)}/OUT/{picking.order.number}" if paper is None else paper.number


def _sale(view: View, picking: Picking) -> tuple[int, str]:
    return order_id(picking.order), picking.order.number


def _place(view: View, picking: Picking) -> tuple[int, str]:
    name = facts.warehouse_of(picking) or view.erp.warehouses[0]
    return location_pair(view, name)


def _from(view: View, picking: Picking) -> tuple[int, str]:
    return CUSTOMERS if picking.goods is not None else _place(view, picking)


def _to(view: View, picking: Picking) -> tuple[int, str]:
    return _place(view, picking) if picking.goods is not None else CUSTOMERS


def _type(view: View, picking: Picking) -> tuple[int, str]:
    if picking.goods is not None:
        return 1, "Receipts"
    name = facts.warehouse_of(picking) or view.erp.warehouses[0]
    return view.erp.warehouses.index(name) + 2, f"{name}: Delivery Orders"


def _tracking(view: View, picking: Picking) -> str:
    return "" if picking.delivery is None else picking.delivery.tracking


def _done_ms(view: View, picking: Picking) -> int | None:
    paper = picking.delivery or picking.goods
    return None if paper is None else paper.posted_at_ms


def _backorder(view: View, picking: Picking) -> tuple[int, str] | None:
    before = _find(view, picking.backorder_of) if picking.backorder_of else None
    return None if before is None else (before.id, _name(view, before))


def _moves(view: View, picking: Picking) -> list[int]:
    return [move.id for move in moves_of(view, picking)]


def _scheduled(view: View, picking: Picking) -> int:
    return _done_ms(view, picking) or picking.order.ordered_at_ms


def _partner(view: View, picking: Picking) -> tuple[int, str]:
    return party(view, picking.order, "delivery")


def _key(view: View, record: Any) -> str:
    return str(record.order.external_reference or record.order.number)


def root(picking: Picking) -> Delivery | Return | Order:
    """The document of the books, or the order while there is none."""
    return picking.delivery or picking.goods or picking.order


def assign(job: Job) -> Plan:
    """`action_assign`: the books promise stock by themselves."""
    job.records()
    return Plan("delivery.list", lambda by: Act(lambda: True), reads=True)


STATES = ("draft", "waiting", "confirmed", "assigned", "done", "cancel")
PICKING = Model(
    "stock.picking",
    "Transfer",
    "delivery",
    table(
        (
            char("name", "Reference", _name),
            char("display_name", "Display Name", _name),
            char("origin", "Source Document", lambda view, picking: picking.order.number),
            link("sale_id", "Sales Order", "sale.order", _sale),
            choice("state", "Status", lambda view, picking: facts.state_of(picking), *STATES),
            link("partner_id", "Contact", "res.partner", _partner),
            link("picking_type_id", "Operation Type", "stock.picking.type", _type),
            choice(
                "picking_type_code",
                "Type of Operation",
                lambda view, picking: "incoming" if picking.goods is not None else "outgoing",
                "incoming",
                "outgoing",
                "internal",
            ),
            link("location_id", "Source Location", "stock.location", _from),
            link("location_dest_id", "Destination Location", "stock.location", _to),
            several("move_ids", "Stock Moves", "stock.move", _moves, since=15),
            several("move_lines", "Stock Moves", "stock.move", _moves, until=15),
            several("move_ids_without_package", "Stock Moves", "stock.move", _moves),
            several("move_line_ids", "Operations", "stock.move.line", _moves),
            char("carrier_tracking_ref", "Tracking Reference", _tracking),
            instant("scheduled_date", "Scheduled Date", _scheduled),
            instant("date_done", "Date of Transfer", _done_ms),
            link("backorder_id", "Back Order of", "stock.picking", _backorder),
            char(
                "x_studio_client_order_ref",
                "Customer Reference",
                lambda view, each: each.order.external_reference,
            ),
            char("x_studio_warehouse", "Warehouse", lambda view, picking: facts.warehouse_of(picking)),
            integer(
                "x_studio_change",
                "Number of its last change",
                lambda view, each: getattr(root(each), "change", 0),
            ),
            instant("create_date", "Created on", lambda view, picking: picking.order.created_at_ms),
            instant("write_date", "Last Updated on", lambda view, picking: facts.changed_ms(picking)),
        )
    ),
    _all,
    _find,
    lambda view, picking: picking.id,
    _name,
    root=root,
    key=_key,
    index={"sale_id": _of_order, "origin": _of_name},
    narrowed=_changed,
    methods={
        "action_assign": assign,
        "button_validate": refused("write"),
        "action_cancel": refused("write"),
        "action_confirm": refused("write"),
    },
    order="scheduled_date, id desc",
)


class Move(NamedTuple):
    """A line of a transfer."""

    id: int
    picking: Picking
    at: int
    wanted: int
    done: int

    @property
    def order(self) -> Order:
        """Its order."""
        return self.picking.order


def moves_of(view: View, picking: Picking) -> list[Move]:
    """The lines of a transfer."""
    return [
        Move(view.store.id_of("move", (picking.id, at)), picking, at, wanted, done)
        for at, wanted, done in facts.moves_of(picking)
    ]


def _all_moves(view: View) -> Iterator[Move]:
    for picking in _all(view):
        yield from moves_of(view, picking)


def _find_move(view: View, wanted: int) -> Move | None:
    key = view.store.key_of("move", wanted)
    picking = None if key is None else _find(view, key[0])
    if picking is None:
        return None
    return next((move for move in moves_of(view, picking) if move.id == wanted), None)


def _of_picking(view: View, value: Any) -> list[Move]:
    picking = _find(view, value) if type(value) is int else None
    return [] if picking is None else moves_of(view, picking)


def _product(view: View, move: Move) -> tuple[int, str]:
    item = move.order.lines[move.at].item
    return ids_of(view.erp).of_item(view.erp, item), f"[{item.sku}] {item.name}"


def _line(view: View, move: Move) -> tuple[int, str]:
    return order_id(move.order) * LINES_AT_MOST + move.at + 1, _product(view, move)[1]


def _move_model(name: str, label: str) -> Model:
    return Model(
        name,
        label,
        "delivery",
        table(
            (
                char("name", "Description", lambda view, move: _product(view, move)[1]),
                char("reference", "Reference", lambda view, move: _name(view, move.picking)),
                char("origin", "Source", lambda view, move: move.order.number),
                link(
                    "picking_id",
                    "Transfer",
                    "stock.picking",
                    lambda view, move: (move.picking.id, _name(view, move.picking)),
                ),
                link("product_id", "Product", "product.product", _product),
                link("sale_line_id", "Sale Line", "sale.order.line", _line),
                number("product_uom_qty", "Demand", lambda view, move: float(move.wanted)),
                number("quantity_done", "Quantity Done", lambda view, move: float(move.done), until=16),
                number("qty_done", "Done", lambda view, move: float(move.done), until=16),
                number("quantity", "Quantity", lambda view, move: float(move.done), since=17),
                choice("state", "Status", lambda view, move: facts.state_of(move.picking), *STATES),
                link("location_id", "From", "stock.location", lambda view, move: _from(view, move.picking)),
                link("location_dest_id", "To", "stock.location", lambda view, move: _to(view, move.picking)),
                link(
                    "warehouse_id",
                    "Warehouse",
                    "stock.warehouse",
                    lambda view, move: warehouse_pair(view, facts.warehouse_of(move.picking)),
                ),
                instant("date", "Date", lambda view, move: facts.changed_ms(move.picking)),
                instant("write_date", "Last Updated on", lambda view, move: facts.changed_ms(move.picking)),
            )
        ),
        _all_moves,
        _find_move,
        lambda view, move: move.id,
        lambda view, move: _product(view, move)[1],
        root=lambda move: root(move.picking),
        key=_key,
        index={"picking_id": _of_picking},
    )


MODELS = (PICKING, _move_model("stock.move", "Stock Move"), _move_model("stock.move.line", "Product Moves"))
