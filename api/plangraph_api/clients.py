"""Who asks: clients told apart by their address."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fastapi import Request

__all__ = ["client_at", "client_of", "hashed"]

# New at each start, so that nobody can try all addresses against a log of yesterday.
_KEY: Final = secrets.token_bytes(32)


def client_of(request: Request) -> str:
    """Whoever asks, as `client_at` tells them apart.

    Behind a proxy it is what a proxy that is trusted says (`PLANGRAPH_TRUSTED_PROXIES`; the server sees to it).
    """
    return client_at(request.client.host if request.client else "")


def client_at(host: str) -> str:
    """The client at an address: the address itself, of IPv6 the network of 64 bits that one customer has (RFC 6177)."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address.packed, 64), strict=False))
    return host


def hashed(client: str) -> str:
    """A name for a client that is the same until the server ends, and does not tell the address."""
    return hashlib.blake2b(client.encode(), key=_KEY, digest_size=8).hexdigest()
