"""Witness of crossed effects, ICC(2,1) and Bradley-Terry: python3 scores.py > scores.json  (numpy, scipy)

Written from the formulas, without the shortcuts of the product: sums over all pairs of rows for the moments, the whole
mixed model equations inverted, and the optimum of the Bradley-Terry posterior found from differences alone.
"""
import itertools
import json
import sys

import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.stats import f, t

rng = np.random.default_rng(20240607)


def crossed_data(subjects, raters, rows, sd_subject, sd_rater, sd):
    s = rng.normal(0, sd_subject, subjects)
    r = rng.normal(0, sd_rater, raters)
    i = np.concatenate([np.arange(subjects), rng.integers(0, subjects, rows - subjects)])
    j = rng.integers(0, raters, rows)
    y = np.round(3 + s[i] + r[j] + rng.normal(0, sd, rows), 2)
    return i, j, y


def moments(i, j, y):
    """Gao and Owen 2017, as sums over pairs of rows, each pair's expectation written out."""
    n = len(y)
    a = np.zeros((3, 3))
    b = np.zeros(3)
    ni = {g: (i == g).sum() for g in set(i)}
    nj = {g: (j == g).sum() for g in set(j)}
    for p, q in itertools.product(range(n), range(n)):
        if p == q:
            continue
        d = (y[p] - y[q]) ** 2 / 2
        e = np.array([i[p] != i[q], j[p] != j[q], 1.0])
        if i[p] == i[q]:
            a[0] += e / ni[i[p]]
            b[0] += d / ni[i[p]]
        if j[p] == j[q]:
            a[1] += e / nj[j[p]]
            b[1] += d / nj[j[p]]
        a[2] += e / n
        b[2] += d / n
    return np.linalg.solve(a, b)


def mixed_model(i, j, y, variances):
    vs, vr, ve = variances
    S, R = i.max() + 1, j.max() + 1
    X = np.zeros((len(y), 1 + S + R))
    X[:, 0] = 1
    X[np.arange(len(y)), 1 + i] = 1
    X[np.arange(len(y)), 1 + S + j] = 1
    C = X.T @ X + np.diag([0] + [ve / vs] * S + [ve / vr] * R)
    inv = np.linalg.inv(C) * ve
    sol = np.linalg.solve(C, X.T @ y)
    mean_err = [float(np.sqrt(inv[0, 0] + inv[1 + k, 1 + k] + 2 * inv[0, 1 + k])) for k in range(S)]
    return {
        "mean": float(sol[0]),
        "adjusted": [float(sol[0] + sol[1 + k]) for k in range(S)],
        "adjusted_error": mean_err,
        "leniency": [float(v) for v in sol[1 + S:]],
        "leniency_error": [float(np.sqrt(inv[1 + S + k, 1 + S + k])) for k in range(R)],
    }


def crossed_case(name, *shape):
    i, j, y = crossed_data(*shape)
    v = moments(i, j, y)
    return {"name": name, "subject": i.tolist(), "rater": j.tolist(), "value": y.tolist(),
            "variances": v.tolist(), "solution": mixed_model(i, j, y, v)}


def icc_case(name, x):
    x = np.array(x, float)
    n, k = x.shape
    grand = x.mean()
    msb = k * ((x.mean(1) - grand) ** 2).sum() / (n - 1)
    msj = n * ((x.mean(0) - grand) ** 2).sum() / (k - 1)
    sse = ((x - x.mean(1, keepdims=True) - x.mean(0, keepdims=True) + grand) ** 2).sum()
    mse = sse / ((n - 1) * (k - 1))
    icc = (msb - mse) / (msb + (k - 1) * mse + k * (msj - mse) / n)
    fj = msj / mse
    vn = (k - 1) * (n - 1) * (k * icc * fj + n * (1 + (k - 1) * icc) - k * icc) ** 2
    vd = (n - 1) * k ** 2 * icc ** 2 * fj ** 2 + (n * (1 + (k - 1) * icc) - k * icc) ** 2
    v = vn / vd
    f3u, f3l = f.ppf(.975, n - 1, v), f.ppf(.975, v, n - 1)
    low = n * (msb - f3u * mse) / (f3u * (k * msj + (k * n - k - n) * mse) + n * msb)
    high = n * (f3l * msb - mse) / (k * msj + (k * n - k - n) * mse + n * f3l * msb)
    return {"name": name, "table": x.tolist(), "icc": icc, "low": low, "high": high}


