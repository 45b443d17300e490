"""Whether addresses on the web answer: asked only when somebody wants to know, and never of a private network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from eop_tools.errors import EopError

_SECONDS = 10
_AT_ONCE = 8
_MINDS_PROGRAMS = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 999})
"""Statuses of a page that is there, but that a program may not see."""
_EXAMPLES = ("example.org", "example.com", "example.net", ".example", ".invalid", ".test")


def dead(addresses: Iterable[str]) -> dict[str, str]:
    """Return the addresses that do not answer, each with the reason, in the order given.

    Each is asked once (HEAD, and GET where that fails), a few at a time. Addresses of examples, of this machine and of
    private networks are not asked. Raises EopError where not one of several servers can even be found: that is our
    network, not theirs.
    """
    asked = list(dict.fromkeys(address for address in addresses if _may_be_asked(address)))
    pages = list(dict.fromkeys(urldefrag(address).url for address in asked))
    opener = build_opener(_Redirects)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        answers = dict(zip(pages, threads.map(lambda page: _ask(opener, page), pages), strict=True))
    servers = {urlsplit(page).hostname for page in pages}
    if len(servers) > 1 and all(answer == _NOT_FOUND for answer in answers.values()):
        raise EopError("no server of the plan's links could be found", "is there a network? try again later")
    return {address: why for address in asked if (why := answers[urldefrag(address).url])}


_NOT_FOUND = "there is no such server"


def _may_be_asked(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(host)
        and not f".{host}".endswith(_EXAMPLES)
        and not _is_private(host)
    )


def _is_private(host: str) -> bool:
    """Whether a host is this machine or on a network of its own; one that cannot be found is not known to be."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(number).partition("%")[0]).is_global for number in found)


class _Redirects(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> Request | None:
        """Follow to where a program may ask; elsewhere, the server has answered."""
        if not _may_be_asked(newurl):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _ask(opener: OpenerDirector, page: str) -> str:
    """Return why a page does not answer, or an empty text."""
    why = ""
    for method in ("HEAD", "GET"):
        headers = {"User-Agent": "eop-tools (link check)", "Accept": "*/*"}
        request = Request(page, method=method, headers=headers)  # noqa: S310 - http and https only, see above
        try:
            with opener.open(request, timeout=_SECONDS):
                return ""
        except HTTPError as error:
            if error.code in _MINDS_PROGRAMS or 300 <= error.code < 400:
                return ""
            why = f"the server says {error.code} {error.reason}".rstrip()
        except URLError as error:
            why = _NOT_FOUND if isinstance(error.reason, socket.gaierror) else _in_words(error.reason)
            if isinstance(error.reason, socket.gaierror | TimeoutError):
                break
        except (OSError, ValueError, UnicodeError) as error:
            why = _in_words(error)
            if isinstance(error, TimeoutError):
                break
        except Exception as error:  # a server may answer anything, and http.client has an error for each
            why = _in_words(error)
    return why


def _in_words(error: object) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {_SECONDS} seconds"
    if isinstance(error, ConnectionRefusedError):
        return "the server refuses the connection"
    if "certificate" in str(error).lower():
        return "the server's certificate is not valid"
    return (
        "the server breaks off the connection" if isinstance(error, ConnectionError) else "the server does not answer"
    )
