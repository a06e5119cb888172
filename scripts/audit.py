"""Look every locked dependency up among the known holes: `python scripts/audit.py [LOCK]...`.

pip-audit asks the package index's own list of holes, then OSV. Exit status 1: a hole was found. 2: neither service
answered, so that nothing has been audited; that is never taken for a clean bill.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SERVICES = ("pypi", "osv")


def audit(lock: Path, service: str) -> tuple[int, int, list[str]]:
    """(packages looked up, packages that the service does not know, holes as lines); (0, 0, []) where it does not answer."""
    command = [sys.executable, "-m", "pip_audit", "-s", service, "-f", "json", "--no-deps", "--disable-pip", "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return 0, 0, []
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version'}"
        for package in found
        for hole in package.get("vulns", ())
    ]
    unknown = sum("skip_reason" in package for package in found)
    return len(found) - unknown, unknown, holes


def main(locks: list[Path]) -> int:
    """Audit every lock file with the first service that answers; the exit status."""
    status = 0
    for lock in locks:
        for service in SERVICES:
            known, unknown, holes = audit(lock, service)
            if known:
                print(f"{lock.name}: {known} packages looked up at {service}, {unknown} not known there, {len(holes)} holes")
                print("\n".join(holes))
                status = max(status, 1 if holes else 0)
                break
            print(f"{lock.name}: {service} did not answer", file=sys.stderr)
        else:
            print(f"{lock.name}: NOT audited, no vulnerability service can be reached from here", file=sys.stderr)
            status = 2
    return status


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or [ROOT / "requirements-dev.txt", ROOT / "requirements-release.txt"]))
