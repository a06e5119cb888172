"""Hostile votes sheets and settings, archives and lines of JSON for the record, feeds for `follow`."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import tarfile
from collections.abc import Iterator

from hostile_makers import RNG, TEXT, File, zipped

HEAD = "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,draft,meeting,description\n"
ROW = '1,FRA,FRANCE,True,Y,2012-02-04,,S/2012/77,S/PV.6711,"Draft, on Syria"\n'


def sheets() -> Iterator[File]:
    """Tables that are not what a votes file should be. `good-` ones are loaded whole, `any-` ones without their bad rows."""
    good = (HEAD + ROW).encode()
    yield "good-sheets-bom.csv", b"\xef\xbb\xbf" + good
    yield "good-sheets-tabs.tsv", good.replace(b'"Draft, on Syria"', b"Draft").replace(b",", b"\t")
    yield "any-sheets-cell.csv", good + ROW.replace("Draft", "x" * 10_000_000).encode()
    yield "any-sheets-nul.csv", good + b"2,FRA,FR\0ANCE,True,Y,2012-02-04,,,,\0\n"
    yield "any-sheets-controls.csv", good + "2,\x1b[2J\u202e,X,True,\x1b]0;t\x07,2012-02-04,,,,\n".encode()
    yield "any-sheets-columns.csv", good + b"," * 1_000_000 + b"\n"
    yield "any-sheets-unclosed.csv", good + b'2,FRA,"FRANCE,True,Y\n' + ROW.encode() * 2000
    yield "any-sheets-cp1252.csv", good + "2,CIV,Côte d’Ivoire,False,Y,2012-02-04,,,,\n".encode("cp1252")
    yield "any-sheets-utf-16.csv", (HEAD + ROW).encode("utf-16")
    yield "any-sheets-formula.csv", good + b"=cmd|'/c calc'!A1,FRA,FRANCE,True,Y,2012-02-04,,,,\n"
    yield "any-sheets-numbers.csv", good + b"9" * 5000 + b",FRA,FRANCE,True,Y,99999-99-99,,,,\n"
    yield "any-sheets-repeated.csv", HEAD.replace("ms_name", "ms_code").encode() + ROW.encode()
    yield "sheets-header.csv", b"," * 1_000_000 + b"\n" + ROW.encode()
    yield "sheets-one-line.csv", b"a" * 10_000_000
    yield "sheets-empty.csv", b""
    yield "sheets-nuls.csv", b"\0" * 100_000
    yield "sheets-random.csv", RNG.randbytes(100_000)
    yield "sheets-xlsx.csv", zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    yield "sheets-gzip.csv", gzip.compress(good)
    yield "sheets-page.csv", b"<html><body>" + TEXT.encode() + b"</body></html>"


def settings() -> Iterator[File]:
    """TOML that is nested, repeated, vast or none; valid TOML has no entities, so depth and size are its bombs."""
    feed = b'[[feed]]\nurl = "http://127.0.0.1:9/x"\n'
    yield "settings-deep.toml", feed + b"x = " + b"[" * 100_000
    yield "settings-deep-closed.toml", feed + b"x = " + b"[" * 5000 + b"]" * 5000 + b"\n"
    yield "settings-deep-tables.toml", feed + b"x = " + b"{a = " * 5000 + b"1" + b"}" * 5000 + b"\n"
    yield "settings-dotted.toml", b"[" + b"a." * 20_000 + b"b]\n"
    yield "settings-repeated.toml", b"[settings]\n" * 50_000
    yield "settings-large.toml", feed * 40_000
    yield "settings-laughs.toml", "".join(f'l{n} = ["{{l{n - 1}}}", "{{l{n - 1}}}"]\n' for n in range(20_000)).encode()
    yield "settings-nul.toml", feed + b"x = \0\n"
    yield "settings-utf-16.toml", feed.decode().encode("utf-16")
    yield "settings-file.toml", b'[[feed]]\nurl = "file:///etc/passwd"\n'
    yield "settings-regex.toml", b'[[page]]\nurl = "http://127.0.0.1:9/x"\nlinks = "(((("\n'
    yield "settings-types.toml", feed + b"[settings]\ndelay = []\n"
    yield "settings-infinite.toml", feed + b"[settings]\nentries = inf\n"
    yield "settings-tables.toml", b"feed = 1\n"
    yield "settings-settings.toml", feed + b"[[settings]]\nx = 1\n"
    yield "settings-notify.toml", b"notify = 3\n" + feed


def archives() -> Iterator[File]:
    """Archives and lines of JSON that `ingest` opens: bombs, locks, names that lead out, members that are no files."""
    yield "archives-bomb.zip", zipped({f"{n}.txt": b"a b\n" * 10_000_000 for n in range(8)})
    yield "any-archives-slip.zip", zipped({"../../../tmp/horseshoe-slip.txt": TEXT.encode(), "/etc/x.txt": TEXT.encode() * 2})
    yield "archives-truncated.zip", zipped({"a.txt": TEXT.encode()})[:-40]
    yield "archives-tar.tar", tar(size=3000)[:700]
    yield "any-archives-links.tar", tar()
    yield "archives-bomb.tar.gz", gzip.compress(tar(size=300_000_000), 1)
    yield "archives-zeros.tar.bz2", bz2.compress(b"\0" * 30_000_000)
    yield "archives-no.tar.xz", RNG.randbytes(3000)
    yield "archives-deep.jsonl", b"[" * 200_000 + b"\n"
    yield "archives-text.jsonl", json.dumps({"text": 7}).encode() + b"\n"
    yield "archives-line.jsonl", b'{"text": "' + b"a" * 51_000_000
    yield "archives-numbers.jsonl", b'{"text": ' + b"9" * 100_000 + b"}\n"


def tar(size: int | None = None) -> bytes:
    """A tar archive of links, a device and a FIFO, or of one file of zeros."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        if size is not None:
            info = tarfile.TarInfo("a.txt")
            info.size = size
            archive.addfile(info, io.BytesIO(b"\0" * size))
            return out.getvalue()
        kinds = {
            "link.txt": tarfile.SYMTYPE,
            "hard.txt": tarfile.LNKTYPE,
            "zero.txt": tarfile.CHRTYPE,
            "fifo.txt": tarfile.FIFOTYPE,
        }
        for name, kind in kinds.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.devmajor, info.devminor = kind, "/etc/passwd", 1, 5
            archive.addfile(info)
    return out.getvalue()


