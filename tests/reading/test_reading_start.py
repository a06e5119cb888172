"""spaCy comes without its command line, and its command line still works afterwards."""

from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_reading_does_not_load_spacys_command_line() -> None:
    parses = "from horseshoe.reading.parse import load_model; load_model()"
    code = f"import sys; {parses}; print(*(m in sys.modules for m in ('spacy', 'weasel', 'spacy.cli')))"
    assert run(code) == "True False False"


def test_spacys_command_line_works_afterwards() -> None:
    told = "callable(spacy.cli.download), spacy.info(silent=True)['spacy_version']"
    parses = "from horseshoe.reading.parse import load_model; load_model()"
    code = f"{parses}; import spacy, spacy.cli; print({told})"
    ok, version = run(code).split()
    assert ok == "True"
    assert version.startswith("3.")


def test_package_and_help_load_nothing_heavy() -> None:
    heavy = "{'spacy', 'sqlalchemy', 'fastapi', 'numpy', 'altair', 'rich.table'}"
    assert run(f"import sys, horseshoe; print(sorted({heavy} & set(sys.modules)))") == "[]"
    code = (
        "import sys; sys.argv = ['horseshoe', '--help']\n"
        "from horseshoe.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    assert run(code).splitlines()[-1] == "[]"
