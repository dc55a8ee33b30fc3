"""The address guard: which addresses may be asked at all."""

import asyncio
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.errors import AddressRefused, Unreachable
from watchers.fetching.config import FetchConfig
from watchers.fetching.guard import AddressGuard, is_public

CLOSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.251", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:93.184.215.14", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:4136:e378::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:5db8:d70e::1", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
OPEN = ["1.1.1.1", "93.184.215.14", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.255",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450:4007:80e::200e", "2001:4860:4860::8888"]  # fmt: skip


def guard(*found: str, **config: tuple[str, ...]) -> AddressGuard:
    async def resolver(host: str, port: int) -> tuple[str, ...]:
        if not found:
            raise OSError(f"no such name: {host}")
        return found

    return AddressGuard(FetchConfig(contact="x", allow=config.get("allow", ())), resolver)


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_everybodys_is_refused(address: str) -> None:
    """Private, local, special and embedding forms are refused, as a literal host and as a name's answer alike."""
    literal = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused):
        guard().admit(f"http://{literal}/")
    with pytest.raises(AddressRefused):
        asyncio.run(guard(address).addresses("name.example", 80))


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_admitted(address: str) -> None:
    """What stands on the internet may be asked."""
    assert asyncio.run(guard(address).addresses("name.example", 80)) == (address,)


def test_a_mixed_answer_is_refused_whole() -> None:
    """A21: One private address beside public ones is an attempt, not an accident."""
    with pytest.raises(AddressRefused):
        asyncio.run(guard("93.184.215.14", "10.0.0.1").addresses("name.example", 80))


def test_an_opened_range_is_reached_and_its_mapped_form_is_not() -> None:
    """``allow`` opens what it names, not another spelling of it."""
    opened = guard("127.0.0.1", allow=("127.0.0.0/8",))
    assert opened.admit("http://127.0.0.1/") == "http://127.0.0.1/"
    assert asyncio.run(opened.opened("http://name.example/"))
    assert not asyncio.run(guard("93.184.215.14", allow=("127.0.0.0/8",)).opened("http://name.example/"))
    with pytest.raises(AddressRefused):
        opened.admit("http://[::ffff:127.0.0.1]/")


@pytest.mark.parametrize("found", [(), ("not an address",), ("fe80::1%eth0",), tuple(f"1.1.1.{last}" for last in range(200))])
def test_an_unusable_answer_of_the_resolver_is_an_error(found: tuple[str, ...]) -> None:
    """A22: No answer, nonsense, an interface's address and hundreds of addresses all stop before a connection."""
    with pytest.raises(AddressRefused if found else Unreachable):
        asyncio.run(guard(*found).addresses("name.example", 80))


def test_a_name_without_any_address_is_unreachable() -> None:
    """A resolver that answers with nothing is a failure to reach, not a refusal."""

    async def nothing(host: str, port: int) -> tuple[str, ...]:
        return ()

    with pytest.raises(Unreachable):
        asyncio.run(AddressGuard(FetchConfig(contact="x"), nothing).addresses("name.example", 80))


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8080])
def test_only_web_ports_are_open(port: int) -> None:
    """Beside 80 and 443 a port must be named; port 0 is never one."""
    with pytest.raises(AddressRefused):
        guard().admit(f"http://example.org:{port}/")


def test_ports_are_opened_by_name_or_all_at_once() -> None:
    """``ports`` adds to the two; a 0 among them means any."""

    async def unasked(host: str, port: int) -> tuple[str, ...]:
        raise OSError(host)

    assert AddressGuard(FetchConfig(contact="x", ports=(8080,)), unasked).admit("http://example.org:8080/")
    assert AddressGuard(FetchConfig(contact="x", ports=(0,)), unasked).admit("http://example.org:6379/")
    with pytest.raises(AddressRefused):
        AddressGuard(FetchConfig(contact="x", ports=(0,)), unasked).admit("http://example.org:0/")


def test_a_range_that_is_none_is_a_fault_of_the_configuration() -> None:
    """A wrong range is found when the guard is built, not at the first fetch."""
    with pytest.raises(ValueError, match="loopback"):
        guard(allow=("loopback",))


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_is_public(address: object) -> None:
    """Our table is never wider than the standard library's, whatever its release."""
    found = ip_address(str(address))
    if is_public(found):
        assert not any((found.is_private, found.is_loopback, found.is_link_local, found.is_multicast, found.is_unspecified))
