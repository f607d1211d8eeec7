"""Expected values of test/tiers/forward.test.ts: python3 test/reference/tiers/forward.py > test/reference/tiers/forward.json"""

import json
import math

from scipy import stats

Z = stats.norm.ppf(0.975)


def upper(x, n):
    p = x / n
    middle = p + Z * Z / (2 * n)
    reach = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return 1.0 if x == n else (middle + reach) / (1 + Z * Z / n)


def loss(bar, n, p, decide_on):
    """P(demoted) for gold_accuracy >= bar: every count is asked, none is skipped."""
    total = 0.0
    for x in range(n + 1):
        missed = round(x / n, 12) < bar if decide_on == "point" else upper(x, n) < bar
        if missed:
            total += stats.binom.pmf(x, n, p)
    return total


def runs(chance, length, windows):
    """P(at least one run of `length`), by enumerating every sequence of windows."""
    total = 0.0
    for number in range(2**windows):
        bits = [(number >> i) & 1 for i in range(windows)]
        if "1" * length in "".join(map(str, bits)):
            total += math.prod(chance if bit else 1 - chance for bit in bits)
    return total


out = {
    "loss": [
        {"bar": bar, "n": n, "share": p, "decideOn": decide, "chance": loss(bar, n, p, decide)}
        for bar, p in [(1, 0.99), (0.98, 0.99), (0.98, 0.985), (0.95, 0.95), (0.95, 0.9), (0.9, 0.95)]
        for n in (20, 50, 100, 200)
        for decide in ("point", "interval")
    ],
    "runs": [
        {"chance": c, "length": k, "windows": m, "within": runs(c, k, m)}
        for c in (0.0, 0.05, 0.089, 0.394994, 0.9, 1.0)
        for k in (1, 2, 3)
        for m in (1, 2, 6)
    ],
}
for bar in (0.9, 0.95):
    n = next(n for n in range(10, 1500, 10) if loss(bar, n, bar - 0.05, "interval") >= 0.8)
    out.setdefault("telling", []).append({"bar": bar, "n": n, "atTheBar": loss(bar, n, bar, "interval")})
print(json.dumps(out, indent=1))
