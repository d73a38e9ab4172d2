"""How often each client may call: a bucket that fills steadily and is emptied by calls."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CLIENTS = 10_000


class Rates:
    """So many calls a second for each client, and `burst` at once; no limit when that is 0.

    >>> now = 0.0
    >>> rates = Rates(2, burst=3, clock=lambda: now)
    >>> [rates.wait("192.0.2.1") for _ in range(4)], rates.wait("192.0.2.2")
    ([0.0, 0.0, 0.0, 0.5], 0.0)
    >>> now = 0.5
    >>> rates.wait("192.0.2.1")
    0.0
    """

    def __init__(
        self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        # Calls left to a client, and when that was worked out; the latest to call stand last.
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, cost: float = 1.0) -> float:
        """Seconds until this client may call again; 0 when it may now, which is counted."""
        if not self._rate:
            return 0.0
        now = self._clock()
        left, at = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + self._rate * (now - at))
        allowed = left >= 1
        self._left[client] = (left - cost if allowed else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._rate


def client_of(host: str | None) -> str:
    """Who a call counts for: the address; of IPv6 the network, as one person has all of it.

    >>> client_of("192.0.2.7"), client_of("2001:db8:1:2:3::4"), client_of(None)
    ('192.0.2.7', '2001:db8:1:2::/64', 'unknown')
    """
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return "unknown"
    if address.version == 4 or address.is_loopback:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