def sig(x):
    return 1 / (1 + np.exp(-x))


def bradley_case(name, items, annotators, rows, reliability, position):
    worth = rng.normal(0, 1, items)
    trust = np.where(rng.random(annotators) < .2, .55, .95)
    left = rng.integers(0, items, rows)
    right = (left + rng.integers(1, items, rows)) % items
    who = rng.integers(0, annotators, rows)
    with_worth = rng.random(rows) < trust[who]
    ahead = rng.random(rows) < sig(worth[left] - worth[right] + (.4 if position else 0))
    choice = np.where(ahead == with_worth, 1.0, 0.0)
    choice[rng.random(rows) < .05] = .5
    extra = (annotators if reliability else 0) + (1 if position else 0)

    def chance(x):
        d = x[left] - x[right] + (x[-1] if position else 0)
        e = sig(x[items + who]) if reliability else 1.0
        return e * sig(d) + (1 - e) * sig(-d)

    def loss(x):
        p = chance(x)
        out = -(choice * np.log(p) + (1 - choice) * np.log(1 - p)).sum() + (x[:items] ** 2).sum() / 8
        if position:
            out += x[-1] ** 2 / 8
        if reliability:
            e = sig(x[items:items + annotators])
            out -= (9 * np.log(e) + np.log(1 - e)).sum()
        return out

    x0 = np.zeros(items + extra)
    if reliability:
        x0[items:items + annotators] = np.log(9)
    best = minimize(loss, x0, method="BFGS", options={"gtol": 1e-7, "maxiter": 5000})
    x = best.x
    for _ in range(4):  # Newton's method with differences, to the last digits the differences allow
        g, h = np.zeros(len(x)), np.zeros((len(x), len(x)))
        s = 1e-4
        for a in range(len(x)):
            ea = np.eye(len(x))[a] * s
            g[a] = (8 * (loss(x + ea) - loss(x - ea)) - (loss(x + 2 * ea) - loss(x - 2 * ea))) / (12 * s)
            for b in range(a + 1):
                eb = np.eye(len(x))[b] * s
                h[a, b] = h[b, a] = (loss(x + ea + eb) - loss(x + ea - eb) - loss(x - ea + eb) + loss(x - ea - eb)) / (4 * s * s)
        x = x - np.linalg.solve(h, g)
    p = chance(x)
    return {"name": name, "left": left.tolist(), "right": right.tolist(), "annotator": who.tolist(),
            "choice": choice.tolist(), "reliability_estimated": reliability, "position_estimated": position,
            "worth": (x[:items] - x[:items].mean()).tolist(),
            "reliability": sig(x[items:items + annotators]).tolist() if reliability else None,
            "left_advantage": float(x[-1]) if position else 0,
            "log_likelihood": float((choice * np.log(p) + (1 - choice) * np.log(1 - p)).sum())}


# Shrout and Fleiss 1979, table 2: six targets, four judges; they print ICC(2,1) = .29.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
print(json.dumps({
    "made_by": f"python {sys.version.split()[0]}, numpy {np.__version__}, scipy {scipy.__version__}",
    "crossed": [
        crossed_case("more subjects than raters, some repeats", 25, 6, 90, 1.0, .5, .6),
        crossed_case("more raters than subjects", 6, 15, 80, .8, .7, .5),
    ],
    "icc": [
        icc_case("Shrout and Fleiss 1979, table 2", SHROUT_FLEISS),
        icc_case("ten by three", np.round(rng.normal(0, 1, (10, 1)) * 1.5 + rng.normal(0, .5, (1, 3)) + rng.normal(0, .7, (10, 3)), 2)),
    ],
    "bradley_terry": [
        bradley_case("plain", 6, 5, 150, False, False),
        bradley_case("reliability", 6, 5, 200, True, False),
        bradley_case("reliability and position", 5, 4, 200, True, True),
    ],
    "student": {str(d): float(t.ppf(.975, d)) for d in (1, 9, 99)},
    "f": [[p, a, b, float(f.ppf(p, a, b))] for p, a, b in [(.975, 5, 4.2), (.5, 3, 7), (.025, 12, 30)]],
}, separators=(",", ":")))
