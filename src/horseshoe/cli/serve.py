"""`horseshoe serve`: the record in the browser and over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; anything but loopback needs --token or --trusted-header.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8015,
    db: Annotated[str, typer.Option("--db", help="The record: an SQLite file or a database URL.")] = "horseshoe.db",
    token: Annotated[
        str | None, typer.Option("--token", envvar="HORSESHOE_TOKEN", help="Secret that a visitor or a program must know.")
    ] = None,
    trusted_header: Annotated[
        str | None, typer.Option("--trusted-header", help="Header by which a reverse proxy names the user it has signed in.")
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option("--proxy", metavar="ADDRESS", help="Where the reverse proxy is, if not on this machine; repeatable."),
    ] = None,
    public_name: Annotated[
        list[str] | None, typer.Option("--public-name", help="Another host name the server answers to; repeatable.")
    ] = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option("--allow-origin", metavar="URL", help="A site whose pages may ask the API (CORS), repeatable."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no corrections and store nothing.")] = False,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="Fetch no web address for a visitor.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses for a visitor, too.")
    ] = False,
) -> None:
    """Open the record at a local address: pages for people, /api/v1 for programs."""
    from horseshoe.errors import StoreError, UsageError
    from horseshoe.serve.settings import LOCAL_PROXIES, Settings

    settings = Settings(
        db=db,
        host=host,
        port=port,
        token=token,
        trusted_header=trusted_header,
        proxies=(*LOCAL_PROXIES, *(proxy or ())),
        public_names=tuple(public_name or ()),
        read_only=read_only,
        allow_origins=tuple(allow_origin or ()),
        fetch=not no_fetch,
        allow_private=allow_private,
    )
    settings.check()
    try:
        import uvicorn

        from horseshoe.serve.app import create_app, warm
        from horseshoe.serve.connections import MOST, BoundedProtocol
    except ImportError as error:
        raise UsageError(f"needs the package {error.name}", fix="pip install 'horseshoe[serve]'") from error
    import socket
    import threading

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise StoreError(
                f"cannot listen ({error.strerror})", where=f"{host}:{port}", fix="choose another --port"
            ) from error
    print(f"horseshoe is at http://{host}:{port}/ (Ctrl-C ends it)", flush=True)
    app_ = create_app(settings)
    threading.Thread(target=warm, args=(app_.state.served,), daemon=True).start()
    uvicorn.run(
        app_,
        host=host.strip("[]"),
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # the guard believes the proxies that are set, and nobody else
        http=BoundedProtocol,
        ws="none",
        limit_concurrency=MOST,
        timeout_keep_alive=5,
    )
