"""Makes the values that the shared reference does not have, by SciPy and mpmath, from fixed inputs.

    python3 test/reference/stats/make.py          (scipy 1.17.1, numpy 2.4.6, mpmath 1.3.0)
"""
import itertools
import json
import math
from pathlib import Path

import mpmath
import numpy
import scipy
from scipy import special, stats

here = Path(__file__).parent
chance = numpy.random.default_rng(20260801)
mpmath.mp.dps = 40


def plain(value):
    if isinstance(value, numpy.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, (list, tuple, numpy.ndarray)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


def write(name, call, rows):
    body = ",\n    ".join(json.dumps(plain(row)) for row in rows)
    made = f"scipy {scipy.__version__}, numpy {numpy.__version__}, mpmath {mpmath.__version__}"
    text = '{\n  "made_by": %s,\n  "call": %s,\n  "rows": [\n    %s\n  ]\n}\n'
    (here / name).write_text(text % (json.dumps(made), json.dumps(call), body))


def near(centre, spread):
    return centre + chance.uniform(-5, 5) * spread


# Special functions, over the sizes met here: counts to a million, probabilities to 1e-12.
rows = []
for _ in range(150):
    a, b = 10 ** chance.uniform(-1, 5, 2)
    mean = a / (a + b)
    x = min(max(near(mean, math.sqrt(mean * (1 - mean) / (a + b + 1))), 1e-9), 1 - 1e-9)
    p = float(chance.choice([.005, .025, .5, .975, chance.uniform()]))
    rows.append({"a": a, "b": b, "x": x, "cdf": special.betainc(a, b, x), "sf": special.betaincc(a, b, x),
                 "p": p, "quantile": special.betaincinv(a, b, p), "upper_quantile": special.betainccinv(a, b, p)})
write("beta.json", "special.betainc, betaincc, betaincinv, betainccinv(a, b, x or p)", rows)



def gamma_tails(a, x):
    """By the power series at 40 digits: SciPy's own are off by 7e-10 in a tail at a = 4e5."""
    a, x = mpmath.mpf(a), mpmath.mpf(x)
    term = total = mpmath.mpf(1)
    count = 1
    while term > total * mpmath.mpf(10) ** -38:
        term *= x / (a + count)
        total += term
        count += 1
    cdf = mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a + 1)) * total
    return float(cdf), float(1 - cdf)


rows = []
for index in range(200):
    a = 10 ** chance.uniform(-1, 6) if index > 20 else 1000 + 12.5 * index
    x = max(near(a, math.sqrt(a)), a * 1e-3)
    p = float(chance.choice([1e-10, .005, .025, .5, .975, chance.uniform()]))
    cdf, sf = gamma_tails(a, x)
    rows.append({"a": a, "x": x, "cdf": cdf, "sf": sf, "p": p,
                 "quantile": special.gammaincinv(a, p), "upper_quantile": special.gammainccinv(a, p)})
write("gamma.json", "P(a, x) and 1 - P(a, x) by mpmath's power series at 40 digits; "
      "special.gammaincinv, gammainccinv(a, p)", rows)

rows = []
for _ in range(120):
    x, n = 10 ** chance.uniform(-2, 9), float(numpy.floor(10 ** chance.uniform(0, 5)))
    if chance.uniform() < .3:
        n += .5
    rows.append({
        "x": x, "n": n, "log_gamma": float(mpmath.loggamma(x)), "digamma": float(mpmath.psi(0, x)),
        "trigamma": float(mpmath.psi(1, x)),
        "log_rising": float(mpmath.loggamma(mpmath.mpf(x) + n) - mpmath.loggamma(mpmath.mpf(x))),
        "stirling": float(mpmath.loggamma(mpmath.mpf(x)) - ((mpmath.mpf(x) - mpmath.mpf(".5")) * mpmath.log(x)
                          - mpmath.mpf(x) + mpmath.log(2 * mpmath.pi) / 2)),
        "deviance": float(n * mpmath.log(mpmath.mpf(n) / mpmath.mpf(x)) + mpmath.mpf(x) - n),
    })
write("log-gamma.json", "mpmath loggamma, psi at 40 digits", rows)

