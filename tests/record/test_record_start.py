"""Whoever asks the record waits for no parser."""

import subprocess
import sys


def test_opening_a_record_loads_no_spacy() -> None:
    code = "import sys, horseshoe.record.record; print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
