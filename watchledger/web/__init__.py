"""web: the workbench in the browser. Server-rendered pages; scripts only enhance them; nothing remote is ever loaded."""

from watchledger.web.app import create_app

__all__ = ["create_app"]