rows = [{"z": z, "cdf": stats.norm.cdf(z), "sf": stats.norm.sf(z)} for z in numpy.linspace(-30, 30, 61)]
rows += [{"p": p, "quantile": float(mpmath.findroot(
    lambda z: mpmath.ncdf(z) / mpmath.mpf(p) - 1, stats.norm.ppf(p)))}
    for p in [1e-300, 1e-30, 1e-12, 2e-11, 1e-10, 1e-6, .001, .025, .0749, .0751, .3, .45, .5, .7, .9, .9249, .9251, .975, .999,
              1 - 1e-12]]
write("normal.json", "stats.norm.cdf, sf(z); quantile: root of mpmath.ncdf at 40 digits", rows)

# Quantiles.
samples = [[3.0], [1.0, 2.0], [5.0, 1.0, 4.0, 2.0, 3.0], [2.0, 2.0, 2.0, 7.0],
           [round(v, 3) for v in chance.lognormal(3, 1, 101)], [-4.5, 0.0, 12.25, 3.0, 3.0, -1.0]]
levels = [0, .05, .25, .5, .75, .9, 1]
rows = []
for values in samples:
    counts = [int(c) for c in chance.integers(0, 5, len(values))]
    if sum(counts) == 0:
        counts[0] = 2
    weights = [round(w, 4) for w in chance.gamma(1, 1, len(values))]
    rows.append({
        "values": values, "levels": levels, "quantiles": numpy.quantile(values, levels), "counts": counts,
        "counted": numpy.quantile(numpy.repeat(values, counts), levels), "weights": weights,
        "weighted": numpy.quantile(values, levels, weights=weights, method="inverted_cdf")})
write("quantiles.json", "numpy.quantile(values, levels); of numpy.repeat(values, counts); "
      "(weights=weights, method='inverted_cdf')", rows)

# Exact tests.
rows = []
for k, n, p in [(0, 10, .1), (10, 10, .9), (3, 20, .15), (14, 40, .15), (50, 100, .5), (49, 100, .5), (0, 1, .5),
                (1, 1, .3), (7, 7, 1.0), (0, 7, 0.0), (3, 7, 0.0), (480, 1000, .5), (100_500, 1_000_000, .1), (12, 200, .02),
                (8, 31, .371), (5, 20, .25), (0, 0, .4), (19, 20, .99), (250, 100_000, .003)]:
    test = {alternative: stats.binomtest(k, n, p, alternative).pvalue if n else 1.0
            for alternative in ("two-sided", "less", "greater")}
    rows.append({"k": k, "n": n, "p": p, "pmf": stats.binom.pmf(k, n, p), "cdf": stats.binom.cdf(k, n, p),
                 "sf": stats.binom.sf(k - 1, n, p), **test})
write("binomial.json", "stats.binom.pmf, cdf(k), sf(k - 1); stats.binomtest(k, n, p, alternative)", rows)



def exact_pmf(probabilities):
    mass = [mpmath.mpf(1)]
    for p in map(mpmath.mpf, probabilities):
        mass = [x * (1 - p) + y * p for x, y in zip(mass + [mpmath.mpf(0)], [mpmath.mpf(0)] + mass)]
    return mass


