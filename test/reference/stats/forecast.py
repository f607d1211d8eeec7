"""Expected numbers of app/stats/burn-down.ts and app/stats/p-chart.ts: python forecast.py writes forecast.json."""
import json
import math
import pathlib

import numpy
from scipy import stats

widening = [{"weeks": n, "confidence": c,
             "factor": stats.t.ppf((1 + c) / 2, n - 1) / stats.norm.ppf((1 + c) / 2) * math.sqrt((n + 1) / (n - 1))}
            for n in (6, 7, 8, 12) for c in (.8, .95)]

chance = numpy.random.default_rng(20261130)
charts = []
for share, sizes, shape in [(.9, (20, 60), None), (.97, (5, 30), None), (.6, (200, 900), 40), (.8, (3_000, 9_000), 90)]:
    trials = chance.integers(*sizes, size=20)
    p = numpy.full(20, share) if shape is None else chance.beta(share * shape, (1 - share) * shape, 20)
    successes = chance.binomial(trials, p)
    centre = successes.sum() / trials.sum()
    z = (successes / trials - centre) / numpy.sqrt(centre * (1 - centre) / trials)
    spread = max(1, numpy.abs(numpy.diff(z)).mean() / (2 / math.sqrt(math.pi)))
    tail = stats.norm.sf(3)
    normal = trials * centre * (1 - centre) > 400
    reach = 3 * numpy.sqrt(centre * (1 - centre) / trials)
    below = numpy.where(normal, reach, centre - stats.binom.ppf(tail, trials, centre) / trials)
    above = numpy.where(normal, reach, 1 - stats.binom.ppf(tail, trials, 1 - centre) / trials - centre)
    charts.append({"successes": successes.tolist(), "trials": trials.tolist(), "centre": centre, "spread": spread,
                   "low": numpy.maximum(0, centre - spread * below).tolist(),
                   "high": numpy.minimum(1, centre + spread * above).tolist()})

pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"source": "SciPy t.ppf, norm.ppf, binom.ppf; Laney 2002 in numpy", "widening": widening, "charts": charts},
               indent=1) + "\n")
