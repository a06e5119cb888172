"""`horseshoe mcp`: tools for assistants."""

from __future__ import annotations

from typing import Annotated

import typer

from horseshoe.errors import UsageError

app = typer.Typer()


@app.command()
def mcp(
    transport: Annotated[str, typer.Option("--transport", help="stdio (started by the assistant) or http.")] = "stdio",
    db: Annotated[str, typer.Option("--db", help="The record: an SQLite file or a database URL.")] = "horseshoe.db",
    host: Annotated[str, typer.Option("--host", help="Address for http; loopback only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port for http; the address is /mcp.")] = 8016,
) -> None:
    """Serve tools for assistants (MCP): brief, read, search, dossier, council_on, tally, votes, vetoes, forecast."""
    if transport not in ("stdio", "http"):
        raise UsageError(f"unknown transport {transport!r}", where="--transport", fix="use stdio or http")
    from horseshoe.serve.settings import is_loopback

    if not is_loopback(host):
        raise UsageError(
            f"refuses to listen on {host}", where="--host", fix="use 127.0.0.1, and a reverse proxy that signs users in"
        )
    try:
        from horseshoe.serve.mcp.server import build_server
    except ImportError as error:
        raise UsageError(f"needs the package {error.name}", fix="pip install 'horseshoe[mcp]'") from error
    server = build_server(db)
    if transport == "stdio":
        server.run("stdio")
    else:
        server.run("streamable-http", host=host, port=port)
