"""What `report annotators` must say of real files, computed from the files alone.

Run: python3 expect.py <folder of the shared data> > expected.json   (standard library only)
Each entry: per annotator the tallies and times that the report prints; independent of every importer and query.
"""
import csv, json, statistics, sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path

root = Path(sys.argv[1])
csv.field_size_limit(1 << 30)


def rows(path, delimiter=","):
    with open(root / path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def values(text):
    out = set()
    for part in text.replace("|", "\n").split("\n"):
        part = part.strip(" \t\r")
        if part:
            out.add(part)
    return out


def key(text):
    return "\n".join(sorted(values(text)))


def consensus(judgments):
    """Leave-self-out majority; one vote an annotator and item, the latest (time, then id). Ties count for nothing."""
    votes = defaultdict(dict)
    for judgment in sorted(judgments, key=lambda j: (j["at"] or "", j["id"])):
        if judgment["answer"]:
            votes[judgment["item"]][judgment["who"]] = key(judgment["answer"])
    agreeing, total = Counter(), Counter()
    for judgment in judgments:
        if not judgment["answer"]:
            continue
        others = Counter(v for who, v in votes[judgment["item"]].items() if who != judgment["who"])
        if not others:
            continue
        best = others.most_common()
        if len(best) > 1 and best[0][1] == best[1][1]:
            continue
        total[judgment["who"]] += 1
        agreeing[judgment["who"]] += best[0][0] == key(judgment["answer"])
    return agreeing, total


def summary(judgments, with_times):
    agreeing, total = consensus(judgments)
    people = {}
    for who in sorted({j["who"] for j in judgments}):
        own = [j for j in judgments if j["who"] == who]
        gold = [j for j in own if j.get("gold") is not None]
        times = [j["seconds"] for j in own if j.get("seconds") is not None] if with_times else []
        people[who] = {
            "judgments": len(own),
            "gold": [sum(bool(values(j["answer"]) & values(j["gold"])) for j in gold), len(gold)],
            "consensus": [agreeing[who], total[who]],
            "mean": statistics.fmean(times) if times else None,
            "median": statistics.median(times) if times else None,
        }
    return people


def snow():
    return summary([
        {"id": f"{i:05}", "who": r["!amt_worker_ids"], "item": r["orig_id"], "answer": r["response"], "gold": r["gold"], "at": None}
        for i, r in enumerate(rows("snow/rte.standardized.tsv", "\t"))], False)


def newsgroups():
    pages = Counter()
    raw = list(rows("crowdflower/newsgroups_f505945_untrusted_full.csv"))
    page = lambda r: (r["_worker_id"], r["_started_at"], r["_created_at"])
    for r in raw:
        pages[page(r)] += 1
    out = []
    for r in raw:
        start, end = (datetime.strptime(r[c], "%m/%d/%Y %H:%M:%S") for c in ("_started_at", "_created_at"))
        gold = r["category_gold"] if r["_golden"].lower() == "true" else None
        out.append({"id": r["_id"], "who": r["_worker_id"], "item": r["_unit_id"], "answer": r["category"], "gold": gold,
                    "at": end.isoformat(), "seconds": (end - start).total_seconds() / pages[page(r)]})
    return summary(out, True)


def mturk(path, answer):
    out = []
    for r in rows(path):
        zone = {"PDT": 7, "PST": 8, "UTC": 0}
        def at(text):
            parts = text.split()
            naive = datetime.strptime(" ".join(parts[:4] + parts[5:]), "%a %b %d %H:%M:%S %Y")
            return naive + timedelta(hours=zone[parts[4]])
        start, end = at(r["AcceptTime"]), at(r["SubmitTime"])
        seconds = (end - start).total_seconds()
        assert seconds == float(r["WorkTimeInSeconds"]), r["AssignmentId"]
        out.append({"id": r["AssignmentId"], "who": r["WorkerId"], "item": r["HITId"], "answer": r.get(answer) or "",
                    "at": end.isoformat(), "seconds": seconds})
    return summary(out, True)


print(json.dumps({
    "snow": snow(),
    "newsgroups": newsgroups(),
    "odre": mturk("mturk/odre_Batch_2964007_batch_results.csv", "Answer.Q1"),
    "turkle": mturk("turkle/pilot_data-Batch_863_results.csv", "Answer.none"),
}, indent=0))
