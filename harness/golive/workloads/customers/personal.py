"""Personal data that orders carry and no ERP needs: date of birth, token of the payment, proof of consent."""

from __future__ import annotations

from hashlib import blake2b

from fake_magento.model.customer import PersonalData
from golive.sim.seeding import address

YEARS = (1940, 2005)


def personal_data(seed: int, share: float, visit: int) -> PersonalData | None:
    """The personal data of a visit; None where it is none of the share. No two visits have the same tokens."""
    if address(seed, "personal", visit) >= share:
        return None
    digest = blake2b(f"{seed}/{visit}".encode(), digest_size=16).hexdigest()
    first, last = YEARS
    year = first + int(address(seed, "year of birth", visit) * (last - first))
    month, day = (1 + int(address(seed, what, visit) * most) for what, most in (("month", 12), ("day", 28)))
    return PersonalData(
        f"{year}-{month:02d}-{day:02d}", f"tok_{digest[:20]}", f"double opt-in #{digest[20:]}"
    )