def feeds() -> Iterator[File]:
    """RSS and Atom that expand, nest, name files of ours, or are something else."""
    item = "<item><title>{t}</title><guid isPermaLink='false'>{t}</guid><description>{t}</description></item>"
    rss = '<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    lol = '<!ENTITY l0 "lol ">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    for name, declared, used in (("laughs", lol, "&l9;"), ("file", outside, "&x;")):
        yield name, f'<?xml version="1.0"?><!DOCTYPE rss [{declared}]>{rss.format(items=item.format(t=used))}'.encode()
    yield "deep", b"<rss><channel>" + b"<item>" * 20_000
    yield "many", rss.format(items="".join(item.format(t=f"entry {n}") for n in range(3_000))).encode()
    yield "huge", b"<rss><channel>" + b"<item>" * 1_000_000
    yield "empty", b""
    yield "binary", RNG.randbytes(5000)
    yield "local", b"/etc/passwd"
    yield (
        "schemes",
        rss.format(
            items="".join(
                f"<item><title>{n}</title><guid>{n}</guid><link>{link}</link></item>"
                for n, link in enumerate(
                    ("file:///etc/passwd", "ftp://127.0.0.1/x", "http://127.0.0.1:9/x", "javascript:x", "http://[")
                )
            )
        ).encode(),
    )
