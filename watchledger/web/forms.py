"""What a page sends back: its fields, believed only with the page's own form token."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from watchledger.errors import InputError
from watchledger.web.access import MAX_BODY


class Refused(InputError):
    """The form is not one that this server gave to this visitor."""


class Form:
    """Fields of a form. A missing one is ""."""

    def __init__(self, fields: FormData, uploads: dict[str, bytes]) -> None:
        self._fields, self._uploads = fields, uploads

    def __call__(self, name: str) -> str:
        value = self._fields.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def raw(self, name: str) -> str:
        """With the white space at its ends."""
        value = self._fields.get(name, "")
        return value if isinstance(value, str) else ""

    def upload(self, name: str) -> bytes:
        return self._uploads.get(name, b"")


def _is(given: str, token: object) -> bool:
    return isinstance(token, str) and bool(token) and hmac.compare_digest(given.encode(), token.encode())


async def _form(request: Request) -> Form:
    fields = await request.form(max_files=1, max_fields=50, max_part_size=MAX_BODY)
    given = fields.get("token")
    if not isinstance(given, str) or not _is(given, request.scope.get("form_token")):
        raise Refused("this form is not from the running workbench: open the page anew and send it again")
    uploads = {name: await value.read() for name, value in fields.items() if isinstance(value, UploadFile)}
    return Form(fields, uploads)


Sent = Annotated[Form, Depends(_form)]
"""The type of a route's parameter that takes the form."""
