"""A credit note of another amount than the credit memo: the whole order, without the adjustment, net for gross."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.judge.paperwork.discrepancy import amount
from golive.record.run import Cause


def refund_amount(filing: Filing) -> Cause | None:
    """Fits where one wrong way to compute a refund gives the amount that was credited."""
    if not filing.memos or not filing.notes:
        return None
    refunded = sum(memo.cents for memo in filing.memos)
    credited = sum(note.cents for note in filing.notes)
    what = f"{filing.name}: {amount(refunded)} were refunded and {amount(credited)} credited"
    if credited > refunded:
        return _too_much(filing, refunded, credited, what)
    return _too_little(filing, refunded, credited, what)


def _too_much(filing: Filing, refunded: int, credited: int, what: str) -> Cause | None:
    money = filing.story.money
    whole = [note for note in filing.notes if filing.is_about(note.cents, money.total)]
    if whole and not any(filing.is_about(memo.cents, money.total) for memo in filing.memos):
        return Cause(
            "refunded_as_a_whole",
            f"{what}: {whole[0].number} is over {amount(whole[0].cents)}, the whole order",
            "Post the amount of the credit memo, not that of its order.",
        )
    return _by_goods(filing, refunded, credited, what) or _taxed(filing, refunded, credited, what)


def _too_little(filing: Filing, refunded: int, credited: int, what: str) -> Cause | None:
    money = filing.story.money
    if money.shipping and filing.is_about(credited + money.shipping, refunded):
        return Cause(
            "refund_shipping_left_out",
            f"{what}: {amount(money.shipping)} of shipping are missing",
            "Post the amount of the credit memo, which contains refunded shipping.",
        )
    return _by_goods(filing, refunded, credited, what) or _taxed(filing, refunded, credited, what)


def _by_goods(filing: Filing, refunded: int, credited: int, what: str) -> Cause | None:
    """Return the cause where the value of the goods was credited."""
    paid = {row[0]: row[2] - row[3] / max(1, row[1]) for row in filing.story.lines}
    listed = {row[0]: float(row[2]) for row in filing.story.lines}
    units = [row for memo in filing.memos for row in memo.lines]
    if not units:
        return None
    goods = round(sum(paid.get(sku, 0) * count for sku, count in units))
    before = round(sum(listed.get(sku, 0) * count for sku, count in units))
    if filing.is_about(credited, goods):
        return Cause(
            "adjustment_left_out",
            f"{what}: the goods alone are worth {amount(goods)}, and the rest of the credit memo, "
            f"{amount(refunded - goods)} of adjustment or shipping, was left out",
            "Post the total of the credit memo, with its adjustments, and not the sum of its rows.",
        )
    if before != goods and filing.is_about(credited, before):
        return Cause(
            "refund_without_discount",
            f"{what}: that is the list price of the goods; they had been sold with a discount of "
            f"{amount(before - goods)}",
            "Post the total of the credit memo, in which the discount of its rows is deducted.",
        )
    return None


def _taxed(filing: Filing, refunded: int, credited: int, what: str) -> Cause | None:
    money = filing.story.money
    net = money.total - money.tax
    if net <= 0 or not money.tax:
        return None
    rate = money.total / net
    for factor, words in ((1 / rate, "without tax"), (rate, "with the tax added once more")):
        if filing.is_about(credited, round(refunded * factor)):
            return Cause(
                "refund_tax_mode",
                f"{what}: that is the amount {words}",
                "Post amounts of credit notes with tax, as the ERP reads them, and name the mode where it has one.",
            )
    return None
