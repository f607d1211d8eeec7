"""Copies the reference values the tests of app/stats/aggregation, agreement and ranks rest on.

    python3 test/reference/aggregation/extract.py <folder with reference.json and data/>

The values were made by the programs named in conventions.json (numpy, scipy, crowd-kit 1.4.1, krippendorff, irrCAC in
Python and R 4.2.2, csranks in R); how each was made and checked is written there, value by value. Label sets of other
owners (rte, bluebirds, dog, anesthesia) are not copied: their tests read the folder itself and are skipped without it.
synth2k.labels.csv and synth2k.gold.csv are the output of generator.ts with seed 11, 400 items, 30 annotators, 5 classes.
"""
import json
import shutil
import sys
from pathlib import Path

source = Path(sys.argv[1])
here = Path(__file__).parent
values = json.loads((source / "reference.json").read_text())


def write(name, content):
    (here / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


write("conventions.json", {"conventions": values["conventions"], "definitions": {
    "dawid_skene": values["label_sets"]["synth2k"]["dawid_skene_fixed_iterations"]["definition"],
    "additive_smoothing": values["label_sets"]["synth2k"]["dawid_skene_additive_smoothing"]["definition"],
    "mace": values["label_sets"]["synth2k"]["mace"]["definition"],
    "glad": values["label_sets"]["synth2k"]["glad_map_optimum"]["definition"],
}})
write("tiny.json", values["tiny_sets"])
write("synth2k.json", values["label_sets"]["synth2k"])
write("synth500k.json", values["label_sets"]["synth500k"])
write("synthetic.json", {**values["synthetic_sets"], "synth5m_values": values["large_set"]["synth5m"]})
write("agreement.json", {key: values[key] for key in ("cohen_kappa", "fleiss_kappa", "agreement_matrices")})
write("ranks.json", values["rank_intervals"])
for name in ("synth2k.labels.csv", "synth2k.gold.csv"):
    shutil.copyfile(source / "data" / name, here / name)
    (here / name).chmod(0o644)
