"""Copies the shared reference values that the tests of app/stats rest on, beside the call that made each.

    python3 test/reference/stats/extract.py <folder with reference.json>

Made by python 3.11, scipy 1.10.1 and statsmodels 0.13.5, each compared with R 4.2.2 (README.md in that folder).
"""
import json
import sys
from pathlib import Path

source = json.loads((Path(sys.argv[1]) / "reference.json").read_text())
here = Path(__file__).parent


def write(name, calls, rows):
    body = ",\n    ".join(json.dumps(row) for row in rows)
    text = '{\n  "calls": %s,\n  "rows": [\n    %s\n  ]\n}\n' % (json.dumps(calls), body)
    (here / name).write_text(text)


def keep(rows, names):
    return [{name: row.get(name) for name in names} for row in rows]


write("proportions.json", {
    "wilson": "statsmodels proportion_confint(k, n, 1 - conf, 'wilson'), clipped; R prop.test(k, n, correct = FALSE)",
    "clopper_pearson": "statsmodels proportion_confint(method='beta'); R binom.test(k, n)$conf.int",
    "jeffreys_bcd": "scipy beta.ppf([a/2, 1 - a/2], k + .5, n - k + .5), low 0 at k = 0, high 1 at k = n",
}, keep(source["proportion_intervals"]["rows"],
        ["k", "n", "conf", "wilson", "clopper_pearson", "jeffreys_bcd"]))
eb = source["beta_binomial_eb"]
write("beta-binomial.json", {
    "main": "scipy optimize of sum(betabinom.logpmf); R VGAM::betabinomial",
    "moments": "Kleinman 1973, weights n, numpy",
    "posterior": "scipy beta(a + k, b + n - k)",
}, [eb["main"], *eb["degenerate"]])
write("two-proportions.json", {
    "z_pooled, p_pooled": "statsmodels proportions_ztest([k1, k2], [n1, n2])",
    "newcombe_diff_ci95": "statsmodels confint_proportions_2indep(method='newcomb', correction=False)",
    "fisher": "scipy fisher_exact([[k1, n1 - k1], [k2, n2 - k2]], alternative)",
    "chi2": "scipy chi2_contingency(table, correction=False)",
}, source["two_proportions"])
write("mann-whitney.json", {
    "p_exact_*": "scipy mannwhitneyu(x, y, method='exact', alternative=*); R wilcox.test(exact = TRUE)",
    "p_asymptotic_cc_*": "scipy mannwhitneyu(x, y, method='asymptotic', use_continuity=True, alternative=*)",
}, source["mann_whitney"])
write("chi-square.json", {"*": "scipy chi2_contingency(table, correction=False)"}, source["chi_square"])
write("multiple-testing.json", {"bh": "R p.adjust(p, 'BH')", "by": "R p.adjust(p, 'BY')"},
      keep(source["multiple_testing"], ["p", "bh", "by"]))
write("spearman.json", {"rho, p_t": "scipy spearmanr(x, y)"}, keep(source["spearman"], ["x", "y", "rho", "p_t"]))
write("gini.json", {"gini": "sum((2 i - n - 1) x_(i)) / (n sum x), numpy", "gini_unbiased": "n / (n - 1) times that"},
      source["gini"])
