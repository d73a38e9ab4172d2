"""Many people at once: 50 simulated users ask a served app on this machine, for a minute or so.

python evals/load.py                       # serve the library, ask, report, stop
python evals/load.py --users 50 --seconds 300

Bounded: at most 200 users and 600 seconds, and never another machine. Each user asks a gold
question, reads for a moment, asks the next. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import ROOT, _questions, _resident, _served

from qa.evaluation.bench.timing import spread

MOST_USERS, MOST_SECONDS = 200, 600
_READING_SECONDS = 2.0  # on average, between an answer and the next question


@dataclass(slots=True)
class Tally:
    """What the users met with."""

    spent: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


def main() -> None:
    """Serve, ask, report."""
    parser = argparse.ArgumentParser(description="Load a served app on this machine.")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    args = parser.parse_args()
    users = max(1, min(args.users, MOST_USERS))
    seconds = max(1, min(args.seconds, MOST_SECONDS))
    with _served(args.index) as (address, pid, _):
        _ask(address, _questions()[0], 0)
        before = _resident(pid)
        tally, peak = _run(address, pid, users, seconds)
        figures: dict[str, Any] = {
            "users": users,
            "seconds": seconds,
            "reading_seconds": _READING_SECONDS,
            "answered": spread(tally.spent),
            "a_second": round(len(tally.spent) / seconds, 1),
            "failures": dict(tally.failures),
            "resident_mb": {"before": before, "peak": peak, "after": _resident(pid)},
        }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _run(address: str, pid: int, users: int, seconds: int) -> tuple[Tally, int | None]:
    tally = Tally()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_user, args=(address, number, until, tally))
        for number in range(users)
    ]
    for thread in threads:
        thread.start()
    peak = _resident(pid)
    while time.monotonic() < until:
        time.sleep(0.5)
        held = _resident(pid)
        peak = max(peak, held) if peak and held else peak
    for thread in threads:
        thread.join()
    return tally, peak


def _user(address: str, number: int, until: float, tally: Tally) -> None:
    chance = random.Random(number)
    questions = _questions()
    time.sleep(chance.uniform(0, _READING_SECONDS))  # they do not all begin at once
    while time.monotonic() < until:
        began = time.perf_counter()
        failure = _ask(address, chance.choice(questions), number)
        with tally.lock:
            if failure:
                tally.failures[failure] += 1
            else:
                tally.spent.append(1000 * (time.perf_counter() - began))
        time.sleep(chance.expovariate(1 / _READING_SECONDS))


def _ask(address: str, question: str, number: int) -> str | None:
    """Ask one question; what went wrong, if anything did."""
    # As from behind a proxy on this machine: each user is a client of their own.
    headers = {"Content-Type": "application/json", "X-Forwarded-For": f"10.0.0.{number + 1}"}
    body = json.dumps({"question": question}).encode()
    call = urllib.request.Request(f"{address}/api/ask", body, headers)
    try:
        with urllib.request.urlopen(call, timeout=60) as reply:
            json.loads(reply.read())
    except urllib.error.HTTPError as error:
        return f"status {error.code}"
    except OSError as error:
        return type(error).__name__
    return None


if __name__ == "__main__":
    main()
