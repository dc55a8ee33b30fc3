"""The address guard: only public addresses, unless the desk opened a range.

The rules stand on IANA's special-purpose registries (RFC 6890 and its updates), not on ``ipaddress.is_global``, whose answers
changed between patch releases of Python. For IPv6 they are written the other way round: only global unicast (2000::/3) without
its special blocks, so that every form which embeds an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64) is outside.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from watchers.errors import AddressRefused, Unreachable
from watchers.fetching.config import OPEN_PORTS, FetchConfig
from watchers.fetching.resolver import Resolver
from watchers.identity import host_of, port_of, resolve_url

_Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network

_CLOSED_IPV4: Final = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network; 0.0.0.0 reaches the own machine
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and a cloud's metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's host agent under a public address
        "169.254.0.0/16",  # link-local, and most clouds' metadata service
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",  # reserved, and the broadcast address
    )
)

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")

_CLOSED_IPV6: Final = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",
        "2002::/16",  # 6to4: carries any IPv4 address
        "3fff::/20",
    )
)

_REMEMBERED: Final = 1024
"""Hosts and addresses whose form is remembered: at every poll each is looked at several times."""
_MOST_ANSWERS: Final = 64
"""More addresses for one name are no outlet's; the look-up is refused."""


@lru_cache(maxsize=_REMEMBERED)
def is_public(address: _Address) -> bool:
    """Whether anybody on the internet could be asked under ``address``."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _CLOSED_IPV4)
    return address in _GLOBAL_UNICAST and not any(address in block for block in _CLOSED_IPV6)


class AddressGuard:
    """Decides which addresses may be asked. Raises ``ValueError`` when built with a range that is none."""

    def __init__(self, config: FetchConfig, resolver: Resolver) -> None:
        self._allow: tuple[_Network, ...] = tuple(ip_network(block, strict=False) for block in config.allow)
        self._ports = frozenset((*OPEN_PORTS, *config.ports))
        self._any_port = 0 in config.ports
        self._resolver = resolver

    def admit(self, url: str, base: str | None = None) -> str:
        """The address to ask for ``url``, normalised; raises ``AddressRefused`` for its scheme, its port or its literal host."""
        address = resolve_url(url, base)
        if address is None:
            raise AddressRefused("no http(s) address", url=url[:500])
        port = port_of(address)
        if port == 0 or not (self._any_port or port in self._ports):
            raise AddressRefused(f"port {port} is not open", url=address)
        literal = _literal(host_of(address))
        if literal is not None:
            self._check(literal, address)
        return address

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of ``host`` that may be connected to: all that it has, or ``AddressRefused`` if one of them is closed.

        Raises ``Unreachable`` where the name has no address.
        """
        about = f"{host}:{port}"
        literal = _literal(host)
        found = (str(literal),) if literal is not None else await self._look_up(host, port)
        if len(found) > _MOST_ANSWERS:
            raise AddressRefused(f"{len(found)} addresses for one name", url=about)
        for text in found:
            self._check(_literal(text), about)
        return found

    async def opened(self, url: str) -> bool:
        """Whether every address of ``url``'s host lies in a range that the desk opened."""
        found = await self.addresses(host_of(url).strip("[]"), port_of(url))
        return all(self._in_allow(ip_address(text)) for text in found)

    def owns(self, host: str) -> bool:
        """Whether ``host`` is a number inside a range that the desk opened: nobody else's server."""
        literal = _literal(host)
        return literal is not None and self._in_allow(literal)

    async def _look_up(self, host: str, port: int) -> tuple[str, ...]:
        about = f"{host}:{port}"
        try:
            found = await self._resolver(host, port)
        except OSError as error:
            raise Unreachable(f"no address: {error}", url=about) from error
        if not found:
            raise Unreachable("no address", url=about)
        return found

    def _check(self, address: _Address | None, about: str) -> None:
        if address is None or not (is_public(address) or self._in_allow(address)):
            raise AddressRefused(f"{address} is no public address", url=about)

    def _in_allow(self, address: _Address) -> bool:
        return any(address in block for block in self._allow)


@lru_cache(maxsize=_REMEMBERED)
def _literal(host: str) -> _Address | None:
    """The address that ``host`` spells; a zone id ("%eth0") names an interface of this machine and makes it none."""
    text = host.strip("[]")
    if "%" in text:
        return None
    try:
        return ip_address(text)
    except ValueError:
        return None
