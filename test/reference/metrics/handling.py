"""Witness of the handling-time intervals. Run: python3 handling.py > handling.json (numpy, scipy)."""
import json
import numpy as np
from scipy import stats

z = stats.norm.ppf(0.975)
times = np.array([3.2, 4.1, 5.0, 5.5, 6.1, 7.7, 8.0, 9.9, 12.5, 14.0, 15.2, 18.8, 22.0, 25.5, 31.0, 40.2, 55.1, 61.0, 90.5, 240.0])
mean = times.mean()
se = times.std(ddof=1) / np.sqrt(len(times))
log_mean = [mean, mean * np.exp(-z * se / mean), mean * np.exp(z * se / mean)]

n = len(times)
low = max(1, int(np.floor((n - z * np.sqrt(n)) / 2)))
high = min(n, int(np.ceil(1 + (n + z * np.sqrt(n)) / 2)))
median = [float(np.median(times)), float(times[low - 1]), float(times[high - 1])]

observed = np.array([100.0, 80.0, 130.0, 95.0, 60.0, 150.0])
expected = np.array([110.0, 90.0, 120.0, 100.0, 75.0, 140.0])
ratio = observed.sum() / expected.sum()
residual = observed - ratio * expected
k = len(observed)
relative = np.sqrt((residual ** 2).sum() * k / (k - 1)) / observed.sum()
ratio_of_sums = [ratio, ratio * np.exp(-z * relative), ratio * np.exp(z * relative)]

print(json.dumps({
    "times": times.tolist(), "logMean": log_mean, "median": median,
    "observed": observed.tolist(), "expected": expected.tolist(), "ratioOfSums": ratio_of_sums,
}, indent=1))
