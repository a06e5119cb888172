"""Good articles that stand among the hostile files: each must be read as if it were alone."""

from __future__ import annotations

from pathlib import Path

GOOD = {
    "a-good.txt": (
        "NAIROBI, 4 March 2019 (Wire) - Russia said on Monday that it would veto a draft resolution on Mali unless its sponsors"
        '\ndropped the sanctions. "We will not support this text," said Olena Marsh, the spokeswoman of the mission.\n\n'
        "At least 120 people have died since January, according to the United Nations.\n"
    ),
    "entries-folder.txt/good.txt": (
        "GENEVA, 9 May 2018 (Wire) - France and Germany sponsored a draft resolution on Yemen in the Security Council. "
        "China abstained on Tuesday, and the United States voted in favour.\n"
    ),
    "m-good.md": (
        "---\ntitle: Council meets on Haiti\ndate: 2021-10-05\n---\n"
        "# Council meets on Haiti\n\nMexico said that it supported the draft resolution on Haiti. The *United Kingdom* urged "
        "the Security Council to adopt the text.\n"
    ),
    "z-good.html": (
        '<html><head><meta property="article:published_time" content="2014-05-22"></head><body><article><h1>Veto on Syria</h1>'
        "<p>Russia and China vetoed a draft resolution on Syria in the Security Council on Thursday.</p>"
        "<p>The ambassador of France said that the vote was a disgrace for the Security Council and for the victims.</p>"
        "</article></body></html>"
    ),
}


def write_good(folder: Path) -> None:
    """Put the good articles into a folder."""
    for name, text in GOOD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