rows = []
for size in [1, 2, 5, 20, 100, 400]:
    ps = [round(v, 6) for v in chance.beta(.6, 3, size)]
    ks = sorted({0, 1, size // 4, size // 2, size})
    exact = exact_pmf(ps)
    rows.append({"p": ps, "k": ks, "sf": [stats.poisson_binom.sf(k - 1, ps) for k in ks],
                 "cdf": [stats.poisson_binom.cdf(k, ps) for k in ks],
                 "exact_sf": [float(mpmath.fsum(exact[k:])) for k in ks]})
write("poisson-binomial.json", "stats.poisson_binom.cdf(k, p), sf(k - 1, p); exact_sf at 40 digits by mpmath", rows)

rows = []
for x, t, conf in [(0, 1, .95), (0, 12.5, .99), (1, 1, .95), (3, 2, .9), (15, 10, .95), (100, 1, .95), (1100, 40, .95),
                   (100_000, 7, .95), (1_000_000, 1, .95)]:
    tail = (1 - conf) / 2
    rows.append({"events": x, "exposure": t, "conf": conf,
                 "low": stats.chi2.ppf(tail, 2 * x) / 2 / t if x else 0, "high": stats.chi2.isf(tail, 2 * x + 2) / 2 / t,
                 "mean": .8 * x + 1, "cdf": stats.poisson.cdf(x, .8 * x + 1), "sf": stats.poisson.sf(x - 1, .8 * x + 1)})
write("poisson.json", "stats.chi2.ppf(a/2, 2x)/2/t, isf(a/2, 2x+2)/2/t = R poisson.test(x, t)$conf.int; "
      "stats.poisson.cdf(x, mean), sf(x - 1, mean)", rows)

rows = []
for x1, t1, x2, t2 in [(12, 100, 30, 120), (0, 10, 5, 10), (5, 10, 0, 10), (1, 1, 1, 1), (200, 50.5, 150, 49.5),
                       (3, 1000, 9, 200), (4000, 100, 4200, 100), (30, 120, 12, 100)]:
    test = stats.binomtest(x1, x1 + x2, t1 / (t1 + t2))
    ends = test.proportion_ci(.95, "exact")
    odds = [end / (1 - end) * t2 / t1 if end < 1 else math.inf for end in ends]
    rows.append({"first": [x1, t1], "second": [x2, t2], "p": test.pvalue, "low": odds[0], "high": odds[1]})
write("poisson-rate-ratio.json", "stats.binomtest(x1, x1 + x2, t1/(t1+t2)), exact interval to odds times t2/t1 = "
      "R poisson.test(c(x1, x2), c(t1, t2))", rows)

rows = []
for a, n1, c, n2 in [(3, 20, 9, 20), (0, 5, 5, 5), (2, 30, 1, 3), (10, 10, 10, 10), (0, 0, 4, 9), (812, 1000, 850, 1000),
                     (7, 2000, 22, 2500), (15_000, 50_000, 15_400, 50_000), (1, 2, 1, 2), (6, 12, 3, 12)]:
    table = [[a, n1 - a], [c, n2 - c]]
    lowest, highest = max(0, a + c - n2), min(a + c, n1)
    mass = stats.hypergeom(n1 + n2, a + c, n1).pmf(range(lowest, highest + 1)) if n1 else numpy.array([1.0])
    seen = mass[a - lowest]
    same = numpy.isclose(mass, seen, rtol=1e-7, atol=0)
    rows.append({"first": [a, n1], "second": [c, n2],
                 **{key: stats.fisher_exact(table, key).pvalue for key in ("two-sided", "less", "greater")},
                 "mid": mass[(mass < seen) & ~same].sum() + mass[same].sum() / 2})
write("fisher-exact.json", "stats.fisher_exact(table, alternative).pvalue; mid: stats.hypergeom.pmf, rarer tables whole, "
      "equally likely ones half", rows)

rows = []
for n1, n2, method in [(12, 15, "exact"), (30, 41, "exact"), (49, 49, "exact"), (1, 49, "exact"), (50, 3, "asymptotic"),
                       (60, 55, "asymptotic"), (400, 300, "asymptotic")]:
    x = chance.permutation(n1 + n2)
    first, second = x[:n1] * 1.0, x[n1:] * .8 + .05
    rows.append({"x": first, "y": second, "method": method,
                 **{key: stats.mannwhitneyu(first, second, alternative=key, method=method).pvalue
                    for key in ("two-sided", "less", "greater")}})
write("mann-whitney-sizes.json", "stats.mannwhitneyu(x, y, alternative=alternative, method=method)", rows)


def every_order(x, y):
    seen = abs(stats.spearmanr(x, y).statistic)
    all_ = [abs(numpy.corrcoef(stats.rankdata(x), order)[0, 1]) for order in itertools.permutations(stats.rankdata(y))]
    return numpy.mean(numpy.array(all_) >= seen - 1e-9)


rows = [{"x": x, "y": y, "p": every_order(x, y)} for x, y in [
    ([1, 2, 3], [3, 2, 1]), ([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), ([1, 1, 2, 2, 3], [1, 2, 2, 3, 3]),
    ([.9, .8, .85, .7, .95, .6], [120, 80, 200, 40, 90, 30]), ([2, 7, 1, 8, 2, 8, 1], [3, 1, 4, 1, 5, 9, 2])]]
write("spearman-exact.json", "share of itertools.permutations(rankdata(y)) with as large an absolute correlation", rows)

# Survival.
rows = []
for times, ended in [
    ([5, 8, 12, 20, 30, 30, 45, 60], [1, 1, 0, 1, 1, 0, 1, 0]),
    ([1, 2, 3, 4], [1, 1, 1, 1]), ([1, 2, 3], [0, 0, 0]), ([7], [1]), ([7], [0]), ([4, 4, 4, 9], [1, 1, 0, 1]),
    ([round(v, 2) for v in chance.exponential(30, 60)], [int(v < .7) for v in chance.uniform(size=60)]),
]:
    data = stats.CensoredData.right_censored(times, [1 - e for e in ended])
    sf = stats.ecdf(data).sf
    band = sf.confidence_interval(.95, method="log-log")
    rows.append({"times": times, "ended": ended, "at": sf.quantiles, "survival": sf.probabilities,
                 "low": band.low.probabilities, "high": band.high.probabilities,
                 "at_risk": sf._n, "se": sf.probabilities * numpy.sqrt(numpy.cumsum(numpy.where(
                     sf._n > sf._d, sf._d / (sf._n * numpy.maximum(sf._n - sf._d, 1)), 0)))})
write("kaplan-meier.json", "stats.ecdf(CensoredData.right_censored(times, censored)).sf, "
      "confidence_interval(.95, method='log-log')", rows)


# Strata: the formulas written once more, in numpy, from Greenland and Robins 1985.
def strata_sums(strata):
    a, t1, b, t2 = numpy.array(strata, float).T
    return a, t1, b, t2, t1 + t2


rows = []
for strata in [[[80, 100, 270, 300], [45, 50, 142, 150]], [[5, 10, 9, 12]], [[0, 10, 3, 10], [1, 4, 0, 9]],
               [[3, 7, 2, 5], [10, 40, 22, 41], [1, 3, 1, 3]]]:
    a, n1, b, n2, n = strata_sums(strata)
    w = n1 * n2 / n
    rd = numpy.sum(w * (a / n1 - b / n2)) / w.sum()
    se = math.sqrt(numpy.sum(w ** 2 * (a / n1 * (1 - a / n1) / n1 + b / n2 * (1 - b / n2) / n2))) / w.sum()
    top, bottom = numpy.sum(a * n2 / n), numpy.sum(b * n1 / n)
    risk_se = math.sqrt(numpy.sum(((a + b) * n1 * n2 - a * b * n) / n ** 2) / (top * bottom))
    rate_se = math.sqrt(numpy.sum((a + b) * n1 * n2 / n ** 2) / (top * bottom))
    z = stats.norm.ppf(.975)
    rows.append({"strata": strata, "difference": rd, "se": se, "ratio": top / bottom,
                 "difference_ci": [rd - z * se, rd + z * se], "difference_p": 2 * stats.norm.sf(abs(rd / se)),
                 **{f"{kind}_ci": [top / bottom * math.exp(s * z * spread) for s in (-1, 1)]
                    for kind, spread in (("risk", risk_se), ("rate", rate_se))},
                 **{f"{kind}_p": 2 * stats.norm.sf(abs(math.log(top / bottom) / spread))
                    for kind, spread in (("risk", risk_se), ("rate", rate_se))}})
write("mantel-haenszel.json", "Greenland and Robins 1985 in numpy; strata are [a, n1, b, n2], the same numbers read as "
      "successes of trials and as events over exposure", rows)



def theil(values):
    share = numpy.array(values, float) / numpy.mean(values)
    return float(numpy.mean(special.xlogy(share, share)))


rows = []
for groups in [[[1, 2, 3, 10]], [[1, 2], [3, 10]], [[5, 5], [9, 9, 9]], [[0, 0], [4, 4]], [[0, 3], [], [2, 2, 8]],
               [[round(v, 3) for v in chance.lognormal(3, .6, 20)], [round(v, 3) for v in chance.lognormal(3.4, .3, 9)]]]:
    everybody = numpy.concatenate([numpy.array(g, float) for g in groups])
    used = [g for g in groups if len(g) and sum(g) > 0]
    weight = [sum(g) / everybody.sum() for g in used]
    rows.append({"groups": groups, "total": theil(everybody),
                 "between": sum(w * math.log(numpy.mean(g) / everybody.mean()) for w, g in zip(weight, used)),
                 "within": sum(w * theil(g) for w, g in zip(weight, used))})
write("theil.json", "numpy: mean(xlogy(x/mean, x/mean)); sum s ln(mean_g/mean); sum s T_g", rows)
